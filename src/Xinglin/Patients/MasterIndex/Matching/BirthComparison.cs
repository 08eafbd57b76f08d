using System.Globalization;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>How far two birth dates agree, as dates are typed: digits, day and month exchanged, lunar dates, only the year known.</summary>
internal static class BirthComparison
{
    /// <summary>By how many years people mistake their year: counting from one at birth (虚岁) or wrong by a cycle of twelve animals.</summary>
    private const int NearYears = 2, AnimalCycle = 12;

    private static readonly ChineseLunisolarCalendar Lunar = new();

    public static BirthLevel Compare(MatchRecord left, MatchRecord right)
    {
        if (left.Born is not { } a || right.Born is not { } b) return BirthLevel.Missing;
        var guessed = left.BornEstimated || right.BornEstimated;
        if (a == b) return guessed ? BirthLevel.YearOnly : BirthLevel.Same;
        var years = Math.Abs(a.Year - b.Year);
        if (guessed) return years <= 2 * NearYears ? BirthLevel.YearOnly : years <= 10 ? BirthLevel.Missing : BirthLevel.Different;
        if (a.Year == b.Year && a.Month == b.Day && a.Day == b.Month) return BirthLevel.Swapped;
        if (DiffersByOneDigit(a, b)) return BirthLevel.Digit;
        if (IsLunarOf(a, b) || IsLunarOf(b, a)) return BirthLevel.Lunar;
        if (a.Month == b.Month && a.Day == b.Day && (years <= NearYears || years == AnimalCycle)) return BirthLevel.Year;
        if ((IsDefault(a) || IsDefault(b)) && years <= NearYears - 1) return BirthLevel.YearOnly;
        return a.Year == b.Year && a.Month == b.Month ? BirthLevel.Month : BirthLevel.Different;
    }

    /// <summary>1 January: what is typed where only the year is known.</summary>
    private static bool IsDefault(DateOnly date) => date is { Month: 1, Day: 1 };

    private static bool DiffersByOneDigit(DateOnly left, DateOnly right)
    {
        var (a, b) = (left.Year * 10000 + left.Month * 100 + left.Day, right.Year * 10000 + right.Month * 100 + right.Day);
        var differing = 0;
        for (; a > 0; a /= 10, b /= 10)
            if (a % 10 != b % 10) differing++;
        return differing == 1;
    }

    /// <summary>The numbers of <paramref name="typed"/>, read as a date of the traditional calendar, are the day <paramref name="solar"/>.</summary>
    private static bool IsLunarOf(DateOnly typed, DateOnly solar)
    {
        var day = solar.ToDateTime(TimeOnly.MinValue);
        // The solar day is three to seven weeks later than its lunar numbers; most pairs are told apart by that.
        var later = solar.DayNumber - typed.DayNumber;
        if (later is < 15 or > 55 || day < Lunar.MinSupportedDateTime || day > Lunar.MaxSupportedDateTime) return false;
        var (year, month) = (Lunar.GetYear(day), Lunar.GetMonth(day));
        var leap = Lunar.GetLeapMonth(year);
        if (leap > 0 && month >= leap) month--;
        return (year, month, Lunar.GetDayOfMonth(day)) == (typed.Year, typed.Month, typed.Day);
    }
}
