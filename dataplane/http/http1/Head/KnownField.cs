namespace Basalt.Http.Http1.Head;

/// <summary>Fields that mean something to the front itself.</summary>
internal enum KnownField : byte
{
    /// <summary>All others.</summary>
    None,
    Host,
    ContentLength,
    TransferEncoding,
    Connection,
    Expect,
}
