namespace Xinglin.Referrals;

/// <summary>
/// Diseases whose data only those who treat may see (极小范围, level 5 of GB/T 39725-2020: special diseases such as AIDS and venereal diseases).
/// The standard names examples and leaves the list to the holder of the data; this is the program's: HIV (ICD-10 B20–B24, Z21, R75) and
/// infections that are mainly transmitted sexually (A50–A64), by code, and by name where a doctor wrote words only.
/// </summary>
internal static class NarrowestCircle
{
    private static readonly string[] Names = ["艾滋", "HIV", "人类免疫缺陷病毒", "梅毒", "淋病", "淋球菌", "尖锐湿疣", "生殖器疱疹", "软下疳", "性病"];

    public static bool Holds(IEnumerable<Diagnosis> diagnoses) => diagnoses.Any(diagnosis => ByCode(diagnosis.Code) || ByName(diagnosis.Name));

    private static bool ByCode(string? code)
    {
        var begin = code?.Trim().ToUpperInvariant() is { Length: >= 3 } written ? written[..3] : "";
        return begin is "Z21" or "R75" || InRange(begin, 'B', 20, 24) || InRange(begin, 'A', 50, 64);
    }

    private static bool InRange(string begin, char letter, int first, int last) =>
        begin.Length == 3 && begin[0] == letter && int.TryParse(begin.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && number >= first && number <= last;

    private static bool ByName(string name) => Names.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
