using Microsoft.Extensions.Configuration;
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
    [InlineData("2026-11-30", null)]
    [InlineData("2026-12-01", 2027)]
    [InlineData("2027-01-01", 2027)]
    public void From_December_on_the_next_years_arrangement_is_missed(string today, int? year) =>
        Assert.Equal(year, WorkingCalendar.Missing(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>A year far off: what is set holds for the whole process.</summary>
    [Fact]
    public void A_year_that_is_set_counts_like_the_known_ones()
    {
        Assert.False(WorkingCalendar.IsAnnounced(2099));
        HolidaySettings.Apply(Configured("Xinglin:Holidays:2099:Off=2099-01-01..2099-01-03, 2099-10-01..2099-10-07", "Xinglin:Holidays:2099:Worked=2099-01-04"));
        Assert.True(WorkingCalendar.IsAnnounced(2099));
        Assert.False(WorkingCalendar.IsWorkingDay(new DateOnly(2099, 1, 2)));
        Assert.True(WorkingCalendar.IsWorkingDay(new DateOnly(2099, 1, 4)));
        Assert.False(WorkingCalendar.IsWorkingDay(new DateOnly(2099, 10, 7)));
        Assert.True(WorkingCalendar.IsWorkingDay(new DateOnly(2099, 5, 1)));
        Assert.False(WorkingCalendar.IsWorkingDay(new DateOnly(2026, 10, 5)));
    }

    [Theory]
    [InlineData("Xinglin:Holidays:next:Off=2098-01-01")]
    [InlineData("Xinglin:Holidays:2098:Off=2098-01-32")]
    [InlineData("Xinglin:Holidays:2098:Off=2098-01-03..2098-01-01")]
    [InlineData("Xinglin:Holidays:2098:Worked=2098-01-04")]
    public void What_cannot_be_read_is_told_at_the_start(string setting) =>
        Assert.Throws<StartupProblem>(() => HolidaySettings.Apply(Configured(setting)));

    private static IConfiguration Configured(params string[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>(one.Split('=')[0], one.Split('=')[1]))).Build();

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
