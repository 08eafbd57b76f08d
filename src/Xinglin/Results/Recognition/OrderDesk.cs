using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Recognition;

/// <summary>
/// The moment of ordering: which results stand, and what the doctor decides. The program never decides in his place; what it showed is
/// kept as it was.
/// </summary>
internal sealed class OrderDesk(
    XinglinDb db, DataKey key, ReportStore store, Lookup lookup, ItemDictionary dictionary, PriceDesk prices, RepeatReasons reasons, IPatients patients, IConsents consents, CurrentUser user, IAuditTrail audit, TimeProvider time) : IOrderAdvice
{
    private const int MostItems = 200;
    private const int LongestWords = 400;
    private static readonly Citation Measures = new("国卫医发〔2022〕6号", "不影响疾病诊疗的前提下，对标有互认标识的检查检验结果应当互认；不予互认的应当向患者说明原因");

    public IReadOnlyList<RepeatReason> Reasons => reasons.All;

    public async Task<OrderAnswer> Ask(OrderQuestion question, CancellationToken ct = default)
    {
        user.Require("查询可互认的结果", Role.Physician);
        var items = Named(await dictionary.Items(ct), question.Items ?? []);
        var told = (question.Since ?? []).Select(Told).ToList();
        var patient = await patients.Require(question.PatientId, ct);
        if (question.Consent is { } consent && await consents.Standing(patient.Id, PatientPurpose.ResultSharing, user.Organization, ct) is not { Given: true })
            await consents.Give(patient.Id, PatientPurpose.ResultSharing, user.Organization, consent, ct);
        foreach (var each in told) Record(patient.Id, each);
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(ct);

        var purpose = await store.PurposeFor(patient, ct);
        var registrations = await store.Registrations(patient.Id, ct);
        var (found, circumstances) = await lookup.Read(registrations, items, purpose is null, [], question.Method, ct);
        var costs = await prices.Of(user.Organization, items, ct);
        var byItem = found.ToLookup(each => each.Value.ItemCode);
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        var answer = new OrderAnswer(patient.Id, id, now, PriceDesk.Priced([.. items.Select(item => Answer(item, byItem[item.Code], circumstances))], costs),
            purpose is null ? "没有查阅其他机构结果的依据，只比对了本机构的结果。请征得患者同意后再查。" : null);
        db.Add(new OrderCheck(patient.Id, id, user.Organization, user.UserId ?? Guid.Empty, user.Name, now, key.Seal(id, JsonColumn.Write(answer))));
        audit.Record("result.order-asked", new AuditSubject("patient", patient.Id, patient.Number),
            $"开单 {items.Count} 项，可用 {answer.Items.Count(each => each.Standing == Standing.Stands)} 项；用途：开具检查检验{(purpose is null ? "（仅本机构结果）" : $"，{purpose.Words}")}");
        await db.SaveChangesAsync(ct);
        return answer;
    }

    public async Task<IReadOnlyList<string>> Meant(IReadOnlyList<string> codes, CancellationToken ct = default)
    {
        var all = await dictionary.Items(ct);
        foreach (var code in codes)
        {
            if (all.Called(code) is { Count: > 0 } called) return [.. called.Select(item => item.Code)];
            if (all.All.Where(item => item.Loinc == code).ToList() is { Count: > 0 } same) return [.. same.Select(item => item.Code)];
            var plain = code.Trim();
            var mapped = await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.Organization && mapping.State == MappingState.InForce && mapping.LocalCode == plain).Select(mapping => mapping.ItemCode).ToListAsync(ct);
            if (mapped.Where(item => all.Find(item) is not null).ToList() is { Count: > 0 } own) return own;
        }

        return [];
    }

    public async Task<OrderOutcome> Decide(Guid patientId, Guid checkId, IReadOnlyList<OrderDecisionIn> decisions, CancellationToken ct = default)
    {
        user.Require("决定是否互认", Role.Physician);
        var (check, answer) = await Read(patientId, checkId, ct);
        if (check.DoctorId != user.UserId) throw new Refused(RefusalKind.Forbidden, "result.order-of-another", $"这次查询由 {check.Doctor} 发起，由其决定。", "请自己重新查询后决定。");
        var decided = await db.Set<OrderDecision>().Where(each => each.PatientId == patientId && each.CheckId == checkId).Select(each => each.ItemCode).ToListAsync(ct);
        var chosen = new Dictionary<string, (ItemAnswer Item, OrderDecisionIn Decision)>();
        var faults = new List<string>();
        foreach (var decision in decisions)
        {
            var named = answer.Items.Where(item => item.Code == decision.Item || item.Panel == decision.Item).ToList();
            var meant = named.Where(item => item.Standing == Standing.Stands).ToList();
            if (meant.Count == 0 && decision.Recognise) meant = [.. named.Where(item => item.MayRely)];
            if (meant.Count == 0) faults.Add($"“{decision.Item}”没有可互认的结果，不需要决定");
            else if (meant.Any(item => decided.Contains(item.Code))) faults.Add($"“{decision.Item}”已经决定过");
            else if (!decision.Recognise) Reasoned(decision, faults);
            else if (meant[0].Standing != Standing.Stands) Judged(decision, faults);
            foreach (var item in meant)
                if (!chosen.TryAdd(item.Code, (item, decision))) faults.Add($"“{item.Name}”作了两个决定");
        }

        if (decisions.Count == 0) faults.Add("没有选择任何决定");
        if (faults.Count > 0) throw new Refused(RefusalKind.Invalid, "result.order-incomplete", string.Join("；", faults.Distinct()) + "。", "请逐项选择“互认”，或选择重复检查的原因。", Measures);
        return await Keep(check, [.. chosen.Values], ct);
    }

    /// <summary>What was asked and shown, for the page, the slip and the cases behind a figure.</summary>
    /// <exception cref="Refused">There is none, or it is of another institution.</exception>
    public async Task<(OrderCheck Check, OrderAnswer Answer)> Read(Guid patientId, Guid checkId, CancellationToken ct = default)
    {
        var check = await db.Set<OrderCheck>().AsNoTracking().FirstOrDefaultAsync(each => each.PatientId == patientId && each.Id == checkId && each.OrganizationId == user.OrganizationId, ct);
        if (check is null || !user.IsAny(Role.Physician, Role.MedicalAffairs)) throw Refused.NotFound("这次开单查询");
        await patients.Require(patientId, ct);
        return (check, JsonColumn.Read<OrderAnswer>(key.Open(check.Id, check.Answer)));
    }

    /// <summary>What has been decided over it, with the words opened.</summary>
    public async Task<IReadOnlyList<(OrderDecision Decision, string? Words)>> Decisions(Guid patientId, Guid checkId, CancellationToken ct = default) =>
        [.. (await db.Set<OrderDecision>().AsNoTracking().Where(each => each.PatientId == patientId && each.CheckId == checkId).OrderBy(each => each.Panel).ThenBy(each => each.ItemCode).ToListAsync(ct))
            .Select(each => (each, each.Words is null ? null : key.Open(each.Id, each.Words)))];

    private async Task<OrderOutcome> Keep(OrderCheck check, IReadOnlyList<(ItemAnswer Item, OrderDecisionIn Decision)> chosen, CancellationToken ct)
    {
        var now = time.Now();
        decimal saved = 0;
        static OrderOutcomeKind Kind((ItemAnswer Item, OrderDecisionIn Decision) each) =>
            !each.Decision.Recognise ? OrderOutcomeKind.Repeated : each.Item.Standing == Standing.Stands ? OrderOutcomeKind.Recognised : OrderOutcomeKind.Relied;
        var again = chosen.Where(each => !each.Decision.Recognise).Select(each => each.Item.Panel).ToHashSet();
        foreach (var (item, decision) in chosen)
        {
            var id = Guid.CreateVersion7(now);
            var result = item.Result!;
            var outcome = Kind((item, decision));
            var worth = outcome != OrderOutcomeKind.Recognised || item.Price is not { } price ? (decimal?)null : item.PricedWithPanel && again.Contains(item.Panel) ? 0 : price;
            saved += worth ?? 0;
            db.Add(new OrderDecision
            {
                PatientId = check.PatientId,
                Id = id,
                CheckId = check.Id,
                OrganizationId = check.OrganizationId,
                Organization = user.OrganizationName ?? "",
                DoctorId = check.DoctorId,
                Doctor = check.Doctor,
                ItemCode = item.Code,
                Panel = item.Panel,
                Outcome = outcome,
                ReasonCode = decision.Recognise ? null : decision.Reason,
                Words = outcome == OrderOutcomeKind.Recognised || string.IsNullOrWhiteSpace(decision.Words) ? null : key.Seal(id, decision.Words.Trim()),
                Told = !decision.Recognise && (decision.Told || decision.ToldWhom is not null),
                ToldWhom = decision.Recognise ? null : decision.ToldWhom,
                ReportPatientId = result.PatientId,
                ReportId = result.ReportId,
                MakerId = result.OrganizationId,
                Maker = result.Organization,
                ClauseId = item.ClauseId,
                Basis = outcome == OrderOutcomeKind.Relied ? "医师判断" : item.Basis,
                SavedFen = (long?)(worth * 100),
                DecidedAt = now
            });
        }

        var (recognised, repeated, relied) = (chosen.Count(each => Kind(each) == OrderOutcomeKind.Recognised), chosen.Count(each => Kind(each) == OrderOutcomeKind.Repeated), chosen.Count(each => Kind(each) == OrderOutcomeKind.Relied));
        audit.Record("result.order-decided", new AuditSubject("result-order", check.Id), $"互认 {recognised} 项，重复 {repeated} 项{(repeated > 0 ? $"，原因 {string.Join("、", chosen.Where(each => !each.Decision.Recognise).Select(each => each.Decision.Reason).Distinct())}" : "")}{(relied > 0 ? $"；不符合互认条件、凭医师判断采用 {relied} 项" : "")}");
        await db.SaveChangesAsync(ct);
        return new OrderOutcome(recognised, repeated, saved, relied);
    }

    private static ItemAnswer Answer(Item item, IEnumerable<Found> found, Func<Item, Found, Circumstances> circumstances)
    {
        (Found Found, Verdict Verdict)? newest = null;
        foreach (var each in found)
        {
            var verdict = Judge.Decide(item, each.Candidate, circumstances(item, each));
            newest ??= (each, verdict);
            if (!verdict.Stands) continue;
            // An older result that stands is no reason to overlook what came after it.
            if (newest is var (later, _) && later != each)
                verdict = verdict with { Findings = [.. verdict.Findings, new("newer", RuleOutcome.Note, $"另有更新的结果不能互认，请一并参考：{later.Report.Organization}，{ChinaTime.Show(later.Report.EffectiveAt)}。")] };
            return Answer(item, each, verdict);
        }

        return newest is var (first, judged) ? Answer(item, first, judged)
            : new ItemAnswer(item.Code, item.Name, item.Panel, Standing.Unknown, null, null, null, null, [new("unknown", RuleOutcome.Note, "没有查到已对照、有效的既往结果。")], null);
    }

    private static ItemAnswer Answer(Item item, Found found, Verdict verdict)
    {
        var (report, line, masked) = (found.Report, found.Line, found.Value.Secret);
        return new ItemAnswer(item.Code, item.Name, item.Panel, verdict.Stands ? Standing.Stands : Standing.DoesNotStand,
            new EarlierResult(report.PatientId, report.Id, report.Reference, report.Title, report.OrganizationId, report.Organization, report.Department, report.EffectiveAt,
                masked || line.Text is null ? null : $"{line.Text} {line.Unit}".TrimEnd(), masked ? null : line.Reference, masked ? ResultFlag.Unknown : line.Flag, masked, report.HasImages),
            verdict.Basis, verdict.Mark, verdict.Until, verdict.Findings, null)
        { ClauseId = verdict.ClauseId };
    }

    private void Reasoned(OrderDecisionIn decision, List<string> faults)
    {
        if (reasons.Find(decision.Reason) is not { } reason) faults.Add($"“{decision.Item}”重复检查须选择原因");
        else if (reason.NeedsWords && string.IsNullOrWhiteSpace(decision.Words)) faults.Add($"“{decision.Item}”选择“{reason.Name}”须写明具体情况");
        if (decision.Words?.Length > LongestWords) faults.Add($"“{decision.Item}”的说明最多 {LongestWords} 个字");
    }

    private static void Judged(OrderDecisionIn decision, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(decision.Words)) faults.Add($"“{decision.Item}”的结果不符合互认条件，凭医师判断采用须写明理由");
        else if (decision.Words.Length > LongestWords) faults.Add($"“{decision.Item}”的说明最多 {LongestWords} 个字");
    }

    /// <summary>In the order of the list, each once.</summary>
    private static List<Item> Named(ItemSet all, IReadOnlyList<string> names)
    {
        var items = new List<Item>();
        var unknown = new List<string>();
        foreach (var name in names.Where(name => !string.IsNullOrWhiteSpace(name)).Take(MostItems))
        {
            var called = all.Called(name);
            if (called.Count == 0) unknown.Add(name.Trim());
            items.AddRange(called.Where(item => !items.Contains(item)));
        }

        if (unknown.Count > 0) throw new Refused(RefusalKind.Invalid, "result.item-unknown", $"项目目录中没有：{string.Join("、", unknown)}。", "请使用目录中的项目代码、名称或组合名称。");
        return items.Count is > 0 and <= MostItems ? items : throw new Refused(RefusalKind.Invalid, "result.order-empty", "没有选择要开的项目。", "请选择一个或多个组合或项目。");
    }

    /// <summary>Rules name drugs: one without a name could not be judged by them.</summary>
    private static Intervention Told(SinceThen since)
    {
        if (!Words.TryParse<InterventionKind>(since.Kind, out var kind)) throw new Refused(RefusalKind.Invalid, "result.intervention-unknown", $"没有“{since.Kind}”这种干预。", "可用：transfusion、operation、drug。");
        var name = string.IsNullOrWhiteSpace(since.Name) ? null : since.Name.Trim();
        if (kind == InterventionKind.Drug && name is null) throw new Refused(RefusalKind.Invalid, "result.drug-unnamed", "填写了用药时间，没有填写药名。", "请填写药名，系统按药名判断以前的结果是否仍可用。");
        return new Intervention(kind, since.At.ToUniversalTime(), name);
    }

    private void Record(Guid patientId, Intervention told)
    {
        var now = time.Now();
        if (told.At > now) throw new Refused(RefusalKind.Invalid, "result.intervention-ahead", "输血、手术或用药的时间不能晚于现在。");
        var id = Guid.CreateVersion7(now);
        db.Add(new RecordedIntervention(patientId, id, told.Kind, told.At, told.Name is null ? null : key.Seal(id, told.Name), user.Organization, user.Name, now));
    }
}
