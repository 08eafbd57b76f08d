using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.PatientView;

/// <summary>Times as people say them: 「11月26日（明天）」, 「星期四 上午9:30」.</summary>
internal static class PlainTime
{
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    public static string Day(DateOnly day, DateOnly today)
    {
        var near = (day.DayNumber - today.DayNumber) switch { 0 => "（今天）", 1 => "（明天）", 2 => "（后天）", _ => "" };
        var year = day.Year == today.Year ? "" : $"{day.Year}年";
        return $"{year}{day.Month}月{day.Day}日{near}";
    }

    public static string Weekday(DateOnly day) => Weekdays[(int)day.DayOfWeek];

    public static string Hour(DateTimeOffset at)
    {
        var local = at.ToOffset(ChinaTime.Offset);
        var part = local.Hour switch { < 6 => "凌晨", < 12 => "上午", < 13 => "中午", < 18 => "下午", _ => "晚上" };
        return $"{part}{(local.Hour > 12 ? local.Hour - 12 : local.Hour)}:{local.Minute.ToString("00", CultureInfo.InvariantCulture)}";
    }
}
