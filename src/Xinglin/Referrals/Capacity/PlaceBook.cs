using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals.Capacity;

/// <summary>One day of one quota, as anybody may see it: numbers and no patients.</summary>
/// <param name="Taken">Held or used by referred patients, within the quota.</param>
/// <param name="Over">Referred patients taken beside the quota.</param>
/// <param name="Released">Gone to ordinary patients.</param>
/// <param name="Free">Can be taken now; 0 from the hour of release on.</param>
public sealed record DayPlaces(Guid QuotaId, string Department, PlaceKind Kind, DateOnly Day, int Places, int Taken, int Over, int Released, int Free, DateTimeOffset ReleaseAt);

/// <summary>Which places are free, who takes them and who gives them back. Everything it changes is saved by the act that it belongs to.</summary>
public sealed class PlaceBook(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    /// <summary>How far ahead free places are shown.</summary>
    public const int DaysAhead = 14;

    private static readonly string[] Office = [Role.ReferralCoordinator, Role.MedicalAffairs];

    /// <summary>A patient who is expected holds the place; one who came has used it. Everybody else's goes back.</summary>
    public static bool Holds(Referral referral) =>
        referral.ArrivedAt is not null || referral.State is ReferralState.Accepted or ReferralState.InTransit;

    /// <summary>The days of an institution's quotas, by department, kind and day.</summary>
    public async Task<IReadOnlyList<DayPlaces>> Days(Guid organization, DateOnly from, int days, CancellationToken ct = default) =>
        (await Days([organization], from, days, ct)).GetValueOrDefault(organization, []);

    /// <summary>The same for several institutions; one without quotas is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<DayPlaces>>> Days(Guid[] organizations, DateOnly from, int days, CancellationToken ct = default)
    {
        var quotas = await db.Set<PlaceQuota>().AsNoTracking().Where(quota => organizations.Contains(quota.OrganizationId) && quota.Kept).ToListAsync(ct);
        if (quotas.Count == 0) return new Dictionary<Guid, IReadOnlyList<DayPlaces>>();
        var last = from.AddDays(days - 1);
        var held = await Held([.. quotas.Select(quota => quota.Id)], from, last, ct);
        var now = time.Now();
        return quotas.GroupBy(quota => quota.OrganizationId).ToDictionary(house => house.Key, house => (IReadOnlyList<DayPlaces>)
            [.. from quota in house.OrderBy(quota => quota.Department, StringComparer.Ordinal).ThenBy(quota => quota.Kind)
                from ahead in Enumerable.Range(0, days)
                let day = @from.AddDays(ahead)
                select Count(quota, day, [.. held[(quota.Id, day)]], now)]);
    }

    /// <summary>Takes the place that an arrangement asks for, or that its department holds for such patients on that day.</summary>
    /// <remarks>What the patient held before goes back at once. A department without a quota arranges freely.</remarks>
    /// <exception cref="Refused">None is free and nobody says why this patient is taken all the same.</exception>
    public async Task Take(Referral referral, ReferralArrangement arrangement, ReferralAct act, DateTimeOffset at, CancellationToken ct)
    {
        var before = await Active(referral.Id, ct);
        var day = ChinaTime.DateIn(arrangement.At);
        if (await Choose(referral, arrangement, ct) is not { } quota)
        {
            if (before is not null) await GiveBack(before, referral, act, at, ct);
            return;
        }

        if (before is { EndedAt: null } && before.QuotaId == quota.Id && before.Day == day) return;
        var held = await Held([quota.Id], day, day, ct);
        var here = Count(quota, day, [.. held[(quota.Id, day)]], at);
        int? seat = null;
        string? over = null;
        if (here.Free > 0)
        {
            var inUse = held[(quota.Id, day)].Select(each => each.Seat).ToHashSet();
            var free = Enumerable.Range(1, here.Places).Where(number => !inUse.Contains(number)).ToList();
            // Any of them does; those who come at the same moment then seldom reach for the same one.
            seat = free[Random.Shared.Next(free.Count)];
        }
        else over = await Beside(referral, arrangement, quota, here, at, ct);

        if (before is not null) await GiveBack(before, referral, act, at, ct);
        db.Add(new ReferralPlace(Guid.CreateVersion7(at), quota.Id, day, seat, referral.Id, over, user.Name, at));
        // Whoever changes the place changes the referral: of two who act on it at once, one is overtaken.
        db.Entry(referral).Property(each => each.ExpectedAt).IsModified = true;
        audit.Record(seat is null ? "referral.place-over-quota" : "referral.place-taken", ReferralStore.Subject(referral), $"{quota.Name} {ChinaTime.Show(day)}");
    }

    /// <summary>Gives back what a referral that no longer holds a place had.</summary>
    internal async Task Settle(Referral referral, ReferralState from, ReferralAct act, DateTimeOffset at, CancellationToken ct)
    {
        if (from is not (ReferralState.Accepted or ReferralState.InTransit) || Holds(referral)) return;
        if (await Active(referral.Id, ct) is { } place) await GiveBack(place, referral, act, at, ct);
    }

    /// <summary>The place that a referral holds or used, and its quota; null without one.</summary>
    public async Task<(ReferralPlace Place, PlaceQuota Quota)?> Of(Guid referralId, CancellationToken ct = default)
    {
        var place = await db.Set<ReferralPlace>().AsNoTracking().FirstOrDefaultAsync(each => each.ReferralId == referralId && each.EndedAt == null, ct);
        return place is null ? null : (place, await db.Set<PlaceQuota>().AsNoTracking().FirstAsync(quota => quota.Id == place.QuotaId, ct));
    }

    internal static DayPlaces Count(PlaceQuota quota, DateOnly day, IReadOnlyList<(int? Seat, bool Referred)> held, DateTimeOffset now)
    {
        var places = quota.PlacesOn(day);
        var offered = day >= ChinaTime.DateIn(now) && now < quota.ReleaseOf(day);
        var inUse = held.Count(each => each.Seat is { } seat && seat <= places);
        return new DayPlaces(quota.Id, quota.Department, quota.Kind, day, places, held.Count(each => each is { Seat: not null, Referred: true }),
            held.Count(each => each.Seat is null), held.Count(each => !each.Referred), offered ? places - inUse : 0, quota.ReleaseOf(day));
    }

    internal async Task<ILookup<(Guid Quota, DateOnly Day), (int? Seat, bool Referred)>> Held(Guid[] quotas, DateOnly from, DateOnly last, CancellationToken ct) =>
        (await db.Set<ReferralPlace>().AsNoTracking()
            .Where(place => quotas.Contains(place.QuotaId) && place.Day >= from && place.Day <= last && place.EndedAt == null)
            .Select(place => new { place.QuotaId, place.Day, place.Seat, Referred = place.ReferralId != null }).ToListAsync(ct))
        .ToLookup(place => (place.QuotaId, place.Day), place => (place.Seat, place.Referred));

    private Task<ReferralPlace?> Active(Guid referralId, CancellationToken ct) =>
        db.Set<ReferralPlace>().FirstOrDefaultAsync(place => place.ReferralId == referralId && place.EndedAt == null, ct);

    private async Task<PlaceQuota?> Choose(Referral referral, ReferralArrangement arrangement, CancellationToken ct)
    {
        var kept = db.Set<PlaceQuota>().AsNoTracking().Where(quota => quota.OrganizationId == referral.ToId && quota.Kept);
        if (arrangement.QuotaId is { } chosen)
            return await kept.FirstOrDefaultAsync(quota => quota.Id == chosen, ct)
                ?? throw new Refused(RefusalKind.Invalid, "place.unknown", "所选的预留名额不存在或已停用。", "请重新选择名额，或直接填写到院时间。");
        var department = arrangement.Department.Trim();
        return referral.Usual() is { } kind ? await kept.FirstOrDefaultAsync(quota => quota.Department == department && quota.Kind == kind, ct) : null;
    }

    /// <summary>An emergency never waits for a place; for others the office may say why there is room all the same.</summary>
    private async Task<string> Beside(Referral referral, ReferralArrangement arrangement, PlaceQuota quota, DayPlaces here, DateTimeOffset at, CancellationToken ct)
    {
        if (arrangement.OverQuota?.Trim() is { Length: > 0 } reason)
        {
            user.Require("超出预留名额接收", Office);
            return reason.Length <= PlaceQuota.ReasonLength ? reason
                : throw new Refused(RefusalKind.Invalid, "place.reason-long", $"超额接收的理由最多 {PlaceQuota.ReasonLength} 字。", "请写短一些再提交。");
        }

        if (referral.Urgency == ReferralUrgency.Emergency) return "急诊绿色通道";
        var free = (await Days(quota.OrganizationId, ChinaTime.DateIn(at), DaysAhead, ct)).Where(day => day.QuotaId == quota.Id && day.Free > 0).Take(3)
            .Select(day => $"{ChinaTime.Show(day.Day)} 剩 {day.Free} 个").ToList();
        var why = here.Places == 0 ? $"{quota.Name} {ChinaTime.Show(here.Day)} 没有预留"
            : at >= here.ReleaseAt ? $"{quota.Name} {ChinaTime.Show(here.Day)} 预留的名额已于 {ChinaTime.Show(here.ReleaseAt)} 释放给普通患者"
            : $"{quota.Name} {ChinaTime.Show(here.Day)} 预留的 {here.Places} 个已经用完";
        throw new Refused(RefusalKind.Conflict, "place.none-free", $"{why}。",
            $"{(free.Count > 0 ? $"还有空位：{string.Join("，", free)}" : $"{DaysAhead} 天内没有空位")}；确需接收时，由转诊专员或医务科写明理由超额接收。", new Citation(quota.Source));
    }

    private async Task GiveBack(ReferralPlace place, Referral referral, ReferralAct act, DateTimeOffset at, CancellationToken ct)
    {
        place.GiveBack(act, at);
        var quota = await db.Set<PlaceQuota>().AsNoTracking().FirstAsync(quota => quota.Id == place.QuotaId, ct);
        audit.Record("referral.place-given-back", ReferralStore.Subject(referral), $"{quota.Name} {ChinaTime.Show(place.Day)}");
    }
}
