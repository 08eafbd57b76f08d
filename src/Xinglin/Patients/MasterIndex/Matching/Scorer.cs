namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>Weighs what was compared by a model.</summary>
internal sealed class Scorer(MatchModel model, int registrations)
{
    /// <summary>Two sound resident numbers are two people, whatever else they share: twins share everything else.</summary>
    private const double Decisive = -60;

    private readonly double start = Math.Log2(model.PriorOdds(registrations));
    private readonly double[][] weights = [.. Enumerable.Range(0, model.M.Length).Select(field =>
        Enumerable.Range(0, model.M[field].Length + 1).Select(level => model.Weight(field, level)).ToArray())];

    public MatchModel Model => model;

    /// <summary>The weight without a list of reasons, for pairs of which most come to nothing.</summary>
    public double Weigh(MatchVector vector, MatchRecord left, MatchRecord right, int phoneHolders)
    {
        Span<double> each = stackalloc double[weights.Length];
        Fill(each, vector, left, phoneHolders);
        var sum = start;
        foreach (var weight in each) sum += weight;
        return sum;
    }

    /// <param name="phoneHolders">How many registrations have the telephone that both have.</param>
    public Evidence Explain(MatchVector vector, MatchRecord left, MatchRecord right, int phoneHolders)
    {
        Span<double> each = stackalloc double[weights.Length];
        Fill(each, vector, left, phoneHolders);
        var lines = new List<EvidenceLine>(weights.Length);
        foreach (var field in MatchFields.All)
            if (vector[field.Field] is > 0 and var level) lines.Add(new(field.Field, level, each[(int)field.Field]));
        return new(start, lines, Objection(vector, left, right));
    }

    private void Fill(Span<double> each, MatchVector vector, MatchRecord left, int phoneHolders)
    {
        for (var field = 0; field < weights.Length; field++) each[field] = weights[field][vector[field]];
        if ((DocumentLevel)vector[MatchField.Document] == DocumentLevel.Contradiction) each[(int)MatchField.Document] = Decisive;
        each[(int)MatchField.Name] += model.NameAdjustment((NameLevel)vector[MatchField.Name], left.Name);
        each[(int)MatchField.Phone] += MatchModel.PhoneAdjustment((PhoneLevel)vector[MatchField.Phone], phoneHolders);

        // Who lives together shares telephone, address and guardian: that proves a household once, not three times a person.
        var most = Household.Max(each);
        var counted = false;
        foreach (var field in Household.Fields)
        {
            if (each[(int)field] <= 0) continue;
            if (!counted && each[(int)field] >= most) counted = true;
            else each[(int)field] = 0;
        }
    }

    private static class Household
    {
        public static readonly MatchField[] Fields = [MatchField.Phone, MatchField.Address, MatchField.Guardian];

        public static double Max(ReadOnlySpan<double> each)
        {
            var most = double.MinValue;
            foreach (var field in Fields) most = Math.Max(most, each[(int)field]);
            return most;
        }
    }

    /// <summary>
    /// What no weight outvotes, so that a person looks: contradictions of which one side must be wrong, such as one number under two names
    /// where somebody uses another's card; and what twins, brothers and sisters have in common.
    /// </summary>
    public static string? Objection(MatchVector vector, MatchRecord left, MatchRecord right)
    {
        var (name, document) = ((NameLevel)vector[MatchField.Name], (DocumentLevel)vector[MatchField.Document]);
        if (document is DocumentLevel.Serial or DocumentLevel.Different) return "两个证件号码不同";
        if (name >= NameLevel.SurnameOnly) return "姓名不同";
        if (vector[MatchField.Sex] == 2) return "性别不同";
        if (name == NameLevel.Missing) return "至少一方没有姓名";
        if (document == DocumentLevel.Missing && name is NameLevel.Order or NameLevel.OneCharacter) return "没有证件号码可比，姓名有出入，可能是兄弟姐妹";
        if (document == DocumentLevel.Missing && left.Name.IsPlaceholder) return "新生儿以母亲姓名登记，可能是双胞胎";
        return left.Organization == right.Organization ? "同一机构内的重复登记由本机构确认" : null;
    }
}
