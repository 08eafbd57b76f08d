using Xinglin.Patients.Contract;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>The levels at which two registrations agree, field by field, in four bits each.</summary>
internal readonly record struct MatchVector(ulong Bits)
{
    public int this[int field] => (int)(Bits >> (4 * field) & 15);

    public int this[MatchField field] => this[(int)field];

    public static MatchVector Of(params ReadOnlySpan<int> levels)
    {
        ulong bits = 0;
        for (var field = 0; field < levels.Length; field++) bits |= (ulong)levels[field] << (4 * field);
        return new(bits);
    }

    public static MatchVector Compare(MatchRecord left, MatchRecord right)
    {
        var name = NameComparison.Compare(left.Name, right.Name);
        return Of(
            (int)name, (int)BirthComparison.Compare(left, right), (int)NumberComparison.Documents(left, right), Sexes(left.Sex, right.Sex),
            (int)NumberComparison.Phones(left, right), (int)AddressParts.Compare(left.Address, right.Address),
            Equal(left.HealthRecord, right.HealthRecord), Equal(left.Card, right.Card), Guardians(left.Guardian, right.Guardian),
            Ethnicities(left.Ethnicity, right.Ethnicity));
    }

    private static int Sexes(AdministrativeSex left, AdministrativeSex right) => IsKnown(left) && IsKnown(right) ? left == right ? 1 : 2 : 0;

    private static bool IsKnown(AdministrativeSex sex) => sex is AdministrativeSex.Male or AdministrativeSex.Female;

    private static int Equal(string? left, string? right) => left is null || right is null ? 0 : left == right ? 1 : 2;

    private static int Guardians(PersonName? left, PersonName? right) => left is null || right is null ? 0
        : NameComparison.Compare(left, right) is NameLevel.Same or NameLevel.Written or NameLevel.Sound or NameLevel.Shape ? 1 : 2;

    private const string Han = "01";

    private static int Ethnicities(string? left, string? right) => left is null || right is null ? 0 : left != right ? 3 : left == Han ? 1 : 2;
}
