using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>Which decisions a figure counts.</summary>
/// <param name="House">Null for all institutions whose figures are shown.</param>
/// <param name="Item">An item's code.</param>
/// <param name="Reason">A code of <see cref="RepeatReasons"/>.</param>
public sealed record FigureCut(DateOnly From, DateOnly To, Guid? House = null, string? Panel = null, string? Item = null, OrderOutcomeKind? Outcome = null, string? Reason = null);

/// <summary>A decision behind a figure, without what leads to the patient.</summary>
/// <param name="Number">By which two institutions can speak of the case; the end of the decision's id.</param>
/// <param name="Day">Null for a level 5 item, where the day could tell who it was.</param>
/// <param name="Patient">Where the patient and the doctor stand; null for whoever may not see them.</param>
public sealed record RecognitionCase(
    string Number, string House, string ItemCode, string ItemName, string Panel, OrderOutcomeKind Outcome, string? ReasonCode, string Maker, decimal? Saved, DateOnly? Day, CasePatient? Patient);

/// <param name="Link">To what was asked, shown and decided.</param>
public sealed record CasePatient(string Doctor, DateTimeOffset At, string Link);

/// <summary>
/// Opens figures into the decisions that they count. Doctors and medical affairs reach the patients of their own institution; everything
/// else is shown to the day, without patient and doctor (个人信息保护法 第五十一条: 去标识化).
/// </summary>
public sealed class FigureCases(XinglinDb db, DataKey key, Figures figures, ItemDictionary dictionary, CurrentUser user)
{
    public const int PageSize = 20;

    /// <summary>False alarms whose kept check is opened at most, the newest.</summary>
    private const int MostChecks = 500;

    /// <param name="page">From 1.</param>
    /// <returns>A page, newest first, and how many there are.</returns>
    public async Task<(IReadOnlyList<RecognitionCase> Cases, int Total)> Read(FigureCut cut, int page, CancellationToken ct = default)
    {
        user.Require("查看互认情况", Figures.Readers.Split(','));
        var houses = await figures.Houses(ct);
        var decisions = Of(cut, houses.Keys);
        var total = await decisions.CountAsync(ct);
        var found = await decisions.OrderByDescending(decision => decision.DecidedAt).ThenByDescending(decision => decision.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var items = await dictionary.Items(ct);
        return ([.. found.Select(each => Case(each, houses[each.OrganizationId].Name, items.Find(each.ItemCode)))], total);
    }

    /// <summary>
    /// How often each rule let a result pass that the doctor then found not comparable: by the rule's window, which every result that stands
    /// was judged by, as the kept check names it.
    /// </summary>
    /// <returns>The rules, and whether only the newest false alarms were looked at.</returns>
    public async Task<(IReadOnlyList<(string Rule, int Count)> Rules, bool More)> FalseAlarms(FigureCut cut, CancellationToken ct = default)
    {
        user.Require("查看互认情况", Figures.Readers.Split(','));
        var houses = await figures.Houses(ct);
        var alarms = await Of(cut with { Outcome = null, Reason = RepeatReasons.FalseAlarm }, houses.Keys).OrderByDescending(decision => decision.DecidedAt)
            .Join(db.Set<OrderCheck>().AsNoTracking(), decision => new { decision.PatientId, Id = decision.CheckId }, check => new { check.PatientId, check.Id }, (decision, check) => new { check.Id, check.Answer, decision.ItemCode })
            .Take(MostChecks + 1).ToListAsync(ct);
        var rules = alarms.Take(MostChecks).GroupBy(alarm => alarm.Id).SelectMany(check =>
        {
            var shown = JsonColumn.Read<OrderAnswer>(key.Open(check.Key, check.First().Answer)).Items.ToDictionary(item => item.Code);
            return check.Select(alarm => shown[alarm.ItemCode].Findings.FirstOrDefault(finding => finding.Code == "window")?.Source ?? "未注明规则");
        });
        return ([.. rules.GroupBy(rule => rule).Select(group => (group.Key, group.Count())).OrderByDescending(each => each.Item2)], alarms.Count > MostChecks);
    }

    private IQueryable<OrderDecision> Of(FigureCut cut, IEnumerable<Guid> shown)
    {
        Guid[] ids = [.. shown.Where(id => cut.House is null || id == cut.House)];
        var (start, end) = (ChinaTime.StartOf(cut.From), ChinaTime.StartOf(cut.To.AddDays(1)));
        var decisions = db.Set<OrderDecision>().AsNoTracking().Where(decision => ids.Contains(decision.OrganizationId) && decision.DecidedAt >= start && decision.DecidedAt < end);
        if (cut.Panel is { Length: > 0 } panel) decisions = decisions.Where(decision => decision.Panel == panel);
        if (cut.Item is { Length: > 0 } item) decisions = decisions.Where(decision => decision.ItemCode == item);
        // What no figure but its own counts does not lie behind the others.
        decisions = cut.Outcome is { } outcome ? decisions.Where(decision => decision.Outcome == outcome) : decisions.Where(decision => decision.Outcome != OrderOutcomeKind.Relied);
        if (cut.Reason is { Length: > 0 } reason) decisions = decisions.Where(decision => decision.ReasonCode == reason);
        return decisions;
    }

    private RecognitionCase Case(OrderDecision each, string house, Item? item)
    {
        var patient = Patient(each);
        return new(each.Id.ToString("N")[^8..].ToUpperInvariant(), house, each.ItemCode, item?.Name ?? each.ItemCode, each.Panel, each.Outcome, each.ReasonCode, each.Maker, each.Saved,
            patient is null && item is { IsSecret: true } ? null : ChinaTime.DateIn(each.DecidedAt), patient);
    }

    private CasePatient? Patient(OrderDecision decision) => decision.OrganizationId == user.OrganizationId && user.IsAny(Role.Physician, Role.MedicalAffairs)
        ? new(decision.Doctor, decision.DecidedAt, $"/results/orders/{decision.PatientId}/{decision.CheckId}") : null;
}
