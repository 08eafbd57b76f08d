using System.Globalization;

namespace Xinglin.Platform;

/// <summary>
/// Holidays of years that were announced after this program was built (国务院办公厅关于部分节假日安排的通知), set as
/// <c>Xinglin:Holidays:2027:Off=2027-01-01..2027-01-03,…</c> and <c>Xinglin:Holidays:2027:Worked=2027-02-20,…</c>.
/// </summary>
internal static class HolidaySettings
{
    private sealed record Year(string? Off = null, string? Worked = null);

    /// <exception cref="StartupProblem">A year or a day cannot be read.</exception>
    public static void Apply(IConfiguration configuration)
    {
        foreach (var (key, year) in configuration.GetSection("Xinglin:Holidays").Get<Dictionary<string, Year>>() ?? [])
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 2025 or > 2100)
                throw new StartupProblem($"设置 Xinglin:Holidays 之下应为年份，现为“{key}”。");
            var off = Days(year.Off, $"Xinglin:Holidays:{key}:Off");
            if (off.Count == 0) throw new StartupProblem($"设置 Xinglin:Holidays:{key}:Off 没有写放假的日期。");
            WorkingCalendar.Announce(number, off, Days(year.Worked, $"Xinglin:Holidays:{key}:Worked"));
        }
    }

    private static List<DateOnly> Days(string? text, string setting)
    {
        var days = new List<DateOnly>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split("..");
            if (ends.Length > 2 || !Day(ends[0], out var from) || !Day(ends[^1], out var to) || to < from || to.DayNumber - from.DayNumber > 31)
                throw new StartupProblem($"设置 {setting} 中的“{part}”应为日期或一段日期，如 2027-02-20 或 2027-01-01..2027-01-03。");
            days.AddRange(WorkingCalendar.Days(from, to));
        }

        return days;
    }

    private static bool Day(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
