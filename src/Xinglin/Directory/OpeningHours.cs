using System.Globalization;
using System.Text.RegularExpressions;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>
/// When a telephone is answered: days of the week and one stretch of the day in Beijing time. It may run past midnight
/// (20:00–08:00), and 24:00 is the end of the day. Written 「每天 00:00–24:00」, 「周一至周五 08:00–17:30」.
/// </summary>
public readonly partial record struct OpeningHours
{
    private const int EveryDay = 0b1111111;
    private const string DayNames = "一二三四五六日";

    private OpeningHours(int days, int from, int to) => (Days, From, To) = (days, from, to);

    /// <summary>Bit 0 is Monday.</summary>
    public int Days { get; }

    /// <summary>Minutes since midnight.</summary>
    public int From { get; }
    public int To { get; }

    public static Parsed<OpeningHours> Parse(string? text)
    {
        var typed = Typed.Clean(text).Replace("星期", "周", StringComparison.Ordinal).Replace("礼拜", "周", StringComparison.Ordinal);
        if (typed is "24小时" or "全天" or "全天24小时" or "每天24小时" or "每天全天") return Parsed<OpeningHours>.Of(new(EveryDay, 0, 1440));
        if (Shape().Match(typed) is not { Success: true } shape)
            return Parsed<OpeningHours>.Wrong("请写成「每天 00:00–24:00」或「周一至周五 08:00–17:30」的样子");
        var days = ReadDays(shape.Groups["days"].Value);
        if (days == 0) return Parsed<OpeningHours>.Wrong($"看不懂「{shape.Groups["days"].Value}」是星期几");
        var (from, to) = (Minutes(shape, "h1", "m1"), Minutes(shape, "h2", "m2"));
        if (from is null or 1440 || to is null or 0) return Parsed<OpeningHours>.Wrong("钟点应在 00:00 至 24:00 之间");
        if (from == to) return Parsed<OpeningHours>.Wrong("开始与结束不能是同一时刻");
        return Parsed<OpeningHours>.Of(new(days, from.Value, to.Value));
    }

    /// <summary>Whether the telephone is answered at this moment.</summary>
    public bool Includes(DateTimeOffset moment)
    {
        var local = moment.ToOffset(TimeSpan.FromHours(8));
        var minute = local.Hour * 60 + local.Minute;
        var day = ((int)local.DayOfWeek + 6) % 7;
        if (From < To) return Has(day) && minute >= From && minute < To;
        return (Has(day) && minute >= From) || (Has((day + 6) % 7) && minute < To);
    }

    public override string ToString() => $"{ShowDays()} {Clock(From)}–{Clock(To)}";

    private bool Has(int day) => (Days >> day & 1) == 1;

    private string ShowDays()
    {
        if (Days == EveryDay) return "每天";
        var mask = Days;
        var days = Enumerable.Range(0, 7).Where(day => (mask >> day & 1) == 1).ToArray();
        return days.Length > 2 && days[^1] - days[0] == days.Length - 1
            ? $"周{DayNames[days[0]]}至周{DayNames[days[^1]]}"
            : string.Join('、', days.Select(day => "周" + DayNames[day]));
    }

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private static int? Minutes(Match shape, string hour, string minute)
    {
        var value = int.Parse(shape.Groups[hour].Value, CultureInfo.InvariantCulture) * 60 + int.Parse(shape.Groups[minute].Value, CultureInfo.InvariantCulture);
        return value <= 1440 && int.Parse(shape.Groups[minute].Value, CultureInfo.InvariantCulture) < 60 ? value : null;
    }

    private static int ReadDays(string text)
    {
        switch (text)
        {
            case "" or "每天" or "每日": return EveryDay;
            case "工作日": return 0b0011111;
            case "周末": return 0b1100000;
        }

        var days = 0;
        foreach (var part in text.Split('、', ',', '和'))
        {
            var ends = part.Replace("周", "", StringComparison.Ordinal).Replace('天', '日').Split('至', '到', '-', '–', '—');
            if (ends.Any(end => end.Length != 1 || !DayNames.Contains(end[0])) || ends.Length > 2) return 0;
            var (first, last) = (DayNames.IndexOf(ends[0][0]), DayNames.IndexOf(ends[^1][0]));
            if (last < first) return 0;
            for (var day = first; day <= last; day++) days |= 1 << day;
        }

        return days;
    }

    [GeneratedRegex("^(?<days>[^0-9]*?)(?<h1>[0-9]{1,2}):(?<m1>[0-9]{2})[-–—~至到](?<h2>[0-9]{1,2}):(?<m2>[0-9]{2})$")]
    private static partial Regex Shape();
}
