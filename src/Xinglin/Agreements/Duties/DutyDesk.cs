using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Duties;

/// <summary>What a person says about a duty that was kept.</summary>
/// <param name="Period">The occurrence; null with a standing duty, or where the date tells which. Needed for what is made up for after its period.</param>
/// <param name="FileId">A stored file that shows it.</param>
/// <param name="Amount">How much of what the clause counts (20 人); one where nothing is said.</param>
public sealed record EvidenceInput(string? Period, DateOnly? OccurredOn, string? Title, string? Note = null, Guid? FileId = null, decimal? Amount = null);

/// <summary>
/// People vouch for duties kept and let each other off. Both sides of a duty record evidence; only a house to which it is owed
/// waives; only the house that recorded something takes it back. Every act adds a line to the log.
/// </summary>
public sealed class DutyDesk(XinglinDb db, AgreementStore store, DutyBook book, CurrentUser user, TimeProvider time)
{
    private const decimal LargestAmount = 1_000_000_000;

    /// <exception cref="Refused">Not a side of this duty or not the role, or date and period do not fit; all faults are named at once.</exception>
    public Task<Guid> Record(Guid clauseId, Guid bearerId, EvidenceInput input, CancellationToken ct = default) =>
        Add(clauseId, bearerId, duty =>
        {
            if (!IsSide(duty)) throw NotASide("登记");
            user.Require("登记履行凭据", DutyRules.Recorders(duty.Content.Kinds));
            var period = CheckDate(duty, input);
            store.Tell(duty.Agreement, "duty.evidence-recorded", "登记履行凭据（人工登记）", $"第{duty.Clause.Path}条 {duty.Bearer.Name}：{input.Title!.Trim()}");
            return New(duty, DutyFactKind.Evidence, period, input.OccurredOn, null, input.Title!.Trim(), Blank(input.Note), input.FileId, null, input.Amount);
        }, ct);

    /// <exception cref="Refused">Another house recorded it, it is gone already, or no reason was given.</exception>
    public Task<Guid> Withdraw(Guid factId, string? reason, CancellationToken ct = default) =>
        TakeBack(factId, DutyFactKind.Evidence, DutyFactKind.Withdrawal, "duty.evidence-withdrawn", "撤回履行凭据", reason, DutyRules.Recorders, ct);

    /// <exception cref="Refused">The house is not owed this duty, or reason or end is missing.</exception>
    public Task<Guid> Waive(Guid clauseId, Guid bearerId, DateOnly? from, DateOnly? until, string? reason, CancellationToken ct = default) =>
        Add(clauseId, bearerId, duty =>
        {
            if (!duty.IsOwedTo(user.Organization))
                throw new Refused(RefusalKind.Forbidden, "duty.waiver-not-yours", $"只有相对方（{Names(duty)}）可以豁免这项义务。",
                    "承担方可与相对方协商，由对方的医联体办公室或院领导办理豁免。", duty.Cite());
            user.Require("豁免义务", DutyRules.Waivers);
            var first = from ?? time.Today();
            var faults = new List<string>();
            if (string.IsNullOrWhiteSpace(reason)) faults.Add("没有写明豁免理由");
            if (until is null) faults.Add("没有填写豁免截止日期");
            else if (until < first) faults.Add("豁免截止日期早于起始日期");
            Refuse(faults, "duty.waiver-invalid", "豁免没有保存");
            store.Tell(duty.Agreement, "duty.waived", "豁免义务",
                $"第{duty.Clause.Path}条 {duty.Bearer.Name}，{ChinaTime.Show(first)} 至 {ChinaTime.Show(until!.Value)}：{reason!.Trim()}");
            return New(duty, DutyFactKind.Waiver, null, first, until, null, reason.Trim(), null, null);
        }, ct);

    /// <exception cref="Refused">Another house granted it, it is gone already, or no reason was given.</exception>
    public Task<Guid> Revoke(Guid factId, string? reason, CancellationToken ct = default) =>
        TakeBack(factId, DutyFactKind.Waiver, DutyFactKind.Revocation, "duty.waiver-revoked", "撤销豁免", reason, _ => DutyRules.Waivers, ct);

    /// <summary>May this person record evidence for the duty?</summary>
    public bool MayRecord(Duty duty) => IsSide(duty) && user.IsAny(DutyRules.Recorders(duty.Content.Kinds));

    /// <summary>May this person waive the duty?</summary>
    public bool MayWaive(Duty duty) => user.OrganizationId is { } organization && duty.IsOwedTo(organization) && user.IsAny(DutyRules.Waivers);

    private Task<Guid> TakeBack(
        Guid factId, DutyFactKind kind, DutyFactKind by, string action, string title, string? reason, Func<IEnumerable<string>, string[]> roles, CancellationToken ct) =>
        AddAbout(factId, kind, async duty =>
        {
            var fact = await db.Set<DutyFact>().AsNoTracking().SingleAsync(each => each.Id == factId, ct);
            if (fact.OrganizationId != user.Organization)
                throw new Refused(RefusalKind.Forbidden, "duty.not-yours", $"这条记录由{fact.Organization}登记，只能由该单位{title}。", "如有异议，请联系登记单位的医联体办公室。");
            user.Require(title, roles(duty.Content.Kinds));
            if (await db.Set<DutyFact>().AnyAsync(each => each.About == factId, ct))
                throw new Refused(RefusalKind.Conflict, "duty.taken-back", "这条记录已经撤回过。", "请刷新页面查看最新情况。");
            Refuse(string.IsNullOrWhiteSpace(reason) ? ["没有写明理由"] : [], "duty.reason-missing", $"{title}没有保存");
            store.Tell(duty.Agreement, action, title, $"第{duty.Clause.Path}条 {duty.Bearer.Name}：{reason!.Trim()}");
            return New(duty, by, fact.Period, null, null, null, reason.Trim(), null, factId);
        }, ct);

    private async Task<Guid> AddAbout(Guid factId, DutyFactKind kind, Func<Duty, Task<DutyFact>> make, CancellationToken ct)
    {
        var about = await db.Set<DutyFact>().AsNoTracking().Where(fact => fact.Id == factId && fact.Kind == kind)
            .Select(fact => new { fact.ClauseId, fact.BearerId }).FirstOrDefaultAsync(ct) ?? throw Refused.NotFound("这条记录");
        return await Add(about.ClauseId, about.BearerId, make, ct);
    }

    private Task<Guid> Add(Guid clauseId, Guid bearerId, Func<Duty, DutyFact> make, CancellationToken ct) =>
        Add(clauseId, bearerId, duty => Task.FromResult(make(duty)), ct);

    /// <summary>The agreement's row is locked meanwhile, so that no line can slip under a statement that is being issued.</summary>
    private async Task<Guid> Add(Guid clauseId, Guid bearerId, Func<Duty, Task<DutyFact>> make, CancellationToken ct)
    {
        var (found, _, _) = await book.One(clauseId, bearerId, ct);
        return await store.Change(found.Agreement.Id, null, async agreement =>
        {
            var fact = await make(found with { Agreement = agreement });
            db.Add(fact);
            return fact.Id;
        }, ct);
    }

    /// <summary>What was not kept in its period can be kept afterwards, for the period that is named; it counts, and shows as late.</summary>
    /// <returns>The occurrence that the evidence is for; null with a standing duty.</returns>
    private string? CheckDate(Duty duty, EvidenceInput input)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(input.Title)) faults.Add("没有写明做了什么");
        else if (input.Title.Trim().Length > 200) faults.Add("事项超过 200 字");
        if (input.Note?.Length > 1000) faults.Add("说明超过 1000 字");
        if (input.Amount is not null && duty.NeededAmount is null) faults.Add("这一条款没有约定数量，不能登记数量");
        if (input.Amount is <= 0 or > LargestAmount) faults.Add("数量应大于零");
        string? period = null;
        if (input.OccurredOn is not { } day) faults.Add("没有填写发生日期");
        else
        {
            if (day > time.Today()) faults.Add($"发生日期 {ChinaTime.Show(day)} 晚于今天");
            if (day < duty.Since) faults.Add($"发生日期 {ChinaTime.Show(day)} 早于这一条款生效的 {ChinaTime.Show(duty.Since)}");
            else if (!duty.HasOccurrences)
            {
                if (duty.BindsUntil is { } last && day > last) faults.Add($"发生日期 {ChinaTime.Show(day)} 晚于协议最后一天 {ChinaTime.Show(last)}");
            }
            else
            {
                var own = DutySchedule.Containing(duty.Content.Every!.Value, duty.Content.DueBy, day);
                period = input.Period is { Length: > 0 } wanted ? wanted : own.Period;
                if (period == own.Period)
                {
                    if (!duty.Occurrences(own.Due, own.Due).Any()) faults.Add($"{period} 期不在协议有效期内，没有应履行的事项；补行以前的期次，请选择所补的期次");
                }
                else if (!duty.Occurrences(duty.From, day).Any(occurrence => occurrence.Period == period && day > occurrence.To))
                {
                    faults.Add($"发生日期 {ChinaTime.Show(day)} 属于 {own.Period} 期，不在所选的 {period} 期之内");
                }
            }
        }

        Refuse(faults, "duty.evidence-invalid", "凭据没有登记");
        return period;
    }

    private static void Refuse(IReadOnlyList<string> faults, string code, string what)
    {
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, code, $"{what}：{string.Join("；", faults)}。", "请改正后再提交；已填写的内容不会丢失。");
    }

    private bool IsSide(Duty duty) => user.OrganizationId is { } organization && (duty.BearerId == organization || duty.IsOwedTo(organization));

    private static Refused NotASide(string what) =>
        new(RefusalKind.Forbidden, "duty.not-a-side", $"履行凭据由承担方或相对方{what}，贵单位不是其中一方。", "请联系承担方的医联体办公室。");

    private static string Names(Duty duty) => string.Join("、", duty.Counterparties.Select(party => party.Name));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private DutyFact New(Duty duty, DutyFactKind kind, string? period, DateOnly? on, DateOnly? until, string? title, string? note, Guid? file, Guid? about, decimal? amount = null)
    {
        var now = time.Now();
        return new DutyFact
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            ClauseId = duty.Clause.Id,
            BearerId = duty.BearerId,
            Period = period,
            On = on,
            Until = until,
            Title = title,
            Note = note,
            FileId = file,
            Amount = amount,
            About = about,
            RecordedAt = now,
            By = user.Name,
            OrganizationId = user.Organization,
            Organization = user.OrganizationName ?? ""
        };
    }
}
