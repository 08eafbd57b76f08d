using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Xinglin.Bench;

/// <summary>
/// A million inputs that were cut, bent and mixed through each reader of what others send: HL7 v2 with its frames, translation and answer,
/// FHIR, and the tables of reports, patients, items and rules; fewer through those that unpack a workbook or write a file first. What a
/// reader refuses is well; anything else that it throws is a crash.
/// </summary>
internal static class FuzzBench
{
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("XINGLIN_BENCH_FUZZ"), CultureInfo.InvariantCulture, out var set) ? set : 1_000_000;
    private const int Seldom = 20;
    private const double MostMemory = 600, LongestAllowed = 2000;

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var (messages, resources) = (FuzzReaders.Messages(), FuzzReaders.Resources());
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            .. Feed("HL7 v2 messages", Inputs, messages, FuzzReaders.Message),
            .. Feed("HL7 v2 lines with several frames", Inputs, FuzzReaders.Streams(messages), FuzzReaders.Stream),
            .. Feed("FHIR resources", Inputs, resources, input => FhirMutation.Swallow(input), number => FhirMutation.Of(resources[number % resources.Count], number)),
            .. Feed("CSV tables of reports", Inputs, FuzzReaders.ReportTables(), FuzzReaders.ReportTable),
            .. Feed("CSV tables of patients", Inputs, FuzzReaders.PatientTables(), FuzzReaders.PatientTable),
            .. Feed("CSV tables of items", Inputs, FuzzReaders.ItemTables(), FuzzReaders.ItemTable),
            .. Feed("CSV tables of rules", Inputs, FuzzReaders.RuleTables(), FuzzReaders.RuleTable),
            .. Feed("CSV files of patients on the disk", Math.Max(1, Inputs / Seldom), FuzzReaders.PatientTables(), FuzzReaders.PatientFile),
            .. Feed("xlsx workbooks of reports", Math.Max(1, Inputs / Seldom), FuzzReaders.ReportWorkbooks(), FuzzReaders.ReportTable)
        ]);
    }

    /// <param name="bent">The input of a number; by default bytes bent at will.</param>
    private static IEnumerable<Figure> Feed(string what, int inputs, IReadOnlyList<byte[]> samples, Action<byte[]> read, Func<int, byte[]>? bent = null)
    {
        bent ??= number => ByteMutation.Of(samples, number);
        // What is compiled at the first use is not the input's doing.
        foreach (var sample in samples) read(sample);
        PeakMemory.Begin();
        var crashes = new ConcurrentDictionary<string, int>();
        double longest = 0;
        var gate = new Lock();
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(Partitioner.Create(0, inputs, Math.Max(1, inputs / 64)), new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            double slowest = 0;
            for (var number = part.Item1; number < part.Item2; number++)
            {
                var input = bent(number);
                var began = Stopwatch.GetTimestamp();
                try
                {
                    read(input);
                }
                catch (Exception exception)
                {
                    var where = $"{exception.GetType().Name} {exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Xinglin", StringComparison.Ordinal))?.Trim()}";
                    if (crashes.AddOrUpdate(where, 1, (_, count) => count + 1) == 1) Console.WriteLine($"{what}, input {number}: {where}: {exception.Message}");
                }

                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            lock (gate) longest = Math.Max(longest, slowest);
        });
        Console.WriteLine($"{inputs:N0} {what} in {clock.Elapsed.TotalSeconds:0} s");
        return
        [
            new($"Crashes of {inputs:N0} bent {what}", crashes.Values.Sum(), "", Limit: 0),
            new($"Longest single one of the {what}", longest, "ms", Limit: LongestAllowed),
            PeakMemory.Figure($"Memory at the most with {what}", MostMemory)
        ];
    }
}
