namespace Xinglin.Patients.MasterIndex.Matching;

public enum MatchVerdict { Apart, Possible, Certain }

/// <summary>
/// From which probability on two registrations are linked by the program, and from which on a person looks. A threshold of 0.999 means: of
/// a thousand links that only just reach it, one is expected to be wrong.
/// </summary>
internal sealed record MatchThresholds(double Certain, double Possible)
{
    /// <summary>This program's custom; an installation may set its own.</summary>
    public static readonly MatchThresholds Standard = new(.999, .5);

    /// <summary>Whether a weight (the logarithm of the odds, base 2) is worth giving reasons for; most pairs come to nothing.</summary>
    public bool Reaches(double weight) => 1 / (1 + Math.Pow(2, -weight)) >= Possible;

    public MatchVerdict Judge(Evidence evidence) => Judge(evidence.Probability, evidence.Objection is not null);

    public MatchVerdict Judge(double probability, bool objected) =>
        probability < Possible ? MatchVerdict.Apart : probability < Certain || objected ? MatchVerdict.Possible : MatchVerdict.Certain;
}
