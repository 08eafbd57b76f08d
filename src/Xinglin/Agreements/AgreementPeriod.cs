using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>What brings an agreement into force. The stored words are those of the reader's schema.</summary>
public enum StartsOn { Sealing, Signing, SigningAndSealing, SigningOrSealing, Date }

public enum Renewal { ByAgreement, Automatic, None }

/// <summary>
/// From when to when, as exactly as the text says it and no more exactly: 「2022 年 9 月 日」 stays 2022-09.
/// </summary>
public sealed class AgreementPeriod
{
    /// <summary>"2022", "2022-09" or "2022-09-01"; see <see cref="PartialDate"/>.</summary>
    public string? From { get; set; }
    public string? To { get; set; }

    /// <summary>Full years from the day of taking effect.</summary>
    public int? Years { get; set; }
    public StartsOn StartsOn { get; set; } = StartsOn.Sealing;
    public Renewal Renewal { get; set; } = Renewal.ByAgreement;

    /// <summary>Written notice before an early end, in days or in months; null where the text has none.</summary>
    public int? NoticeDays { get; set; }
    public int? NoticeMonths { get; set; }

    /// <summary>Promises already made are still kept after the end.</summary>
    public bool DutiesSurvive { get; set; }

    public PartialDate? FromDate => PartialDate.TryParse(From, out var date) ? date : null;
    public PartialDate? ToDate => PartialDate.TryParse(To, out var date) ? date : null;

    /// <summary>The day on which it takes effect once the last party sealed: that day, or the earliest day that the text's date can mean, whichever is later.</summary>
    public DateOnly EffectiveFrom(DateOnly lastSeal)
    {
        if (FromDate is not { } from) return lastSeal;
        return lastSeal > from.EarliestDay ? lastSeal : from.EarliestDay;
    }

    /// <summary>
    /// The last day on which it can still be in force: the latest day that the text's date can mean, so that a blank day never
    /// takes days away; or N years less a day after it took effect. Null where the text sets no end, or prolongs itself (自动顺延)
    /// until somebody gives notice.
    /// </summary>
    public DateOnly? LastDay(DateOnly effectiveFrom) => Renewal == Renewal.Automatic ? null : ToDate?.LatestDay ?? AfterYears(effectiveFrom);

    /// <summary>The first day on which it may already have ended, or prolongs itself; people are reminded by it.</summary>
    public DateOnly? EarliestEnd(DateOnly effectiveFrom) => ToDate?.EarliestDay ?? AfterYears(effectiveFrom);

    private DateOnly? AfterYears(DateOnly effectiveFrom) => Years is { } years ? effectiveFrom.AddYears(years).AddDays(-1) : null;

    /// <summary>The earliest last day after notice given on a day; the day itself where no notice period is agreed.</summary>
    public DateOnly EndAfterNotice(DateOnly given) => given.AddMonths(NoticeMonths ?? 0).AddDays(NoticeDays ?? 0);

    /// <summary>「自 2022-09（日未填）至 2025-09（日未填）」, 「自签字并盖章之日起 5 年」</summary>
    public string Show()
    {
        if (FromDate is { } from && ToDate is { } to) return $"{Show(from)} 至 {Show(to)}";
        var start = FromDate is { } day ? $"自 {Show(day)} 起" : $"自{Show(StartsOn)}起";
        return Years is { } years ? $"{start} {years} 年" : ToDate is { } end ? $"{start}至 {Show(end)}" : $"{start}，未约定期限";
    }

    public string ShowNotice() => (NoticeMonths, NoticeDays) switch
    {
        ({ } months, _) => $"提前 {months} 个月书面通知",
        (_, { } days) => $"提前 {days} 天书面通知",
        _ => "未约定通知期"
    };

    public static string Show(PartialDate date) => date.Day is null ? date.Month is null ? $"{date}（月、日未填）" : $"{date}（日未填）" : date.ToString();

    public static string Show(StartsOn startsOn) => startsOn switch
    {
        StartsOn.Sealing => "各方盖章之日",
        StartsOn.Signing => "各方签字之日",
        StartsOn.SigningAndSealing => "各方签字并盖章之日",
        StartsOn.SigningOrSealing => "各方签字或盖章之日",
        _ => "约定日期"
    };

    public static string Show(Renewal renewal) => renewal switch
    {
        Renewal.ByAgreement => "协商续签",
        Renewal.Automatic => "自动顺延",
        _ => "期满自动失效"
    };
}
