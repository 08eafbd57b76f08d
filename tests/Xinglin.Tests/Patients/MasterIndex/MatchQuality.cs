using System.Globalization;
using System.Runtime.InteropServices;
using Xinglin.Patients.MasterIndex.Matching;

namespace Xinglin.Tests.Patients.MasterIndex;

/// <summary>How well pairs were told apart. Every two registrations of one person count as a pair to be found, also those that nothing but luck could find.</summary>
/// <param name="Certain">Pairs that would be linked without anybody looking.</param>
/// <param name="Wrong">Of those, of two people.</param>
/// <param name="Possible">Pairs that a person would look at, and how many of them are of one person.</param>
/// <param name="Missed">Pairs of one person that were neither.</param>
/// <param name="Compared">Pairs that had a key in common.</param>
/// <param name="Uncompared">Pairs of one person that had none.</param>
internal sealed record MatchQuality(long True, long Certain, long Wrong, long Possible, long PossibleTrue, long Missed, long Compared, long Uncompared)
{
    public double Precision => 1 - (double)Wrong / Math.Max(1, Certain);

    /// <summary>Of all pairs of one person, linked without anybody looking.</summary>
    public double Recall => (double)(Certain - Wrong) / Math.Max(1, True);

    /// <summary>The same with what a reviewer would find.</summary>
    public double RecallWithReview => (double)(Certain - Wrong + PossibleTrue) / Math.Max(1, True);

    public double F => 2 * Precision * Recall / (Precision + Recall);

    public static (MatchQuality Quality, MatchModel Model) Of(IReadOnlyList<GeneratedPatient> patients, MatchModel start, MatchThresholds thresholds, bool learn, List<string>? errors = null)
    {
        var records = patients.Select((patient, place) => MatchRecord.Of(patient.Facts, Guid.CreateVersion7(), At(patient.House, place, patients), 1)).ToList();
        var set = new RecordSet(records, [.. records.Select(record => BlockKeys.Of(record, Key))]);
        var model = learn ? ModelLearning.Learn(set, start, start.Version + 1, phone => Key("phone", phone)) : start;
        var scorer = new Scorer(model, records.Count);
        long certain = 0, wrong = 0, possible = 0, possibleTrue = 0, compared = 0, missed = 0, found = 0;
        foreach (var (left, right) in set.Pairs())
        {
            compared++;
            var (a, b) = (records[left], records[right]);
            var same = patients[left].Person == patients[right].Person;
            if (same) found++;
            var vector = MatchVector.Compare(a, b);
            var holders = NumberComparison.SharedPhone(a, b) is { } phone ? set.Holders(Key("phone", phone)) : 0;
            var verdict = thresholds.Judge(scorer.Explain(vector, a, b, holders));
            if (verdict == MatchVerdict.Certain) (certain, wrong) = (certain + 1, wrong + (same ? 0 : 1));
            else if (verdict == MatchVerdict.Possible) (possible, possibleTrue) = (possible + 1, possibleTrue + (same ? 1 : 0));
            else if (same) missed++;
            if (errors is not null && (verdict == MatchVerdict.Certain) != same && errors.Count < 400)
                errors.Add($"{verdict} {(same ? "same" : "other")} {scorer.Explain(vector, a, b, holders).Probability:0.0000} {Show(patients[left])} / {Show(patients[right])} {scorer.Explain(vector, a, b, holders).Write()}");
        }

        // Two registrations of one person in one institution are for people to decide and are left out of the pairs to be found.
        var total = patients.GroupBy(patient => patient.Person).Sum(group => (long)group.Count() * (group.Count() - 1) / 2);
        return (new(total, certain, wrong, possible, possibleTrue, missed, compared, total - found), model);
    }

    private static string Show(GeneratedPatient one) => $"{one.Facts.Name} {one.Facts.BirthDate:yyyyMMdd} {one.Facts.DocumentNumber} {one.Facts.Phone} {one.Facts.Address}";

    /// <summary>Each registration counts as an institution's of its own, so that the rule about repeats within one does not hide what the score tells.</summary>
    private static Guid At(int house, int place, IReadOnlyList<GeneratedPatient> patients) => new(house, 0, 0, BitConverter.GetBytes((long)place));

    private static long Key(string pass, string value)
    {
        // FNV-1a: blind keys are not needed for people whom nobody bore.
        var hash = 14695981039346656037UL;
        foreach (var each in MemoryMarshal.AsBytes($"{pass}|{value}".AsSpan())) hash = (hash ^ each) * 1099511628211UL;
        return (long)hash;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"precision {Precision:0.0000}, recall {Recall:0.0000} ({RecallWithReview:0.0000} with review), F {F:0.0000}; {Certain} certain ({Wrong} wrong), {Possible} to review ({PossibleTrue} same), {Missed} apart and {Uncompared} never compared of {True}; {Compared} pairs compared");
}
