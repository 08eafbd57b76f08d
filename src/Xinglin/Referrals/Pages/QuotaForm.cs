using System.Globalization;
using Xinglin.Platform;
using Xinglin.Referrals.Capacity;

namespace Xinglin.Referrals.Pages;

/// <summary>A quota as typed.</summary>
public sealed class QuotaForm
{
    public int? Seen { get; set; }
    public string? Department { get; set; }
    public PlaceKind Kind { get; set; }

    /// <summary>Monday first; empty counts as none.</summary>
    public List<int?> Week { get; set => field = value ?? []; } = [];

    /// <summary>One day a line: 「2026-12-01 2 张主任外出」.</summary>
    public string? Exceptions { get; set; }
    public int ReleaseDaysBefore { get; set; } = 1;
    public string? ReleaseTime { get; set; } = "16:00";
    public string? Source { get; set; }

    public static QuotaForm Of(PlaceQuota quota, DateOnly today) => new()
    {
        Seen = quota.Version,
        Department = quota.Department,
        Kind = quota.Kind,
        Week = [.. quota.Week.Select(places => (int?)places)],
        Exceptions = string.Join('\n', quota.Exceptions.Where(each => each.Day >= today).Select(each => $"{ChinaTime.Show(each.Day)} {each.Places} {each.Reason}")),
        ReleaseDaysBefore = quota.ReleaseDaysBefore,
        ReleaseTime = quota.ReleaseTime.ToString("HH:mm", CultureInfo.InvariantCulture),
        Source = quota.Source
    };

    /// <param name="past">Exceptions of days gone by, which the form does not show and a change does not forget.</param>
    /// <exception cref="Refused">The time or a line cannot be read.</exception>
    public QuotaFacts Facts(IEnumerable<QuotaException> past)
    {
        var faults = new List<string>();
        if (!TimeOnly.TryParse(ReleaseTime, CultureInfo.InvariantCulture, out var time)) faults.Add("请填写释放时间，如 16:00");
        var exceptions = ReadExceptions(Exceptions, faults);
        return faults.Count == 0
            ? new QuotaFacts([.. Enumerable.Range(0, 7).Select(day => Week.ElementAtOrDefault(day) ?? 0)], [.. past, .. exceptions], ReleaseDaysBefore, time, Source ?? "")
            : throw new Refused(RefusalKind.Invalid, "quota.facts", $"预留名额没有保存：{string.Join("；", faults)}。", "请更正后再保存，已填写的内容不会丢失。");
    }

    /// <summary>Reads the lines and collects what is wrong with each.</summary>
    internal static IReadOnlyList<QuotaException> ReadExceptions(string? text, List<string> faults)
    {
        var read = new List<QuotaException>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split([' ', '\t', '　', ',', '，'], 3, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 3) faults.Add($"“{line}”应写成“日期 名额 原因”，如“2026-12-01 2 张主任外出”");
            else if (!DateOnly.TryParseExact(parts[0], "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) faults.Add($"“{parts[0]}”不是日期，请写成 2026-12-01");
            else if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var places)) faults.Add($"{ChinaTime.Show(day)} 的名额“{parts[1]}”不是数");
            else read.Add(new QuotaException(day, places, parts[2]));
        }

        return read;
    }
}
