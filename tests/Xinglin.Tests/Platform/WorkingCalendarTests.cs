using Xinglin.Platform;

namespace Xinglin.Tests.Platform;

public class WorkingCalendarTests
{
    private static DateTimeOffset At(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), ChinaTime.Offset);

    [Theory]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-10", true)]
    [InlineData("2026-09-20", true)]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-28", false)]
    [InlineData("2028-10-02", false)]
    [InlineData("2028-10-04", true)]
    public void Holidays_and_the_weekends_worked_instead_are_known(string day, bool works) =>
        Assert.Equal(works, WorkingCalendar.IsWorkingDay(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-11-24 09:00", 4, "2026-11-24 13:00")]
    [InlineData("2026-11-24 16:00", 4, "2026-11-25 10:30")]
    [InlineData("2026-11-24 03:00", 1, "2026-11-24 09:00")]
    [InlineData("2026-09-30 17:00", 1, "2026-10-08 08:30")]
    [InlineData("2026-11-27 18:00", 2, "2026-11-30 10:00")]
    public void Working_time_runs_only_in_working_hours(string start, int hours, string end) =>
        Assert.Equal(At(end), WorkingCalendar.AddWorkingTime(At(start), TimeSpan.FromHours(hours)));

    [Theory]
    [InlineData("2026-09-30 10:00", 1, "2026-10-08 17:30")]
    [InlineData("2026-11-27 23:00", 2, "2026-12-01 17:30")]
    public void Working_days_end_at_closing_time(string start, int days, string end) =>
        Assert.Equal(At(end), WorkingCalendar.AddWorkingDays(At(start), days));
}
