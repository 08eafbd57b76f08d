using System.Globalization;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <param name="Weight">In bits: 10 makes it a thousand times likelier that both are one person, -10 a thousand times less.</param>
public sealed record EvidenceLine(MatchField Field, int Level, double Weight)
{
    public string Label => MatchFields.Of(Field).Label;
    public string Words => MatchFields.Words(Field, Level);

    /// <summary>「姓名同音」, 「本人电话相同」.</summary>
    public string Said => Words.Contains(Label, StringComparison.Ordinal) ? Words : Label + Words;
}

/// <summary>
/// Why two registrations were taken for one person or not: where it starts from, what each field added, what came of it. It is kept with
/// the decision as text, so that it can be read long after model and data have changed.
/// </summary>
/// <param name="Start">log2 of the odds before anything was compared.</param>
/// <param name="Objection">Why it may not be linked by itself although it is likely enough; null where nothing stands against it.</param>
public sealed record Evidence(double Start, IReadOnlyList<EvidenceLine> Lines, string? Objection)
{
    public double Weight => Start + Lines.Sum(line => line.Weight);

    /// <summary>How likely it is that both are one person, given all that was compared.</summary>
    public double Probability => 1 / (1 + Math.Pow(2, -Weight));

    /// <summary>「-18.3|0:1:12.4|1:1:9.1」, the objection behind a second stroke.</summary>
    internal string Write() => string.Create(CultureInfo.InvariantCulture,
        $"{Start:0.0}|{string.Join('|', Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{(int)line.Field}:{line.Level}:{line.Weight:0.0}")))}{(Objection is null ? "" : $"||{Objection}")}");

    internal static Evidence Read(string text)
    {
        var halves = text.Split("||");
        var parts = halves[0].Split('|', StringSplitOptions.RemoveEmptyEntries);
        return new(double.Parse(parts[0], CultureInfo.InvariantCulture), [.. parts.Skip(1).Select(Line)], halves.Length > 1 ? halves[1] : null);
    }

    private static EvidenceLine Line(string part)
    {
        var numbers = part.Split(':');
        return new((MatchField)int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture), double.Parse(numbers[2], CultureInfo.InvariantCulture));
    }
}
