using Xinglin.Patients.MasterIndex.Matching;

namespace Xinglin.Bench;

/// <summary>
/// The learner and the score of the patient index over the FEBRL sets (two files of 5,000 made-up Australians, one to one), with comparators
/// for their fields. The comparators for Chinese data have nothing to do there: this shows that weights are learned, not tuned.
/// </summary>
internal static class FebrlBench
{
    private const int Fields = 9;
    private static readonly int[] Levels = [3, 3, 3, 3, 3, 3, 3, 3, 2];

    private sealed record Row(string Id, string[] Values);

    public static IReadOnlyList<Figure> Run()
    {
        var folder = Path.Combine(Report.Root, "..", "shared", "data", "febrl");
        if (!System.IO.Directory.Exists(folder))
        {
            Console.WriteLine("SKIPPED: no FEBRL sets at ../shared/data/febrl.");
            return [];
        }

        List<Row> left = Read(Path.Combine(folder, "dataset4a.csv")), right = Read(Path.Combine(folder, "dataset4b.csv"));
        var passes = new (Func<Row, string?> Key, int[] Silent)[]
        {
            (row => row.Values[8], [8]), (row => row.Values[7], [7]), (row => Join(row, 0, 1), [0, 1]), (row => Join(row, 1, 6), [1, 6]), (row => Join(row, 2, 3), [2, 3]), (row => Join(row, 0, 6), [0, 6])
        };
        var pairs = passes.SelectMany(pass => Blocks(left, right, pass.Key)).Distinct().ToList();
        var draw = new Random(4);
        var random = Count(Enumerable.Range(0, 500_000).Select(_ => (draw.Next(left.Count), draw.Next(right.Count))), left, right);
        double[][] m = [.. Levels.Select(count => Enumerable.Range(0, count).Select(level => level == 0 ? .8 : .2 / (count - 1)).ToArray())];
        var u = Learning.LearnU(random, Levels);
        var learned = passes.Select(pass => new LearningPass(Count(Blocks(left, right, pass.Key).Distinct(), left, right), [.. Enumerable.Range(0, Fields).Select(pass.Silent.Contains)])).ToList();
        m = Learning.LearnM(learned, u, m);
        // One in the other file for each: what is known of the sets, as of a register that was counted.
        var start = Math.Log2(1.0 / right.Count);
        int found = 0, wrong = 0;
        foreach (var (one, other) in pairs)
        {
            var vector = Compare(left[one], right[other]);
            var weight = start + Enumerable.Range(0, Fields).Sum(field => vector[field] == 0 ? 0 : Math.Log2(m[field][vector[field] - 1] / u[field][vector[field] - 1]));
            if (weight <= 0) continue;
            found++;
            if (Number(left[one]) != Number(right[other])) wrong++;
        }

        var (precision, recall) = ((double)(found - wrong) / found, (double)(found - wrong) / left.Count);
        return
        [
            new($"FEBRL 4, {pairs.Count:N0} pairs compared: precision", precision, ""), new("FEBRL 4: recall", recall, ""),
            new("FEBRL 4: F", 2 * precision * recall / (precision + recall), "")
        ];
    }

    private static List<Row> Read(string file) =>
        [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',').Select(cell => cell.Trim()).ToArray()).Where(cells => cells.Length == 11)
            // given name, surname, street number, street, locality, suburb, birth date, number, postcode with state
            .Select(cells => new Row(cells[0], [cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[9], cells[10], $"{cells[7]}{cells[8]}"]))];

    private static string Number(Row row) => row.Id.Split('-')[1];

    private static string? Join(Row row, int one, int other) => row.Values[one].Length == 0 || row.Values[other].Length == 0 ? null : $"{row.Values[one]}|{row.Values[other]}";

    private static IEnumerable<(int, int)> Blocks(List<Row> left, List<Row> right, Func<Row, string?> key)
    {
        var places = right.Index().Where(row => key(row.Item) is { Length: > 0 }).ToLookup(row => key(row.Item)!, row => row.Index);
        return left.Index().Where(row => key(row.Item) is { Length: > 0 }).SelectMany(row => places[key(row.Item)!].Select(other => (row.Index, other)));
    }

    private static Dictionary<ulong, long> Count(IEnumerable<(int, int)> pairs, List<Row> left, List<Row> right) =>
        pairs.GroupBy(pair => Compare(left[pair.Item1], right[pair.Item2]).Bits).ToDictionary(group => group.Key, group => (long)group.Count());

    private static MatchVector Compare(Row left, Row right)
    {
        Span<int> levels = stackalloc int[Fields];
        for (var field = 0; field < Fields; field++)
        {
            var (one, other) = (left.Values[field], right.Values[field]);
            levels[field] = one.Length == 0 || other.Length == 0 ? 0 : one == other ? 1 : Levels[field] == 2 ? 2 : Distance(one, other) <= Math.Max(1, Math.Min(one.Length, other.Length) / 4) ? 2 : 3;
        }

        return MatchVector.Of(levels);
    }

    /// <summary>Insertions, deletions, exchanges of neighbours and wrong characters (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
            for (var j = 1; j <= right.Length; j++)
            {
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }

        return table[left.Length, right.Length];
    }
}
