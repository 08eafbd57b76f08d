namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>How far two numbers agree: documents and telephones.</summary>
internal static class NumberComparison
{
    /// <summary>
    /// GB 11643-1999: the check character tells every single wrong digit and every exchange of neighbours. So two numbers that are both
    /// sound and differ are two persons, however near they are, and a slip leaves at least one of them unsound.
    /// </summary>
    public static DocumentLevel Documents(MatchRecord left, MatchRecord right)
    {
        if (left.Document is not { } a || right.Document is not { } b) return DocumentLevel.Missing;
        if (a == b) return left.OldForm != right.OldForm ? DocumentLevel.OldForm : DocumentLevel.Same;
        var (resident, other) = (IsResident(a), IsResident(b));
        if (resident != other) return DocumentLevel.Missing;
        if (!resident) return Kind(a) == Kind(b) ? DocumentLevel.Different : DocumentLevel.Missing;
        var sound = ResidentNumbers.IsSound(a) && ResidentNumbers.IsSound(b);
        if (sound) return DocumentLevel.Contradiction;
        if (IsSlip(a, b)) return DocumentLevel.Slip;
        return a.Length == b.Length && a.Length == 18 && a.AsSpan(0, 14).SequenceEqual(b.AsSpan(0, 14)) ? DocumentLevel.Serial : DocumentLevel.Different;
    }

    public static PhoneLevel Phones(MatchRecord left, MatchRecord right)
    {
        if ((left.Phone is null && left.OtherPhones.Length == 0) || (right.Phone is null && right.OtherPhones.Length == 0)) return PhoneLevel.Missing;
        if (left.Phone is { } own && own == right.Phone) return PhoneLevel.Same;
        if (Any(left, right, (a, b) => a == b)) return PhoneLevel.Shared;
        return Any(left, right, IsSlip) ? PhoneLevel.Slip : PhoneLevel.Different;
    }

    /// <summary>The number that both have; null where none is.</summary>
    public static string? SharedPhone(MatchRecord left, MatchRecord right) =>
        left.Phone is { } own && own == right.Phone ? own : Phones(left).FirstOrDefault(phone => Phones(right).Contains(phone));

    public static IEnumerable<string> Phones(MatchRecord record) => record.Phone is { } own ? record.OtherPhones.Prepend(own) : record.OtherPhones;

    /// <summary>One character is another, is missing, or two neighbours are exchanged.</summary>
    public static bool IsSlip(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 1 || Math.Min(left.Length, right.Length) < 6) return false;
        var place = 0;
        while (place < left.Length && place < right.Length && left[place] == right[place]) place++;
        var a = left.AsSpan(place);
        var b = right.AsSpan(place);
        if (a.Length > b.Length) return a[1..].SequenceEqual(b);
        if (b.Length > a.Length) return b[1..].SequenceEqual(a);
        if (a.Length == 0) return false;
        if (a[1..].SequenceEqual(b[1..])) return true;
        return a.Length >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..]);
    }

    private static bool Any(MatchRecord left, MatchRecord right, Func<string, string, bool> agree) =>
        Phones(left).Any(one => Phones(right).Any(other => agree(one, other)));

    private static bool IsResident(string document) => !document.Contains(':');

    private static string Kind(string document) => document[..document.IndexOf(':')];
}
