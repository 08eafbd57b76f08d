using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Reading;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>
/// People of the drafting consortium office decide on candidates, clauses and targets: confirm (corrected where needed), split, reject, type new ones.
/// Until then nothing is scored or enforced.
/// </summary>
public sealed partial class ConfirmingDesk(XinglinDb db, AgreementStore store, CurrentUser user, TimeProvider time)
{
    /// <param name="seen">Version of the clause that the person looked at.</param>
    public Task Confirm(Guid agreementId, Guid clauseId, int seen, ClauseContent content, CancellationToken ct = default) =>
        Decide(agreementId, clauseId, seen, "agreement.clause-confirmed", "确认条款", (agreement, clause) =>
        {
            MustNameParties(agreement, content);
            clause.Confirm(content, user.Name, time.Now());
        }, ct);

    public Task Reject(Guid agreementId, Guid clauseId, int seen, string reason, CancellationToken ct = default) =>
        Decide(agreementId, clauseId, seen, "agreement.clause-rejected", "不采用条款", (_, clause) => clause.Reject(reason, user.Name, time.Now()), ct);

    public Task Reopen(Guid agreementId, Guid clauseId, int seen, CancellationToken ct = default) =>
        Decide(agreementId, clauseId, seen, "agreement.clause-reopened", "重新核对条款", (_, clause) => clause.Reopen(user.Name, time.Now()), ct);

    /// <summary>
    /// One candidate becomes several, each with all that was read of it but its text, the number path and a further part to it (1.4-2),
    /// and the same place in the source; each is confirmed by itself. The one that was split is rejected with that reason.
    /// </summary>
    /// <exception cref="Refused">Fewer than two parts.</exception>
    public Task Split(Guid agreementId, Guid clauseId, int seen, IReadOnlyList<string> parts, CancellationToken ct = default)
    {
        var texts = parts.Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        if (texts.Count < 2)
            throw new Refused(RefusalKind.Invalid, "clause.split-too-few", "拆分至少需要两段文字。", "请每行写一条；不需要拆分时直接确认即可。");
        return Decide(agreementId, clauseId, seen, "agreement.clause-split", "拆分条款", (agreement, clause) =>
        {
            for (var index = 0; index < texts.Count; index++)
            {
                var content = clause.Content.Copy();
                content.Text = texts[index];
                db.Add(new Clause(NewId(), agreement.Id, clause.Position, $"{clause.Path}-{index + 1}", content, clause.SpanStart, clause.SpanEnd));
            }

            clause.Reject($"已拆分为 {texts.Count} 条", user.Name, time.Now());
        }, ct);
    }

    /// <summary>A clause that people type themselves; it comes confirmed.</summary>
    public Task<Guid> Type(Guid agreementId, string path, ClauseContent content, CancellationToken ct = default) =>
        store.Change(agreementId, null, async agreement =>
        {
            MayConfirm(agreement);
            if (string.IsNullOrWhiteSpace(path))
                throw new Refused(RefusalKind.Invalid, "clause.path-missing", "条款需要编号。", "例如 1.4.2，与协议正文的层级一致。");
            MustNameParties(agreement, content);
            var last = await db.Set<Clause>().Where(clause => clause.AgreementId == agreementId).MaxAsync(clause => (int?)clause.Position, ct) ?? 0;
            var clause = new Clause(NewId(), agreementId, last + 1, path.Trim(), content, null, null);
            clause.Confirm(content, user.Name, time.Now());
            db.Add(clause);
            store.Tell(agreement, "agreement.clause-typed", "录入条款", $"第{clause.Path}条");
            return clause.Id;
        }, ct);

    /// <summary>Takes a figure as this agreement's own target, or marks it as quoted from elsewhere, or leaves it out.</summary>
    public Task DecideTarget(Guid agreementId, Guid targetId, ClauseState state, string indicator, string comparator, decimal value, CancellationToken ct = default) =>
        store.Change(agreementId, null, async agreement =>
        {
            MayConfirm(agreement);
            var target = await db.Set<AgreementTarget>().FirstOrDefaultAsync(each => each.Id == targetId && each.AgreementId == agreementId, ct)
                ?? throw Refused.NotFound("这个目标");
            MustBeTarget(target.Name, indicator, comparator, value, target.Unit);
            if (target.IsExample && state == ClauseState.Confirmed)
                throw new Refused(RefusalKind.Conflict, "target.example", $"“{target.Name}”在原文里是举例，不是本协议的目标，不能直接确认。",
                    "如各方确实以此为目标，请在协议文本中写明后重新读取，或另行录入条款。");
            (target.State, target.Indicator, target.Comparator, target.Value, target.DecidedBy) = (state, indicator.Trim(), comparator, value, user.Name);
            store.Tell(agreement, "agreement.target-decided", state == ClauseState.Confirmed ? "确认目标" : "不采用目标", target.Show());
            return true;
        }, ct);

    /// <summary>A target that people type themselves; it comes confirmed.</summary>
    /// <param name="indicator">Code of its definition; where it is left out, the one that its name tells.</param>
    public Task<Guid> TypeTarget(Guid agreementId, string name, string? indicator, string comparator, decimal? value, string unit, CancellationToken ct = default) =>
        store.Change(agreementId, null, async agreement =>
        {
            MayConfirm(agreement);
            (name, unit) = (name.Trim(), unit.Trim());
            var code = string.IsNullOrWhiteSpace(indicator) ? IndicatorNames.LastIn(name, unit, false)?.Code ?? "other" : indicator.Trim();
            MustBeTarget(name, code, comparator, value, unit);
            var last = await db.Set<AgreementTarget>().Where(each => each.AgreementId == agreementId).MaxAsync(each => (int?)each.Position, ct) ?? 0;
            var target = new AgreementTarget(NewId(), agreementId, last + 1, code, name, comparator, value!.Value, unit, false, null, null) { State = ClauseState.Confirmed, DecidedBy = user.Name };
            db.Add(target);
            store.Tell(agreement, "agreement.target-typed", "录入目标", target.Show());
            return target.Id;
        }, ct);

    public Task HandleFinding(Guid agreementId, Guid findingId, string handling, CancellationToken ct = default) =>
        store.Change(agreementId, null, async agreement =>
        {
            MayConfirm(agreement);
            var finding = await db.Set<AgreementFinding>().FirstOrDefaultAsync(each => each.Id == findingId && each.AgreementId == agreementId, ct)
                ?? throw Refused.NotFound("这条提示");
            if (string.IsNullOrWhiteSpace(handling))
                throw new Refused(RefusalKind.Invalid, "finding.handling-missing", "请写明如何处理，例如“已与对方商定，另签补充协议”。");
            (finding.HandledBy, finding.Handling) = (user.Name, handling.Trim());
            store.Tell(agreement, "agreement.finding-handled", "处理提示", finding.Message);
            return true;
        }, ct);

    private Task Decide(Guid agreementId, Guid clauseId, int seen, string action, string title, Action<Agreement, Clause> act, CancellationToken ct) =>
        store.Change(agreementId, null, async agreement =>
        {
            MayConfirm(agreement);
            var clause = await db.Set<Clause>().FirstOrDefaultAsync(each => each.Id == clauseId && each.AgreementId == agreementId, ct)
                ?? throw Refused.NotFound("这条条款");
            if (clause.Version != seen)
                throw new Refused(RefusalKind.Conflict, "clause.overtaken",
                    $"第{clause.Path}条刚刚由{clause.DecidedBy ?? "其他人"}处理过（{ClauseWords.Show(clause.State)}），您的修改没有保存。",
                    "请核对最新内容；您填写的内容仍在表单中，可再次提交。");
            act(agreement, clause);
            store.Tell(agreement, action, title, $"第{clause.Path}条");
            return true;
        }, ct);

    private void MayConfirm(Agreement agreement)
    {
        user.Require("核对条款", Role.ConsortiumOffice);
        agreement.MustBeDraft();
        if (agreement.OwnerId != user.Organization)
            throw new Refused(RefusalKind.Forbidden, "agreement.not-drafter", "条款由起草单位的医联体办公室核对。", "如有意见，请在确认环节退回修改并写明理由。");
    }

    private static void MustNameParties(Agreement agreement, ClauseContent content)
    {
        var unknown = content.Bearers.Concat(content.Counterparties)
            .Where(label => agreement.PartiesNamed(label).Count == 0).Distinct().ToList();
        if (unknown.Count > 0)
            throw new Refused(RefusalKind.Invalid, "clause.unknown-party", $"签约方中没有“{string.Join("”“", unknown)}”。",
                $"可用的称谓：{string.Join("、", agreement.WordsForParties)}，或“各方”“双方”“各成员单位”。");
    }

    private static void MustBeTarget(string name, string indicator, string comparator, decimal? value, string unit)
    {
        var faults = new List<string>();
        if (name.Length is 0 or > 80) faults.Add("指标名称应为 1 到 80 字");
        if (!IndicatorCode().IsMatch(indicator.Trim()) || indicator.Trim().Length > 60) faults.Add("指标代码应由小写字母、数字和短横组成，如 grassroots-first-visit-rate");
        if (comparator is not (">=" or "<=" or "=")) faults.Add("比较方式应为“不低于”“不高于”或“等于”");
        if (value is null) faults.Add("没有填写目标值");
        if (value is < 0) faults.Add("目标值不能小于零");
        if (unit.Length > 20) faults.Add("单位不超过 20 字");
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "target.invalid", $"目标没有保存：{string.Join("；", faults)}。", "请改正后再提交；已填写的内容不会丢失。");
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex IndicatorCode();

    private Guid NewId() => Guid.CreateVersion7(time.Now());
}
