using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>Takes an agreement through its life, from circulation over seals to its end. Each act is checked against <see cref="AgreementLife"/>.</summary>
public sealed class SealingDesk(XinglinDb db, AgreementStore store, CurrentUser user, INotices notices, TimeProvider time)
{
    /// <summary>Closes the text and sends it to every party. Everything must have been decided by a person before.</summary>
    public Task Circulate(Guid id, int? seen, CancellationToken ct = default) => store.Change(id, seen, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.Circulate, user);
        var gaps = await GapsBeforeCirculation(agreement, ct);
        if (gaps.Count > 0)
            throw new Refused(RefusalKind.Conflict, "agreement.not-ready", $"还不能送各方确认：{string.Join("；", gaps)}。", "请逐项处理后再送出。");
        agreement.Circulate(await store.CloseText(agreement, ct), time.Now());
        store.Tell(agreement, "agreement.circulated", "送各方确认", $"文本校验值 {agreement.DocumentHash![..12]}…");
        await TellParties(agreement, Role.ConsortiumOffice, $"请确认协议文本：{agreement.Title}", "circulated", ct);
        return true;
    }, ct);

    public Task Agree(Guid id, int? seen, CancellationToken ct = default) => store.Change(id, seen, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.Agree, user);
        agreement.Agree(agreement.PartyOf(user.Organization)!, user.Name, time.Now());
        store.Tell(agreement, "agreement.agreed", "确认文本");
        if (agreement.State == AgreementState.AwaitingSeals)
            await TellParties(agreement, Role.Director, $"请盖章：{agreement.Title}", "awaiting-seals", ct);
        return true;
    }, ct);

    public Task ReturnForChange(Guid id, int? seen, string reason, CancellationToken ct = default) => store.Change(id, seen, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.ReturnForChange, user);
        agreement.BackToDraft(time.Now());
        store.Tell(agreement, "agreement.returned", "退回修改", Reason(reason, "退回修改"));
        await notices.Tell(agreement.OwnerId, Role.ConsortiumOffice, $"协议被退回修改：{agreement.Title}", Link(agreement), $"agreement-returned:{agreement.Id}:{agreement.Version}", ct);
        return true;
    }, ct);

    public Task Recall(Guid id, int? seen, CancellationToken ct = default) => store.Change(id, seen, agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.Recall, user);
        agreement.BackToDraft(time.Now());
        store.Tell(agreement, "agreement.recalled", "收回修改", "各方此前的确认作废");
    }, ct);

    /// <summary>One party's own seal. With the last one the agreement takes effect and a version before it steps back.</summary>
    /// <param name="documentHash">Of the text that the person looked at.</param>
    /// <param name="scan">The stored scan and the date on the paper; null for a confirmation in the system.</param>
    public Task Seal(Guid id, string documentHash, (Guid FileId, DateOnly SealedOn)? scan, CancellationToken ct = default) => store.Change(id, null, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.Seal, user);
        if (scan is null) user.Require("以系统确认方式盖章", Role.Director);
        if (scan is { SealedOn: var day } && day > time.Today())
            throw new Refused(RefusalKind.Invalid, "seal.future", "盖章日期不能晚于今天。", "请按纸质协议上的日期填写。");
        var party = agreement.PartyOf(user.Organization)!;
        var seal = new Seal(scan is null ? SealKind.SystemConfirmation : SealKind.Scan, scan?.SealedOn ?? time.Today(), time.Now(), user.Name, documentHash, scan?.FileId);
        agreement.SealBy(party, seal, time.Now());
        store.Tell(agreement, "agreement.sealed", scan is null ? "盖章（系统确认）" : "盖章（上传盖章扫描件）", $"{party.Label} {party.Name}");
        if (agreement.State == AgreementState.InForce) await TakeEffect(agreement, ct);
        return true;
    }, ct);

    public Task Withdraw(Guid id, int? seen, string reason, CancellationToken ct = default) => store.Change(id, seen, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.Withdraw, user);
        agreement.Withdraw(time.Now());
        store.Tell(agreement, "agreement.withdrawn", "撤销", Reason(reason, "撤销"));
        await ReleasePrevious(agreement, ct);
        return true;
    }, ct);

    public Task GiveNotice(Guid id, int? seen, DateOnly givenOn, string reason, CancellationToken ct = default) => store.Change(id, seen, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.GiveNotice, user);
        if (givenOn > time.Today()) throw new Refused(RefusalKind.Invalid, "notice.future", "通知日期不能晚于今天。");
        var party = agreement.PartyOf(user.Organization)!;
        agreement.GiveNotice(party, givenOn, Reason(reason, "终止通知"), user.Name, time.Now());
        store.Tell(agreement, "agreement.notice-given", "发出终止通知",
            $"{agreement.Period.ShowNotice()}，最早于 {ChinaTime.Show(agreement.Notice!.LastDay)} 终止。理由：{agreement.Notice.Reason}");
        await TellParties(agreement, Role.ConsortiumOffice, $"{party.Name}发出终止通知，最早 {ChinaTime.Show(agreement.Notice.LastDay)} 终止", "notice", ct);
        return true;
    }, ct);

    public Task WithdrawNotice(Guid id, int? seen, CancellationToken ct = default) => store.Change(id, seen, agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.WithdrawNotice, user);
        agreement.WithdrawNotice(time.Now());
        store.Tell(agreement, "agreement.notice-withdrawn", "撤回终止通知");
    }, ct);

    /// <summary>
    /// Ends early without a notice period, which takes every party's consent (force majeure, a change of policy, a common wish): the
    /// first party proposes a last day, each other consents by naming the same day, and the last consent sets it. Another day is a new proposal.
    /// </summary>
    public Task Terminate(Guid id, int? seen, DateOnly lastDay, string reason, CancellationToken ct = default) => store.Change(id, seen, async agreement =>
    {
        AgreementLife.Require(agreement, AgreementAct.Terminate, user);
        if (lastDay < agreement.EffectiveFrom)
            throw new Refused(RefusalKind.Invalid, "agreement.end-before-start", "终止日期早于协议生效日期。");
        if (lastDay < time.Today().AddDays(-1))
            throw new Refused(RefusalKind.Invalid, "agreement.end-in-past", "终止日期不能早于昨天：协议在此之前一直有效，已经办理的事项不能倒回。");
        if (agreement.ConsentToEnd(agreement.PartyOf(user.Organization)!, lastDay, Reason(reason, "终止"), user.Name, time.Now()))
        {
            store.Tell(agreement, "agreement.terminated", "协商终止", $"各方均已同意，最后一天 {ChinaTime.Show(lastDay)}。{agreement.Ended!.Reason}");
            await TellParties(agreement, Role.ConsortiumOffice, $"各方已同意终止协议：{agreement.Title}，最后一天 {ChinaTime.Show(lastDay)}", "terminated", ct);
        }
        else
        {
            store.Tell(agreement, "agreement.end-consented", "同意终止", $"最后一天 {ChinaTime.Show(lastDay)}，等待其他各方同意。{reason}");
            await TellParties(agreement, Role.ConsortiumOffice, $"请答复协商终止：{agreement.Title}（拟于 {ChinaTime.Show(lastDay)} 终止）", "end-proposed", ct);
        }

        return true;
    }, ct);

    /// <summary>What keeps a draft from being circulated, in the user's words.</summary>
    public async Task<IReadOnlyList<string>> GapsBeforeCirculation(Agreement agreement, CancellationToken ct = default)
    {
        var gaps = new List<string>();
        var signing = agreement.Parties.Where(party => party.Seals).ToList();
        if (signing.Count < 2) gaps.Add("签约方不足两方");
        if (agreement.Parties.Where(party => party.LacksOrganization).Select(party => party.Name).ToList() is { Count: > 0 } unknown)
            gaps.Add($"{string.Join("、", unknown)}还没有对应到机构通讯录中的机构");
        if (signing.All(party => party.OrganizationId != agreement.OwnerId)) gaps.Add("起草单位不在签约方之列");
        if (agreement.Period is { ToDate: null, Years: null }) gaps.Add("没有约定期限");
        if (agreement.Period is { StartsOn: StartsOn.Date, FromDate: null }) gaps.Add("没有写明起始日期");
        if (agreement.UnconfirmedFacts is { Count: > 0 } facts) gaps.Add($"{string.Join("、", facts)}还没有确认，请在“核对条款”页确认或更正");
        var clauses = await db.Set<Clause>().AsNoTracking().Where(clause => clause.AgreementId == agreement.Id).ToListAsync(ct);
        var candidates = clauses.Count(clause => clause.State == ClauseState.Candidate);
        if (candidates > 0) gaps.Add($"还有 {candidates} 条条款没有核对");
        if (clauses.All(clause => clause.State != ClauseState.Confirmed)) gaps.Add("没有一条已确认的条款");
        var targets = await db.Set<AgreementTarget>().CountAsync(target => target.AgreementId == agreement.Id && !target.IsExample && target.State == ClauseState.Candidate, ct);
        if (targets > 0) gaps.Add($"还有 {targets} 个目标没有核对");
        var findings = await db.Set<AgreementFinding>().CountAsync(finding => finding.AgreementId == agreement.Id && finding.Severity == "error" && finding.Handling == null, ct);
        if (findings > 0) gaps.Add($"还有 {findings} 条严重提示没有处理");
        return gaps;
    }

    private async Task TakeEffect(Agreement agreement, CancellationToken ct)
    {
        var now = time.Now();
        if (agreement.PreviousId is { } previousId)
        {
            var previous = await store.Previous(previousId, ct);
            previous.HasSuccessorDraft = false;
            if (previous.State == AgreementState.InForce && agreement.EffectiveFrom <= time.Today())
            {
                previous.SupersededFrom(agreement.EffectiveFrom!.Value, user.Name, now);
                store.Tell(previous, "agreement.superseded", "由新版本取代", agreement.Reference);
            }
        }

        store.Tell(agreement, "agreement.in-force", "协议生效",
            $"自 {ChinaTime.Show(agreement.EffectiveFrom!.Value)}{(agreement.PlannedLastDay is { } last ? $" 至 {ChinaTime.Show(last)}" : "")}");
        await TellParties(agreement, Role.ConsortiumOffice, $"协议已生效：{agreement.Title}", "in-force", ct);
        agreement.PassTo(time.Today(), now);
    }

    private async Task ReleasePrevious(Agreement agreement, CancellationToken ct)
    {
        if (agreement.PreviousId is { } previousId)
            (await store.Previous(previousId, ct)).HasSuccessorDraft = false;
    }

    private async Task TellParties(Agreement agreement, string role, string title, string what, CancellationToken ct)
    {
        foreach (var party in agreement.Parties)
            if (party.OrganizationId is { } organization)
                await notices.Tell(organization, role, title, Link(agreement), $"agreement-{what}:{agreement.Id}:{agreement.Version}", ct);
    }

    private static string Link(Agreement agreement) => $"/agreements/{agreement.Id}";

    private static string Reason(string reason, string what) => string.IsNullOrWhiteSpace(reason)
        ? throw new Refused(RefusalKind.Invalid, "agreement.reason-missing", $"{what}需要写明理由。")
        : reason.Trim();
}
