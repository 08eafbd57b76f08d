using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Duties;
using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>Short agreements of the demonstration, typed at the desks: one for each state that the great ones are not in. Of kinds that no other part of the demonstration relies on.</summary>
internal sealed partial class AgreementsDemonstration
{
    private static async Task AwaitingSeals(IServiceProvider services, DateOnly today, CancellationToken ct)
    {
        var id = await Typed(services, "云川市远程心电与影像诊断协作协议", ConsortiumForm.TelemedicineNetwork,
            new AgreementPeriod { From = ChinaTime.Show(today.AddDays(20)), Years = 2, StartsOn = StartsOn.SigningAndSealing, NoticeMonths = 1 },
            [("邀请方", PartyRole.Member, Member), ("受邀方", PartyRole.Lead, Lead)],
            [
                new ClauseContent
                {
                    Text = "受邀方为邀请方上传的心电图出具诊断报告，普通报告 30 分钟内、危急值 10 分钟内回报。",
                    Kinds = ["remote-diagnosis"],
                    Bearers = ["受邀方"],
                    Counterparties = ["邀请方"],
                    WithinMinutes = 30,
                    WithinSource = "协议条款原文",
                    AtEnd = AtEnd.Finish
                },
                new ClauseContent
                {
                    Text = "邀请方按月向受邀方反馈诊断报告的采用情况。",
                    Kinds = ["quality-guidance"],
                    Bearers = ["邀请方"],
                    Counterparties = ["受邀方"],
                    Every = Agreements.Every.Month,
                    DueBy = "5",
                    AtEnd = AtEnd.Stop
                }
            ], ct);
        await Agree(services, id, [Lead, Member], ct);
        await Confirm(services, id, Lead, ct);
    }

    private static async Task Circulated(IServiceProvider services, DateOnly today, CancellationToken ct)
    {
        var id = await Typed(services, "云川市康复专科联盟合作协议", ConsortiumForm.SpecialistAlliance, new AgreementPeriod { From = ChinaTime.Show(today.AddDays(40)), Years = 3, NoticeMonths = 3 }, Both,
            [Clause("case-conference", "甲方", "甲方每季度组织一次疑难康复病例讨论，邀请乙方参加。", Agreements.Every.Quarter, "3-25")], ct);
        await Agree(services, id, [Lead], ct);
    }

    private static async Task Withdrawn(IServiceProvider services, CancellationToken ct)
    {
        var id = await Typed(services, "检验标本外送协议", ConsortiumForm.CooperationAgreement, new AgreementPeriod { Years = 1 }, Both,
            [Clause("lab-service", "甲方", "甲方每日收取乙方标本并出具报告。", Agreements.Every.Day)], ct);
        await Office(services, Lead, office => office.GetRequiredService<SealingDesk>().Withdraw(id, null, "改为委托第三方检验机构", ct), ct);
    }

    private static async Task Terminated(IServiceProvider services, DateOnly today, CancellationToken ct)
    {
        var id = await Sealed(services, "中药饮片统一配送协议", today.AddDays(-60), Clause("drug-supply", "甲方", "甲方向乙方配送中药饮片。"), ct);
        foreach (var house in (string[])[Lead, Member])
            await Office(services, house, office => office.GetRequiredService<SealingDesk>().Terminate(id, null, today.AddDays(-1), "饮片改由省级平台统一采购", ct), ct);
    }

    private static async Task Superseded(IServiceProvider services, DateOnly today, CancellationToken ct)
    {
        var id = await Sealed(services, "消毒供应协作协议", today.AddDays(-60), Clause("resource-sharing", "甲方", "甲方为乙方消毒灭菌手术器械，按乙方通知取送。"), ct);
        var next = await Office(services, Lead, async office =>
        {
            var amended = (await office.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Amend, ct)).Id;
            var clause = (await office.GetRequiredService<AgreementStore>().Clauses(amended, ct))[0];
            var content = clause.Content.Copy();
            content.Text = "甲方为乙方消毒灭菌手术器械，工作日每天取送。";
            await office.GetRequiredService<ConfirmingDesk>().Confirm(amended, clause.Id, clause.Version, content, ct);
            return amended;
        }, ct);
        await SealOnPaper(services, Lead, next, today.AddDays(-10), ct);
    }

    private static readonly (string Label, PartyRole Role, string Name)[] Both = [("甲方", PartyRole.Lead, Lead), ("乙方", PartyRole.Member, Member)];

    private static ClauseContent Clause(string kind, string bearer, string text, Every? every = null, string? dueBy = null) =>
        new() { Text = text, Kinds = [kind], Bearers = [bearer], Every = every, DueBy = dueBy };

    private static async Task<Guid> Sealed(IServiceProvider services, string title, DateOnly sealedOn, ClauseContent clause, CancellationToken ct)
    {
        var id = await Typed(services, title, ConsortiumForm.CooperationAgreement, new AgreementPeriod { Years = 2, NoticeMonths = 1 }, Both, [clause], ct);
        await SealOnPaper(services, Lead, id, sealedOn, ct);
        return id;
    }

    private static Task<Guid> Typed(
        IServiceProvider services, string title, ConsortiumForm form, AgreementPeriod period, (string Label, PartyRole Role, string Name)[] parties, ClauseContent[] clauses, CancellationToken ct) =>
        Office(services, Lead, async office =>
        {
            var draft = await office.GetRequiredService<DraftingDesk>().Blank(title, form, ct);
            var facts = office.GetRequiredService<FactsDesk>();
            await facts.Describe(draft.Id, null, draft.Title, draft.Form, period, 4, 2, form == ConsortiumForm.TelemedicineNetwork ? ["国卫医发〔2018〕25号"] : [], ct);
            foreach (var (label, role, name) in parties)
                await facts.SaveParty(draft.Id, null, label, role, name, (await office.GetRequiredService<IDirectory>().FindByName(name, ct))!.Id, ct: ct);
            for (var index = 0; index < clauses.Length; index++) await office.GetRequiredService<ConfirmingDesk>().Type(draft.Id, $"1.{index + 1}", clauses[index], ct);
            return draft.Id;
        }, ct);

    /// <summary>Goes to the parties, and these find the text right.</summary>
    private static async Task Agree(IServiceProvider services, Guid id, string[] houses, CancellationToken ct)
    {
        await Office(services, Lead, office => office.GetRequiredService<SealingDesk>().Circulate(id, null, ct), ct);
        foreach (var house in houses) await Office(services, house, office => office.GetRequiredService<SealingDesk>().Agree(id, null, ct), ct);
    }

    private static Task Confirm(IServiceProvider services, Guid id, string house, CancellationToken ct) => As(services, house, Role.Director, async director =>
    {
        var agreement = await director.GetRequiredService<AgreementStore>().Read(id, ct);
        await director.GetRequiredService<SealingDesk>().Seal(id, agreement.DocumentHash!, null, ct);
        return true;
    }, ct);

    /// <summary>The member lets the lead off the first quarter of the studio, before it is recorded as kept.</summary>
    private static Task LetOff(IServiceProvider services, Guid renewal, CancellationToken ct) => Office(services, Member, async office =>
    {
        var line = (await Past(office, renewal, "1.2.5", ct))[0];
        await office.GetRequiredService<DutyDesk>().Waive(line.Duty.Clause.Id, line.Duty.BearerId, line.Due, line.Due, "传承工作室场地装修，当季免于开展", ct);
    }, ct);

    /// <summary>Of the two clinics of the last month that is over one was held.</summary>
    private static Task HalfKept(IServiceProvider services, Guid renewal, CancellationToken ct) => Office(services, Lead, async office =>
    {
        var line = (await Past(office, renewal, "1.2.3", ct))[^1];
        await office.GetRequiredService<DutyDesk>().Record(line.Duty.Clause.Id, line.Duty.BearerId, new EvidenceInput(line.Period, line.To.AddDays(-6), "肺病科专家坐诊（另一次因天气顺延）"), ct);
    }, ct);

    private static async Task<List<DutyLine>> Past(IServiceProvider office, Guid agreement, string path, CancellationToken ct) =>
        [.. (await office.GetRequiredService<DutyBook>().Read(new DutyQuestion { Agreement = agreement }, ct))
            .Where(line => line.IsPastDue && line.Duty.Agreement.Id == agreement && line.Duty.Clause.Path == path).OrderBy(line => line.Due)];
}
