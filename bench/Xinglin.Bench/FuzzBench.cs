using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Translation;
using Xinglin.Platform;
using Xinglin.Platform.Tables;
using Xinglin.Results.Import;

namespace Xinglin.Bench;

/// <summary>
/// A million inputs each that were cut, bent and mixed, through the reader of HL7 v2 with its translation and answer and the reader of
/// reports in tables, and through the reader of FHIR. What a reader refuses is well; anything else that it throws is a crash.
/// </summary>
internal static class FuzzBench
{
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("XINGLIN_BENCH_FUZZ"), CultureInfo.InvariantCulture, out var set) ? set : 1_000_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[][] Inserted = [.. new[] { "|", "^", "~", "\\", "&", "\r", "\n", "\r\n", "\0", "\"", "\"\"", ",", ";", "\\X4", "\\.br\\", "ADD|", "MSH|^~\\&|", "OBX|1|NM|", "💉", "汉" }.Select(Encoding.UTF8.GetBytes), [0x0B], [0x1C], [0xFF], [0x81], [0xEF, 0xBB, 0xBF]];

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var messages = System.IO.Directory.EnumerateFiles(Path.Combine(Report.Root, "samples", "hl7v2"), "*.hl7").Order().Select(File.ReadAllBytes).ToList();
        var headings = ReportSheet.Columns.Select(column => column.Heading).ToList();
        var rows = Enumerable.Range(0, 3).Select(line => (IReadOnlyList<string>)[.. ReportSheet.Columns.Select(column => column.Heading == "项目代码" ? $"{column.Example}{line}" : column.Example)]).ToList();
        List<byte[]> csv = [Csv.Write(headings, rows), Charset.Gb18030.GetBytes(Encoding.UTF8.GetString(Csv.Write(headings, rows)).TrimStart('\uFEFF'))];
        List<byte[]> xlsx = [XlsxWriter.Write(headings, rows)];
        // What is compiled at the first use is not the input's doing.
        foreach (var message in messages) Message(message);
        Sheet(csv[0], "a.csv");
        Sheet(xlsx[0], "a.xlsx");

        var resources = System.IO.Directory.EnumerateFiles(Path.Combine(Report.Root, "samples", "fhir"), "*.json").Order().Select(File.ReadAllBytes).ToList();
        foreach (var resource in resources) FhirMutation.Swallow(resource);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            .. Feed("HL7 v2 messages and tables", number =>
            {
                var kind = number % 50;
                var (seeds, name) = kind < 35 ? (messages, "") : kind < 49 ? (csv, "a.csv") : (xlsx, "a.xlsx");
                var input = Mutate(seeds, new Random(number));
                return () =>
                {
                    if (name.Length == 0) Message(input);
                    else Sheet(input, name);
                };
            }),
            .. Feed("FHIR resources", number =>
            {
                var input = FhirMutation.Of(resources[number % resources.Count], number);
                return () => FhirMutation.Swallow(input);
            })
        ]);
    }

    /// <param name="input">Makes the input of a number; what it gives reads it.</param>
    private static IEnumerable<Figure> Feed(string what, Func<int, Action> input)
    {
        var crashes = new ConcurrentDictionary<string, int>();
        double longest = 0;
        var gate = new Lock();
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(Partitioner.Create(0, Inputs, Math.Max(1, Inputs / 64)), new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            double slowest = 0;
            for (var number = part.Item1; number < part.Item2; number++)
            {
                var read = input(number);
                var began = Stopwatch.GetTimestamp();
                try
                {
                    read();
                }
                catch (Exception exception)
                {
                    var where = $"{exception.GetType().Name} {exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Xinglin", StringComparison.Ordinal))?.Trim()}";
                    if (crashes.AddOrUpdate(where, 1, (_, count) => count + 1) == 1) Console.WriteLine($"input {number}: {where}: {exception.Message}");
                }

                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            lock (gate) longest = Math.Max(longest, slowest);
        });
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{Inputs:N0} {what} in {clock.Elapsed.TotalSeconds:0} s");
        return
        [
            new($"Crashes of {Inputs:N0} bent {what}", crashes.Values.Sum(), "", Limit: 0),
            new($"Longest single one of the {what}", longest, "ms", Limit: 2000),
            new($"Memory at the most with {what}", process.PeakWorkingSet64 / (double)(1 << 20), "MB", Limit: 600)
        ];
    }

    private static void Message(byte[] input)
    {
        Hl7Parser.TryParse(input, Charset.Gb18030, out var message, out var faults);
        if (message is not null) faults = [.. faults, .. ReportReading.Read(message, "检验科").Faults];
        Acknowledgement.Write(message, faults.Count == 0 ? Answer.Accepted : new Answer(AckCode.AE, "", faults), Now);
    }

    private static void Sheet(byte[] input, string name)
    {
        try
        {
            ReportSheet.Read(Table.Read(new MemoryStream(input), name), Now);
        }
        catch (Refused)
        {
            // As it should be.
        }
    }

    private static byte[] Mutate(List<byte[]> seeds, Random random)
    {
        var bytes = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at));
                    break;
                case 2:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 3:
                    bytes.InsertRange(at, Inserted[random.Next(Inserted.Length)]);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 400), bytes.Count - at)));
                    break;
                case 5:
                    var other = seeds[random.Next(seeds.Count)];
                    bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(300));
                    break;
                case 6:
                    var (from, to) = (bytes[at], (byte)random.Next(256));
                    for (var place = 0; place < bytes.Count; place++)
                        if (bytes[place] == from) bytes[place] = to;
                    break;
                case 7:
                    bytes = [.. Charset.Gb18030.GetBytes(Encoding.UTF8.GetString([.. bytes]))];
                    break;
                default:
                    if (random.Next(50) == 0) bytes.InsertRange(at, Enumerable.Repeat(bytes[at], random.Next(200_000)));
                    break;
            }
        }

        return [.. bytes];
    }
}
