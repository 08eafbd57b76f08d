using Xinglin.Platform.Identifiers;

namespace Xinglin.Patients;

/// <summary>What of a value shows where it is not needed in full.</summary>
public static class Mask
{
    /// <summary>The surname stays: 「张*」, 「欧阳**」.</summary>
    public static string Name(string name)
    {
        var kept = HasCompoundSurname(name) && name.Length > 2 ? 2 : 1;
        return name.Length <= kept ? name : name[..kept] + new string('*', Math.Min(name.Length - kept, 3));
    }

    /// <summary>A resident number as 「370902********1234」, a mobile as 「138****1234」, another number with its last four characters at most.</summary>
    public static string? Number(string? number) => number switch
    {
        null or "" => null,
        { Length: 18 } => ResidentId.Mask(number),
        { Length: 11 } when number[0] == '1' => $"{number[..3]}****{number[7..]}",
        { Length: <= 4 } => new string('*', number.Length),
        _ => new string('*', number.Length - Shown(number)) + number[^Shown(number)..]
    };

    /// <summary>A temporary number identifies nobody but within this program, and is read out from wristband to screen: it shows in full.</summary>
    public static string? Document(IdentityKind kind, string? number) => kind == IdentityKind.Unidentified ? number : Number(number);

    /// <summary>As far as the county or town: the first six characters.</summary>
    public static string? Address(string? address) => address is null or "" ? null : address.Length <= 6 ? "****" : address[..6] + "****";

    /// <summary>A surname of two characters stands at the beginning.</summary>
    internal static bool HasCompoundSurname(string name) => CompoundSurnames.Any(surname => name.StartsWith(surname, StringComparison.Ordinal));

    private static int Shown(string number) => Math.Min(4, number.Length / 2);

    private static readonly string[] CompoundSurnames =
        ["欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "东方", "南宫", "长孙", "宇文", "端木", "轩辕", "闻人"];
}
