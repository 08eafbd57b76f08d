using FsCheck.Xunit;
using Xinglin.Agreements;
using Xinglin.Agreements.Duties;

namespace Xinglin.Tests.Agreements.Duties;

public class DutyScheduleTests
{
    private static readonly Every[] Rhythms = [Every.Week, Every.Month, Every.Quarter, Every.HalfYear, Every.Year];
    private static readonly string?[] YearlyDays = [null, "12-31", "02-29", "06-30", "01-01"];

    [Theory]
    [InlineData(Every.Year, "12-31", "2026-05-01", "2026", "2026-12-31")]
    [InlineData(Every.Year, "02-29", "2026-05-01", "2026", "2026-02-28")]
    [InlineData(Every.Year, "02-29", "2028-05-01", "2028", "2028-02-29")]
    [InlineData(Every.HalfYear, null, "2026-06-30", "2026-H1", "2026-06-30")]
    [InlineData(Every.Quarter, null, "2026-07-01", "2026-Q3", "2026-09-30")]
    [InlineData(Every.Quarter, "10", "2026-09-30", "2026-Q3", "2026-07-10")]
    [InlineData(Every.Quarter, "3-25", "2026-07-01", "2026-Q3", "2026-09-25")]
    [InlineData(Every.Quarter, "2-31", "2026-02-28", "2026-Q1", "2026-02-28")]
    [InlineData(Every.Quarter, "4-10", "2026-07-01", "2026-Q3", "2026-09-30")]
    [InlineData(Every.HalfYear, "10", "2026-12-01", "2026-H2", "2026-07-10")]
    [InlineData(Every.HalfYear, "6-20", "2026-01-01", "2026-H1", "2026-06-20")]
    [InlineData(Every.Week, "3", "2026-11-18", "2026-W47", "2026-11-22")]
    [InlineData(Every.Month, "31", "2026-02-10", "2026-02", "2026-02-28")]
    [InlineData(Every.Month, "5", "2026-11-22", "2026-11", "2026-11-05")]
    [InlineData(Every.Week, null, "2026-11-22", "2026-W47", "2026-11-22")]
    [InlineData(Every.Week, null, "2025-12-29", "2026-W01", "2026-01-04")]
    [InlineData(Every.Week, null, "2027-01-01", "2026-W53", "2027-01-03")]
    public void A_day_belongs_to_a_period_with_a_key_and_a_due_day(Every every, string? dueBy, string day, string period, string due)
    {
        var occurrence = DutySchedule.Containing(every, dueBy, DateOnly.Parse(day));

        Assert.Equal(period, occurrence.Period);
        Assert.Equal(DateOnly.Parse(due), occurrence.Due);
    }

    [Fact]
    public void What_is_daily_has_no_occurrences() =>
        Assert.Empty(DutySchedule.Due(Every.Day, null, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)));

    [Fact]
    public void A_first_period_whose_due_day_has_passed_does_not_arise() =>
        Assert.Equal(["2026-04"], DutySchedule.Due(Every.Month, "5", new DateOnly(2026, 3, 6), new DateOnly(2026, 4, 30)).Select(each => each.Period));

    [Property]
    public bool Occurrences_lie_in_order_within_the_window_and_within_their_periods(int rhythm, int dueBy, int start, int length)
    {
        var (every, by, first, last) = Case(rhythm, dueBy, start, length);
        var found = DutySchedule.Due(every, by, first, last).ToList();

        return found.All(each => each.Due >= first && each.Due <= last && each.Due >= each.From && each.Due <= each.To)
            && found.Zip(found.Skip(1)).All(pair => pair.First.Due < pair.Second.Due && pair.First.To.AddDays(1) == pair.Second.From)
            && found.DistinctBy(each => each.Period).Count() == found.Count;
    }

    [Property]
    public bool Cutting_a_window_in_two_neither_loses_nor_doubles_an_occurrence(int rhythm, int dueBy, int start, int length, int cut)
    {
        var (every, by, first, last) = Case(rhythm, dueBy, start, length);
        var middle = first.AddDays(Positive(cut) % (last.DayNumber - first.DayNumber + 1));

        return DutySchedule.Due(every, by, first, last).SequenceEqual(
            DutySchedule.Due(every, by, first, middle).Concat(DutySchedule.Due(every, by, middle.AddDays(1), last)));
    }

    [Property]
    public bool Every_day_of_a_period_leads_to_the_same_occurrence(int rhythm, int dueBy, int start, int offset)
    {
        var (every, by, day, _) = Case(rhythm, dueBy, start, 0);
        var occurrence = DutySchedule.Containing(every, by, day);
        var other = occurrence.From.AddDays(Positive(offset) % (occurrence.To.DayNumber - occurrence.From.DayNumber + 1));

        return occurrence.From <= day && day <= occurrence.To && DutySchedule.Containing(every, by, other) == occurrence;
    }

    private static (Every Every, string? DueBy, DateOnly First, DateOnly Last) Case(int rhythm, int dueBy, int start, int length)
    {
        var every = Rhythms[Positive(rhythm) % Rhythms.Length];
        var by = every switch
        {
            Every.Year => YearlyDays[Positive(dueBy) % YearlyDays.Length],
            Every.Month => Positive(dueBy) % 32 is > 0 and var day ? day.ToString() : null,
            Every.Quarter or Every.HalfYear => Positive(dueBy) % 32 is > 0 and var day ? Positive(dueBy) % 2 == 0 ? day.ToString() : $"{Positive(dueBy) % 3 + 1}-{day}" : null,
            _ => null
        };
        var first = new DateOnly(2000, 1, 1).AddDays(Positive(start) % 20_000);
        return (every, by, first, first.AddDays(Positive(length) % 2_000));
    }

    private static int Positive(int value) => value & int.MaxValue;
}
