namespace Xinglin.Platform;

/// <summary>
/// Working days in China: Monday to Friday without the public holidays, with the weekend days that are worked instead. A year whose
/// arrangement the State Council has not yet announced is counted by the dates that the law fixes
/// (全国年节及纪念日放假办法, 国务院令第795号), without days moved. Years that were announced after this program was built come by
/// <see cref="HolidaySettings"/>.
/// </summary>
public static class WorkingCalendar
{
    /// <summary>Counted as working hours; a clause or rule that says 工作日 means whole days, one that says 工作时间 these hours.</summary>
    public static readonly TimeOnly Opens = new(8, 0), Closes = new(17, 30);

    /// <summary>国办发明电〔2024〕12号 and 国办发明电〔2025〕7号: first and last day off, then the weekend days worked.</summary>
    private static readonly (string From, string To)[] Holidays =
    [
        ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"), ("2025-05-01", "2025-05-05"),
        ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07")
    ];

    private static readonly string[] WorkedWeekends =
    [
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
    ];

    private sealed record Arrangements(HashSet<int> Years, HashSet<DateOnly> Off, HashSet<DateOnly> Worked);

    private static volatile Arrangements announced = new([2025, 2026],
        [.. Holidays.SelectMany(holiday => Days(Day(holiday.From), Day(holiday.To)))], [.. WorkedWeekends.Select(Day)]);

    /// <summary>Adds the arrangement of one more year, for the whole process. A year that is known is replaced.</summary>
    internal static void Announce(int year, IReadOnlyCollection<DateOnly> off, IReadOnlyCollection<DateOnly> worked)
    {
        var known = announced;
        announced = new([.. known.Years, year], [.. known.Off.Where(day => day.Year != year), .. off], [.. known.Worked.Where(day => day.Year != year), .. worked]);
    }

    public static bool IsWorkingDay(DateOnly day)
    {
        var known = announced;
        if (known.Worked.Contains(day)) return true;
        if (known.Off.Contains(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return false;
        return IsAnnounced(day.Year) || !(day is { Month: 1, Day: 1 } or { Month: 5, Day: 1 or 2 } or { Month: 10, Day: 1 or 2 or 3 });
    }

    /// <summary>Whether the year's arrangement is known here; if not, deadlines that run over a moved holiday may be a few days early.</summary>
    public static bool IsAnnounced(int year) => announced.Years.Contains(year);

    /// <summary>
    /// The year whose arrangement should be known here by that day and is not: the running one, and from December on the next (the State Council
    /// announces it in November); null where nothing is missing.
    /// </summary>
    public static int? Missing(DateOnly today) =>
        !IsAnnounced(today.Year) ? today.Year : today.Month == 12 && !IsAnnounced(today.Year + 1) ? today.Year + 1 : null;

    /// <summary>The moment after so much working time, in working hours of working days only.</summary>
    public static DateTimeOffset AddWorkingTime(DateTimeOffset start, TimeSpan length)
    {
        var local = start.ToOffset(ChinaTime.Offset).DateTime;
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        var left = length;
        while (true)
        {
            if (IsWorkingDay(day) && time < Closes)
            {
                var from = time < Opens ? Opens : time;
                var open = Closes - from;
                if (left <= open) return ChinaTime.StartOf(day) + from.ToTimeSpan() + left;
                left -= open;
            }

            (day, time) = (day.AddDays(1), TimeOnly.MinValue);
        }
    }

    /// <summary>The close of the so-manieth working day after the day on which it begins.</summary>
    public static DateTimeOffset AddWorkingDays(DateTimeOffset start, int days)
    {
        var day = ChinaTime.DateIn(start);
        while (days > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) days--;
        }

        return ChinaTime.StartOf(day) + Closes.ToTimeSpan();
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    internal static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1)) yield return day;
    }
}
