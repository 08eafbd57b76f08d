namespace Xinglin.Results;

internal static class Ages
{
    /// <summary>Completed years; null where the birth date is not known.</summary>
    public static int? YearsOn(DateOnly? birthDate, DateOnly day)
    {
        if (birthDate is not { } born || born > day) return null;
        return day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
    }
}
