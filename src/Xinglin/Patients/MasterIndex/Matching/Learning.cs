namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>Pairs that share one key, with the fields that the key is made of: about those the pairs say nothing.</summary>
internal sealed record LearningPass(IReadOnlyDictionary<ulong, long> Vectors, bool[] Excluded);

/// <summary>
/// Learns the parameters without anybody saying who is who (Fellegi–Sunter with expectation maximisation): U from pairs drawn at random,
/// of which practically none is of one person; M from several passes of pairs that share a key, each leaving out its own fields.
/// </summary>
internal static class Learning
{
    private const int MostRounds = 60;
    private const double Enough = 1e-5;

    /// <summary>Observations that each level is given beforehand, so that none is impossible because it was not seen.</summary>
    private const double Beforehand = 0.5;

    /// <summary>What a matching pair is worth at least, of those that a pass must hold to be learned from.</summary>
    private const double FewestMatches = 30;

    /// <param name="matches">Share of matching pairs among those drawn, as far as it is known.</param>
    /// <param name="m">How those agree: they are taken out, because in a small register even chance draws some.</param>
    public static double[][] LearnU(IReadOnlyDictionary<ulong, long> random, int[] levels, double matches = 0, double[][]? m = null)
    {
        var counts = Empty(levels);
        foreach (var (bits, number) in random)
            for (var field = 0; field < levels.Length; field++)
                if (new MatchVector(bits)[field] is > 0 and var level) counts[field][level - 1] += number;
        for (var field = 0; m is not null && field < levels.Length; field++)
        {
            var known = counts[field].Sum();
            for (var level = 0; level < levels[field]; level++) counts[field][level] = Math.Max(0, counts[field][level] - known * matches * m[field][level]);
        }

        return Shares(counts, Beforehand);
    }

    /// <param name="start">Where to start from, and what stays for a field that no pass tells of.</param>
    public static double[][] LearnM(IReadOnlyList<LearningPass> passes, double[][] u, double[][] start)
    {
        var levels = start.Select(field => field.Length).ToArray();
        var counts = Empty(levels);
        foreach (var pass in passes)
        {
            var (found, matches) = Maximise(pass, u, start);
            if (matches < FewestMatches) continue;
            for (var field = 0; field < levels.Length; field++)
                if (!pass.Excluded[field])
                    for (var level = 0; level < levels[field]; level++) counts[field][level] += found[field][level];
        }

        var learned = Shares(counts, Beforehand);
        return [.. start.Select((before, field) => counts[field].Sum() < FewestMatches ? before : learned[field])];
    }

    /// <summary>Expected numbers of levels among the matching pairs of one pass, and how many pairs match.</summary>
    private static (double[][] Counts, double Matches) Maximise(LearningPass pass, double[][] u, double[][] start)
    {
        var (m, share) = (start, .5);
        var counts = Empty([.. start.Select(field => field.Length)]);
        double total = pass.Vectors.Values.Sum(), matches = 0;
        for (var round = 0; round < MostRounds && total > 0; round++)
        {
            foreach (var field in counts) Array.Clear(field);
            matches = 0;
            foreach (var (bits, number) in pass.Vectors)
            {
                var vector = new MatchVector(bits);
                var odds = share / (1 - share);
                for (var field = 0; field < u.Length; field++)
                    if (!pass.Excluded[field] && vector[field] is > 0 and var level) odds *= m[field][level - 1] / u[field][level - 1];
                var expected = number * (odds / (1 + odds));
                matches += expected;
                for (var field = 0; field < u.Length; field++)
                    if (vector[field] is > 0 and var level) counts[field][level - 1] += expected;
            }

            var next = Math.Clamp(matches / total, 1e-9, 1 - 1e-9);
            m = Shares(counts, Beforehand);
            if (Math.Abs(next - share) < Enough) break;
            share = next;
        }

        return (counts, matches);
    }

    private static double[][] Empty(int[] levels) => [.. levels.Select(count => new double[count])];

    private static double[][] Shares(double[][] counts, double beforehand) =>
        [.. counts.Select(field => { var sum = field.Sum() + beforehand * field.Length; return field.Select(count => (count + beforehand) / sum).ToArray(); })];
}
