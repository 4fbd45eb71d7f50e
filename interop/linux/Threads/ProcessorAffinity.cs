using Tmds.Linux;

using static Tmds.Linux.LibC;

namespace Basalt.Interop.Linux.Threads;

/// <summary>On which processors the calling thread may run.</summary>
public static unsafe class ProcessorAffinity
{
    /// <summary>Binds the calling thread to one processor; <see cref="Errno.EINVAL"/> if this process may not use
    /// it.</summary>
    public static Errno TryPin(int processor)
    {
        if (processor < 0 || processor >= CPU_SETSIZE) return Errno.EINVAL;
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(processor, &set);

        // SAFETY: the set is a local of the size given; 0 is the calling thread.
        return sched_setaffinity(0, sizeof(cpu_set_t), &set) == 0 ? Errno.None : (Errno)errno;
    }

    /// <summary>The processors that the calling thread may run on, in order.</summary>
    public static IReadOnlyList<int> Read()
    {
        cpu_set_t set;

        // SAFETY: the set is a local of the size given; 0 is the calling thread.
        if (sched_getaffinity(0, sizeof(cpu_set_t), &set) != 0) throw new LinuxException("affinity", (Errno)errno);
        List<int> processors = [];
        for (var i = 0; i < CPU_SETSIZE; i++)
        {
            if (CPU_ISSET(i, &set)) processors.Add(i);
        }

        return processors;
    }
}
