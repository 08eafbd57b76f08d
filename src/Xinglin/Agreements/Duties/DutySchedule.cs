using System.Globalization;

namespace Xinglin.Agreements.Duties;

/// <summary>One time that a scheduled duty comes round.</summary>
/// <param name="Period"><c>2026</c>, <c>2026-H1</c>, <c>2026-Q3</c>, <c>2026-11</c> or <c>2026-W47</c> (ISO 8601).</param>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Due">The day by which.</param>
public readonly record struct Occurrence(string Period, DateOnly From, DateOnly To, DateOnly Due);

/// <summary>The arithmetic of schedules: calendar periods and the day in each by which something is due. Knows no agreement.</summary>
public static class DutySchedule
{
    /// <summary>False for what is without a rhythm, and for what is daily: nobody vouches for each of 365 days, so its records are looked at over the running year. A standing duty.</summary>
    public static bool HasOccurrences(Every? every) => every is not null and not Every.Day;

    /// <summary>Every occurrence whose due day lies within the two days, in order.</summary>
    /// <param name="dueBy">As <see cref="ClauseContent.DueBy"/> has it; a day that the month lacks means its last. Null: the period's last day.</param>
    public static IEnumerable<Occurrence> Due(Every every, string? dueBy, DateOnly first, DateOnly last)
    {
        if (!HasOccurrences(every)) yield break;
        for (var start = PeriodStart(every, first); start <= last; start = Next(every, start))
        {
            var occurrence = At(every, dueBy, start);
            if (occurrence.Due >= first && occurrence.Due <= last) yield return occurrence;
        }
    }

    /// <summary>The occurrence whose period holds the day.</summary>
    public static Occurrence Containing(Every every, string? dueBy, DateOnly day) => At(every, dueBy, PeriodStart(every, day));

    private static Occurrence At(Every every, string? dueBy, DateOnly start)
    {
        var end = Next(every, start).AddDays(-1);
        return new Occurrence(Key(every, start), start, end, DueDay(every, dueBy, start, end));
    }

    private static DateOnly PeriodStart(Every every, DateOnly day) => every switch
    {
        Every.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Every.Month => new DateOnly(day.Year, day.Month, 1),
        Every.Quarter => new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        Every.HalfYear => new DateOnly(day.Year, day.Month <= 6 ? 1 : 7, 1),
        _ => new DateOnly(day.Year, 1, 1)
    };

    private static DateOnly Next(Every every, DateOnly start) => every switch
    {
        Every.Week => start.AddDays(7),
        Every.Month => start.AddMonths(1),
        Every.Quarter => start.AddMonths(3),
        Every.HalfYear => start.AddMonths(6),
        _ => start.AddYears(1)
    };

    private static string Key(Every every, DateOnly start) => every switch
    {
        Every.Week => string.Create(CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(start.ToDateTime(TimeOnly.MinValue)):0000}-W{ISOWeek.GetWeekOfYear(start.ToDateTime(TimeOnly.MinValue)):00}"),
        Every.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Every.Quarter => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-Q{(start.Month - 1) / 3 + 1}"),
        Every.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-H{(start.Month - 1) / 6 + 1}"),
        _ => start.ToString("yyyy", CultureInfo.InvariantCulture)
    };

    private static DateOnly DueDay(Every every, string? dueBy, DateOnly start, DateOnly end)
    {
        if (dueBy is null || ClauseContent.MonthAndDay(dueBy, every) is not { } by) return end;
        var month = start.AddMonths(by.Month - 1);
        return month.AddDays(Math.Min(by.Day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
    }
}
