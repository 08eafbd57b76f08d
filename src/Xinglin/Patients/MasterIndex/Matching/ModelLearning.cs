namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>Makes a model from registrations.</summary>
internal static class ModelLearning
{
    /// <summary>From fewer, chance would teach more than the register; the model before stays.</summary>
    public const int FewestRecords = 5000;

    private const int RandomPairs = 1_000_000, MostPairsOfPass = 2_000_000, MostSurnames = 500, MostGiven = 5000, FewestBearers = 5;

    // What a pass is made of, it says nothing about; nor about what those who share it share besides, as a family its address.
    private static readonly (string Pass, MatchField[] Silent)[] Passes =
    [
        ("document", [MatchField.Document, MatchField.Birth]),
        ("health-record", [MatchField.HealthRecord]),
        ("phone", [MatchField.Phone, MatchField.Address, MatchField.Guardian]),
        ("name-year", [MatchField.Name, MatchField.Birth])
    ];

    /// <param name="set">With every pair that can match.</param>
    /// <param name="phoneKey">The key under which the set knows a telephone.</param>
    public static MatchModel Learn(RecordSet set, MatchModel before, int version, Func<string, long> phoneKey)
    {
        var records = set.Records;
        // Always the same draw: learning twice from the same register gives the same model.
        var draw = new Random(records.Count);
        var random = new Dictionary<ulong, long>();
        for (var pair = 0; pair < RandomPairs; pair++)
        {
            var (left, right) = (draw.Next(records.Count), draw.Next(records.Count));
            if (left != right) Count(random, MatchVector.Compare(records[left], records[right]));
        }

        int[] levels = [.. MatchFields.All.Select(field => field.Levels.Length)];
        var passes = Passes.AsParallel().AsOrdered().Select(pass => new LearningPass(Vectors(records, pass.Pass), [.. MatchFields.All.Select(field => pass.Silent.Contains(field.Field))])).ToList();
        var u = Learning.LearnU(random, levels);
        var learned = new MatchModel(version, before.Repetitions, before.M, u, Shares(records, name => name.Surname, MostSurnames), Shares(records, name => name.Given, MostGiven));
        for (var round = 0; round < 2; round++)
        {
            learned = learned with { M = Learning.LearnM(passes, learned.U, before.M) };
            var repetitions = Math.Clamp(2.0 * Matches(set, new(learned, records.Count), phoneKey) / records.Count, .001, 10);
            learned = learned with { Repetitions = repetitions, U = Learning.LearnU(random, levels, repetitions / records.Count, learned.M) };
        }

        return learned;
    }

    private static int Matches(RecordSet set, Scorer scorer, Func<string, long> phoneKey) => set.Pairs().AsParallel().Count(pair =>
    {
        var (left, right) = (set.Records[pair.Left], set.Records[pair.Right]);
        var holders = NumberComparison.SharedPhone(left, right) is { } phone ? set.Holders(phoneKey(phone)) : 0;
        return scorer.Weigh(MatchVector.Compare(left, right), left, right, holders) > 0;
    });

    private static Dictionary<ulong, long> Vectors(IReadOnlyList<MatchRecord> records, string pass)
    {
        var places = new List<(string Value, int Record)>();
        for (var record = 0; record < records.Count; record++)
            foreach (var (name, value) in BlockKeys.Of(records[record]))
                if (name == pass) places.Add((value, record));
        places.Sort((left, right) => string.CompareOrdinal(left.Value, right.Value));
        var vectors = new Dictionary<ulong, long>();
        var counted = 0;
        for (var from = 0; from < places.Count && counted < MostPairsOfPass;)
        {
            var end = from + 1;
            while (end < places.Count && places[end].Value == places[from].Value) end++;
            if (end - from <= BlockKeys.LargestBlock)
                for (var left = from; left < end; left++)
                    for (var right = left + 1; right < end; right++, counted++)
                        Count(vectors, MatchVector.Compare(records[places[left].Record], records[places[right].Record]));
            from = end;
        }

        return vectors;
    }

    private static Dictionary<string, double> Shares(IReadOnlyList<MatchRecord> records, Func<PersonName, string> part, int most) =>
        records.Where(record => !record.Name.IsMissing && !record.Name.IsPlaceholder).GroupBy(record => part(record.Name))
            .Where(group => group.Count() >= FewestBearers && group.Key.Length > 0).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(most)
            .ToDictionary(group => group.Key, group => Math.Round((double)group.Count() / records.Count, 7));

    private static void Count(Dictionary<ulong, long> vectors, MatchVector vector) => vectors[vector.Bits] = vectors.GetValueOrDefault(vector.Bits) + 1;
}
