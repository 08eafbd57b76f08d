using Xinglin.Platform;

namespace Xinglin.Agreements.Duties.Pages;

/// <summary>The period of a statement as it stands in an address.</summary>
internal static class StatementPeriod
{
    /// <summary>The agreement year that runs, or the last one of an agreement that is over; the calendar year before it takes effect.</summary>
    public static (DateOnly From, DateOnly To) RunningYear(Agreement agreement, DateOnly today)
    {
        if (agreement.EffectiveFrom is not { } start) return (new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31));
        var day = agreement.LastDay is { } last && today > last ? last : Days.Later(today, start);
        var from = start;
        while (from.AddYears(1) <= day) from = from.AddYears(1);
        return (from, from.AddYears(1).AddDays(-1));
    }

    /// <exception cref="Refused">It is no date.</exception>
    public static DateOnly Day(string? text) => DutyForms.Day(text)
        ?? throw new Refused(RefusalKind.Invalid, "statement.date", $"“{text}”不是日期。", "请按 2026-01-31 的样子填写起止日期。");
}
