namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>
/// Which registrations are compared at all: those that have one of these in common. Each pass forgives what another does not, so a person
/// is missed only where everything went wrong at once.
/// </summary>
internal static class BlockKeys
{
    /// <summary>A key that more registrations have than this tells nothing (a hospital's own telephone, a default) and is passed over.</summary>
    public const int LargestBlock = 200;

    public static IEnumerable<(string Pass, string Value)> Of(MatchRecord record)
    {
        var name = record.Name;
        if (record.Document is { } document)
        {
            yield return ("document", document);
            // Either half of a resident number is whole where there is one slip; the second tells more, the first is covered by name and birth.
            if (document.Length is 17 or 18) yield return ("document-end", document[^9..]);
        }

        foreach (var phone in NumberComparison.Phones(record)) yield return ("phone", phone);
        if (record.HealthRecord is { } health) yield return ("health-record", health);
        if (record.Card is { } card) yield return ("card", card);
        if (record.Born is not { } born) yield break;
        if (!name.IsMissing)
        {
            yield return ("name-year", $"{name.SoundInAnyOrder}|{born.Year}");
            yield return ("name-day", $"{name.SoundInAnyOrder}|{born.Month}|{born.Day}");
            yield return ("surname-birth", $"{name.Syllables[0]}|{born:yyyyMMdd}");
            if (name.Given.Length > 0) yield return ("given-birth", $"{name.Sound(name.SurnameLength)}|{born:yyyyMMdd}");
        }

        if (record.Guardian is { } guardian) yield return ("guardian-birth", $"{guardian.Sound()}|{born:yyyyMMdd}");
    }

    /// <summary>The keys as they are stored: blind, and no two alike.</summary>
    public static long[] Of(MatchRecord record, Func<string, string, long> hash) => [.. Of(record).Select(key => hash(key.Pass, key.Value)).Distinct().Order()];
}
