using Xinglin.Platform;

namespace Xinglin.Referrals.Capacity;

/// <summary>How long real cases took: the middle one, and the one that nine of ten did not exceed.</summary>
/// <param name="Cases">0 where there is no case; then there is no figure either.</param>
public sealed record WaitFigure(int Cases, TimeSpan? Median, TimeSpan? NinthDecile)
{
    /// <summary>Below this many cases a figure is only a hint; custom of this program.</summary>
    public const int FewCases = 10;

    public static readonly WaitFigure None = new(0, null, null);

    /// <summary>The median of an even number lies between the two in the middle; the ninth decile is the nearest rank.</summary>
    public static WaitFigure Of(IEnumerable<TimeSpan> lengths)
    {
        var sorted = lengths.Order().ToArray();
        if (sorted.Length == 0) return None;
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new WaitFigure(sorted.Length, median, sorted[(sorted.Length * 9 + 9) / 10 - 1]);
    }

    public bool IsFew => Cases is > 0 and < FewCases;

    /// <summary>「25 分钟」, 「3.5 小时」, 「2.1 天」; 「不适用」 without cases.</summary>
    public static string Show(TimeSpan? length) => length switch
    {
        null => "不适用",
        { TotalMinutes: < 60 } minutes => $"{Math.Round(minutes.TotalMinutes)} 分钟",
        { TotalHours: < 24 } hours => $"{Math.Round(hours.TotalHours, 1)} 小时",
        { } days => $"{Math.Round(days.TotalDays, 1)} 天"
    };
}
