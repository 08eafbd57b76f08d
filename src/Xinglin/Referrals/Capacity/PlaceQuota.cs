using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.Referrals.Capacity;

/// <summary>What a receiver holds back for referred patients.</summary>
public enum PlaceKind { Clinic, Examination, Bed }

/// <summary>Another number of places on one day: a doctor away, an extra clinic.</summary>
public sealed record QuotaException(DateOnly Day, int Places, string Reason);

/// <summary>
/// How many places of one kind a department holds for referred patients on each day: a weekly pattern with exceptions. A place is one
/// clinic slot, one examination slot, or one bed into which a patient can be admitted on that day. What nobody has taken goes to ordinary
/// patients at a set hour. How many is the institution's decision or its agreement's; no national figure holds (2015 改善医疗服务行动计划
/// asks hospitals to hold enough).
/// </summary>
public sealed class PlaceQuota : Aggregate
{
    public const int MostPlaces = 500, MostDaysBefore = 14, DepartmentLength = 80, SourceLength = 160, ReasonLength = 120;

    private PlaceQuota() { }

    internal PlaceQuota(Guid organization, string department, PlaceKind kind)
    {
        Id = Guid.CreateVersion7();
        (OrganizationId, Department, Kind) = (organization, department, kind);
    }

    public Guid OrganizationId { get; private init; }
    public string Department { get; private init; } = "";
    public PlaceKind Kind { get; private init; }

    /// <summary>Seven numbers, Monday first.</summary>
    public IReadOnlyList<int> Week { get; private set; } = [0, 0, 0, 0, 0, 0, 0];
    public IReadOnlyList<QuotaException> Exceptions { get; private set; } = [];

    /// <summary>0: on the day itself.</summary>
    public int ReleaseDaysBefore { get; private set; }
    public TimeOnly ReleaseTime { get; private set; }

    /// <summary>Who decided the numbers, as people read it.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Ended quotas stay for the places that were taken from them.</summary>
    public bool Kept { get; private set; } = true;

    /// <summary>The last day whose unused places have been released; null before the first. Set by <see cref="PlaceRelease"/> alone.</summary>
    public DateOnly? ReleasedThrough { get; private set; }

    internal void Decide(QuotaFacts facts) => (Week, Exceptions, ReleaseDaysBefore, ReleaseTime, Source, Kept) =
        ([.. facts.Week], [.. facts.Exceptions.OrderBy(each => each.Day)], facts.ReleaseDaysBefore, facts.ReleaseTime, facts.Source.Trim(), true);

    internal void Stop() => Kept = false;

    /// <summary>A public holiday on a weekday counts as a Sunday; a weekend day that is worked needs an exception.</summary>
    public int PlacesOn(DateOnly day) =>
        Exceptions.FirstOrDefault(each => each.Day == day)?.Places
        ?? Week[day.DayOfWeek is DayOfWeek.Sunday || (day.DayOfWeek is not DayOfWeek.Saturday && !WorkingCalendar.IsWorkingDay(day)) ? 6 : (int)day.DayOfWeek - 1];

    /// <summary>From this moment on unused places of that day are no longer offered.</summary>
    public DateTimeOffset ReleaseOf(DateOnly day) => ChinaTime.StartOf(day.AddDays(-ReleaseDaysBefore)) + ReleaseTime.ToTimeSpan();

    /// <summary>「心内科门诊号」</summary>
    public string Name => $"{Department}{Kind.Show()}";

    /// <summary>「前 1 天 16:00」, 「当天 07:30」</summary>
    public string ShowRelease() => $"{(ReleaseDaysBefore == 0 ? "当天" : $"前 {ReleaseDaysBefore} 天")} {ReleaseTime.ToString("HH:mm", CultureInfo.InvariantCulture)}";
}

/// <summary>A quota as decided by people.</summary>
public sealed record QuotaFacts(IReadOnlyList<int> Week, IReadOnlyList<QuotaException> Exceptions, int ReleaseDaysBefore, TimeOnly ReleaseTime, string Source)
{
    /// <summary>Everything that is wrong with it.</summary>
    public IReadOnlyList<string> Examine(DateOnly today)
    {
        var faults = new List<string>();
        if (Week.Count != 7 || Week.Any(places => places is < 0 or > PlaceQuota.MostPlaces)) faults.Add($"每周七天都要填 0 到 {PlaceQuota.MostPlaces} 之间的数");
        if (ReleaseDaysBefore is < 0 or > PlaceQuota.MostDaysBefore) faults.Add($"释放时间应在当天到前 {PlaceQuota.MostDaysBefore} 天之间");
        if (string.IsNullOrWhiteSpace(Source) || Source.Length > PlaceQuota.SourceLength) faults.Add($"请写明依据（{PlaceQuota.SourceLength} 字以内）");
        foreach (var each in Exceptions)
        {
            if (each.Places is < 0 or > PlaceQuota.MostPlaces) faults.Add($"{ChinaTime.Show(each.Day)} 的数应在 0 到 {PlaceQuota.MostPlaces} 之间");
            if (string.IsNullOrWhiteSpace(each.Reason) || each.Reason.Length > PlaceQuota.ReasonLength) faults.Add($"{ChinaTime.Show(each.Day)} 没有写明原因（{PlaceQuota.ReasonLength} 字以内）");
        }

        faults.AddRange(Exceptions.GroupBy(each => each.Day).Where(same => same.Count() > 1).Select(same => $"{ChinaTime.Show(same.Key)} 写了两次"));
        if (Exceptions.Count(each => each.Day >= today) > 200) faults.Add("单日调整最多 200 天");
        return faults;
    }
}

/// <summary>
/// One place of one day in somebody's hands: a referral's, or released to ordinary patients. A numbered place can be in only one hand at a
/// time, which a unique index guards, so nothing is counted twice and nothing has to be counted down.
/// </summary>
/// <param name="seat">1 to the number of places held; null for a patient taken over the quota.</param>
/// <param name="referralId">Null when released.</param>
public sealed class ReferralPlace(Guid id, Guid quotaId, DateOnly day, int? seat, Guid? referralId, string? overReason, string by, DateTimeOffset at)
{
    public Guid Id { get; private set; } = id;
    public Guid QuotaId { get; private set; } = quotaId;
    public DateOnly Day { get; private set; } = day;
    public int? Seat { get; private set; } = seat;
    public Guid? ReferralId { get; private set; } = referralId;

    /// <summary>Why a patient was taken although nothing was free; null within the quota.</summary>
    public string? OverReason { get; private set; } = overReason;
    public string By { get; private set; } = by;
    public DateTimeOffset At { get; private set; } = at;

    /// <summary>When it was given back; null while it is held or was used.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public ReferralAct? EndedBy { get; private set; }

    internal void GiveBack(ReferralAct act, DateTimeOffset at) => (EndedAt, EndedBy) = (at, act);
}

public static class PlaceKindNames
{
    public static string Show(this PlaceKind kind) => kind switch
    {
        PlaceKind.Clinic => "门诊号",
        PlaceKind.Examination => "检查号",
        _ => "床位"
    };

    /// <summary>The kind of place that a patient of this category takes when nobody chooses; null where none is taken unasked.</summary>
    public static PlaceKind? Usual(this Referral referral) => referral.Direction.IsHomeward() ? null : referral.Category.Place();

    /// <summary>What such a patient waits for; an emergency waits for nothing.</summary>
    public static PlaceKind? Place(this ReferralCategory category) => category switch
    {
        ReferralCategory.Outpatient => PlaceKind.Clinic,
        ReferralCategory.Examination => PlaceKind.Examination,
        ReferralCategory.Inpatient => PlaceKind.Bed,
        _ => null
    };
}
