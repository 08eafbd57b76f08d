namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>How far two names agree, as names are misheard, misread and mistyped.</summary>
internal static class NameComparison
{
    public static NameLevel Compare(PersonName left, PersonName right)
    {
        // A newborn named after its mother may be any child of hers: its name says nothing until both have one.
        if (left.IsMissing || right.IsMissing || left.IsPlaceholder != right.IsPlaceholder) return NameLevel.Missing;
        if (left.Plain == right.Plain) return left.Written == right.Written ? NameLevel.Same : NameLevel.Written;
        if (left.Plain.Length == right.Plain.Length && Alike(left, right) is { } alike) return alike;
        if (IsReordered(left.Plain, right.Plain)) return NameLevel.Order;
        var surname = left.Surname == right.Surname;
        var given = left.Given == right.Given;
        if (DiffersByOne(left.Plain, right.Plain) && (surname || left.Plain.Length >= 3)) return surname ? NameLevel.OneCharacter : NameLevel.GivenOnly;
        return surname ? NameLevel.SurnameOnly : given && left.Given.Length > 0 ? NameLevel.GivenOnly : NameLevel.Different;
    }

    /// <summary>Every character is the same, sounds the same or looks alike.</summary>
    private static NameLevel? Alike(PersonName left, PersonName right)
    {
        var shape = false;
        for (var place = 0; place < left.Plain.Length; place++)
        {
            if (left.Plain[place] == right.Plain[place] || left.Syllables[place] == right.Syllables[place]) continue;
            if (!Characters.LookAlike(left.Plain[place], right.Plain[place])) return null;
            shape = true;
        }

        return shape ? NameLevel.Shape : NameLevel.Sound;
    }

    private static bool IsReordered(string left, string right) =>
        left.Length == right.Length && left.Length >= 2 && left.Order().SequenceEqual(right.Order());

    /// <summary>One character is another, or is missing.</summary>
    private static bool DiffersByOne(string left, string right)
    {
        if (left.Length == right.Length) return left.Zip(right).Count(pair => pair.First != pair.Second) == 1;
        var (longer, shorter) = left.Length > right.Length ? (left, right) : (right, left);
        if (longer.Length != shorter.Length + 1 || shorter.Length < 2) return false;
        var place = 0;
        while (place < shorter.Length && longer[place] == shorter[place]) place++;
        return longer.AsSpan(place + 1).SequenceEqual(shorter.AsSpan(place));
    }
}
