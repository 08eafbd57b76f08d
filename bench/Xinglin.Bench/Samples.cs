using System.Diagnostics;

namespace Xinglin.Bench;

/// <summary>Times of one thing done many times, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> times = [];

    public static Samples Take(int warmUp, int count, Action act)
    {
        var samples = new Samples();
        for (var round = -warmUp; round < count; round++)
        {
            var start = Stopwatch.GetTimestamp();
            act();
            if (round >= 0) samples.times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return samples;
    }

    public static async Task<Samples> Take(int warmUp, int count, Func<Task> act)
    {
        var samples = new Samples();
        for (var round = -warmUp; round < count; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await act();
            if (round >= 0) samples.times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return samples;
    }

    /// <param name="share">0.5 for the median, 0.95 …</param>
    public double At(double share) => times.Order().ElementAt((int)Math.Ceiling(times.Count * share) - 1);
}
