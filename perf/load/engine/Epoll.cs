using System.ComponentModel;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Basalt.Perf.Load.Engine;

/// <summary>epoll(7), level-triggered. One thread.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int EventCountMax = 512;

    private readonly epoll_event[] _events = new epoll_event[EventCountMax];
    private readonly int _descriptor = epoll_create1(EPOLL_CLOEXEC);

    public void Dispose() => _ = close(_descriptor);

    /// <summary>Begins to watch a descriptor for input.</summary>
    /// <param name="descriptor">The socket's.</param>
    /// <param name="key">What <see cref="Wait"/> answers for it.</param>
    public void Add(int descriptor, int key) => Control(EPOLL_CTL_ADD, descriptor, key, isSending: false);

    /// <summary>Watches for room to send, too, or no more.</summary>
    public void Change(int descriptor, int key, bool isSending) => Control(EPOLL_CTL_MOD, descriptor, key, isSending);

    /// <summary>Waits for events; how many. <see cref="KeyOf"/> tells whose.</summary>
    /// <param name="timeoutMs">-1: for ever; 0: not at all.</param>
    public int Wait(int timeoutMs)
    {
        // SAFETY: the array is pinned for the call and of the length given.
        fixed (epoll_event* events = _events)
        {
            var count = epoll_wait(_descriptor, events, EventCountMax, timeoutMs);
            if (count >= 0) return count;
            return errno == EINTR ? 0 : throw new Win32Exception(errno, "epoll_wait");
        }
    }

    public int KeyOf(int index) => _events[index].data.fd;

    private void Control(int operation, int descriptor, int key, bool isSending)
    {
        epoll_event change = default;
        change.events = EPOLLIN | (isSending ? EPOLLOUT : 0);
        change.data.fd = key;

        // SAFETY: the struct is a local that the kernel copies within the call.
        if (epoll_ctl(_descriptor, operation, descriptor, &change) < 0) throw new Win32Exception(errno, "epoll_ctl");
    }
}
