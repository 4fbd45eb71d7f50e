namespace Basalt.Interop.Linux;

/// <summary>The error numbers that callers here act upon; any other value is still carried as it came.</summary>
public enum Errno
{
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    EINTR = 4,
    EIO = 5,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EBUSY = 16,
    EINVAL = 22,
    EFBIG = 27,
    ENOSPC = 28,
    ENOSYS = 38,
    ETIME = 62,
    EOPNOTSUPP = 95,
    EDQUOT = 122,
    ECANCELED = 125,
}
