using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Two registrations that are, may be, or were thought to be one person. The first id is the smaller. Nothing of it is ever deleted.</summary>
public sealed class IndexPair : Aggregate
{
    internal const string ByProgram = "系统";

    private IndexPair()
    {
    }

    public Guid FirstId { get; private init; }
    public Guid SecondId { get; private init; }
    public Guid FirstOrganization { get; private init; }
    public Guid SecondOrganization { get; private init; }
    public PairState State { get; private set; }

    /// <summary>A person decided last; from then on the program changes nothing but what it says about likeness.</summary>
    public bool ByPerson { get; private set; }

    /// <summary>How likely both are one person, between 0 and 1.</summary>
    public double Probability { get; private set; }

    /// <summary>The program would link it by itself.</summary>
    public bool Certain { get; private set; }

    /// <summary><see cref="Matching.Evidence"/> as text.</summary>
    public string EvidenceText { get; private set; } = "";

    /// <summary>Of the model by which it was weighed.</summary>
    public int ModelVersion { get; private set; }

    /// <summary>The pair judged 「不是同一人」 that would come into one person by this link.</summary>
    public Guid? HeldBy { get; private set; }

    /// <summary>How many lines its history has.</summary>
    public int Steps { get; private set; }
    public DateTimeOffset FoundAt { get; private init; }
    public DateTimeOffset ChangedAt { get; private set; }
    public string ChangedBy { get; private set; } = "";
    public string? Words { get; private set; }

    public Evidence Evidence => Evidence.Read(EvidenceText);

    public bool Concerns(Guid? organization) => organization == FirstOrganization || organization == SecondOrganization;

    public Guid Other(Guid patient) => patient == FirstId ? SecondId : FirstId;

    internal static IndexPair Found(MatchedPair found, DateTimeOffset now)
    {
        var swapped = found.Left.Id.CompareTo(found.Right.Id) > 0;
        var (first, second) = swapped ? (found.Right, found.Left) : (found.Left, found.Right);
        var pair = new IndexPair
        {
            Id = Guid.CreateVersion7(now),
            FirstId = first.Id,
            SecondId = second.Id,
            FirstOrganization = first.Organization,
            SecondOrganization = second.Organization,
            State = PairState.Awaiting,
            FoundAt = now
        };
        (pair.ChangedAt, pair.ChangedBy) = (now, ByProgram);
        pair.Weigh(found);
        return pair;
    }

    internal void Weigh(MatchedPair found) =>
        (Probability, Certain, EvidenceText, ModelVersion) = (found.Evidence.Probability, found.Verdict == MatchVerdict.Certain, found.Evidence.Write(), found.ModelVersion);

    /// <returns>The line of the pair's history.</returns>
    internal IndexEvent Move(PairAct act, PairState to, CurrentUser by, DateTimeOffset now, string? words)
    {
        var entry = new IndexEvent(Guid.CreateVersion7(now), Id, ++Steps, now, by.Name, by.OrganizationId, act, State, to, Probability, ModelVersion, words);
        (State, ChangedAt, ChangedBy, Words, HeldBy, ByPerson) = (to, now, by.Name, words, null, PairLife.IsPersons(act));
        return entry;
    }

    internal void Hold(Guid by) => HeldBy = by;
}

/// <summary>One line of a pair's history. Lines are only ever added.</summary>
public sealed class IndexEvent(
    Guid id, Guid pairId, int step, DateTimeOffset at, string by, Guid? organizationId, PairAct act, PairState from, PairState to, double probability, int modelVersion, string? words)
{
    public Guid Id { get; private set; } = id;
    public Guid PairId { get; private set; } = pairId;

    /// <summary>1 for the first of the pair.</summary>
    public int Step { get; private set; } = step;
    public DateTimeOffset At { get; private set; } = at;
    public string By { get; private set; } = by;
    public Guid? OrganizationId { get; private set; } = organizationId;
    public PairAct Act { get; private set; } = act;
    public PairState From { get; private set; } = from;
    public PairState To { get; private set; } = to;
    public double Probability { get; private set; } = probability;
    public int ModelVersion { get; private set; } = modelVersion;
    public string? Words { get; private set; } = words;

    /// <summary>In bits, as <see cref="Matching.Evidence.Weight"/> was then; infinite where the probability was too near to 1 to tell.</summary>
    public double Weight => Math.Log2(Probability / (1 - Probability));
}
