using System.Diagnostics;

namespace Xinglin.Bench;

/// <summary>The largest working set of this process since a moment; where the system cannot forget the peak before (all but Linux), since its start.</summary>
internal static class PeakMemory
{
    /// <summary>From here on.</summary>
    public static void Begin()
    {
        GC.Collect();
        // proc(5): 5 resets the peak resident set size.
        if (OperatingSystem.IsLinux() && File.Exists("/proc/self/clear_refs")) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <param name="limit">In MB; null where none is set.</param>
    public static Figure Figure(string name, double? limit = null)
    {
        using var process = Process.GetCurrentProcess();
        return new(name, process.PeakWorkingSet64 / (double)(1 << 20), "MB", Limit: limit);
    }
}
