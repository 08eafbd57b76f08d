using System.Globalization;

namespace Xinglin.Platform;

/// <summary>
/// Time is stored in UTC to the millisecond (both databases keep that exactly, so hashes over it are stable) and shown as
/// Asia/Shanghai, which has had no daylight saving since 1991.
/// </summary>
public static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The present moment in UTC, whole milliseconds.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = DemonstrationTime.Moment ?? time.GetUtcNow();
        return new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
    }

    /// <summary>Today's date in China.</summary>
    public static DateOnly Today(this TimeProvider time) => DateIn(time.Now());

    public static DateOnly DateIn(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>The moment at which the day begins in China.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>「2026-11-22 14:05」</summary>
    public static string Show(DateTimeOffset moment) => moment.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>As a browser's datetime-local field has it: 「2026-11-22T14:05」.</summary>
    public static string ShowLocal(DateTimeOffset moment) => moment.ToOffset(Offset).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What such a field sends; null where it is no time.</summary>
    public static DateTimeOffset? ReadLocal(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Offset).ToUniversalTime() : null;

    /// <summary>「2026-11-22」</summary>
    public static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
