using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Duties;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;

namespace Xinglin.Agreements;

/// <summary>
/// The demonstration's agreements in every state, brought about at the desks as users would: an alliance that ran out and was
/// renewed, a county community with its seven targets, one in its notice period, one half confirmed, and short ones that were sent round,
/// await seals, were withdrawn, ended by consent or amended. Duties stand in every state.
/// </summary>
internal sealed partial class AgreementsDemonstration(TimeProvider time) : IDemonstration
{
    private const string Lead = "云川市中医医院";
    private const string Member = "清河县人民医院";
    private const string County = "青石县人民医院";

    public int Order => 30;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var today = time.Today();
        var alliance = await Read(services, Lead, "alliance.txt", ct);
        await ConfirmAll(services, Lead, alliance, Detail, ct);
        await SealOnPaper(services, Lead, alliance, new DateOnly(2022, 9, 8), ct);

        var renewal = await Office(services, Lead, async office =>
            (await office.GetRequiredService<DraftingDesk>().Succeed(alliance, AgreementAct.Renew, ct)).Id, ct);
        await Office(services, Lead, office => Improve(office, renewal, ct), ct);
        await SealOnPaper(services, Lead, renewal, new DateOnly(2025, 9, 26), ct);

        var community = await Read(services, County, "community.txt", ct);
        await ConfirmAll(services, County, community, Detail, ct);
        await SealOnPaper(services, County, community, new DateOnly(2026, 1, 12), ct);

        var specialist = await Read(services, Lead, "specialist.txt", ct);
        await ConfirmAll(services, Lead, specialist, Detail, ct);
        await SealOnPaper(services, Lead, specialist, new DateOnly(2025, 3, 18), ct);
        await Office(services, County, office => office.GetRequiredService<SealingDesk>().GiveNotice(
            specialist, null, today.AddDays(-10), "肺病专科诊疗并入县域医共体统一安排", ct), ct);

        await LetOff(services, renewal, ct);
        foreach (var (house, id) in new[] { (Lead, renewal), (County, community), (Lead, specialist) }) await KeepWord(services, house, id, ct);
        await HalfKept(services, renewal, ct);
        await AwaitingSeals(services, today, ct);
        await Circulated(services, today, ct);
        await Withdrawn(services, ct);
        await Terminated(services, today, ct);
        await Superseded(services, today, ct);
        var draft = await Received(services, today, ct);
        await ConfirmSome(services, draft, ct);
    }

    private static async Task Improve(IServiceProvider office, Guid renewal, CancellationToken ct)
    {
        var store = office.GetRequiredService<AgreementStore>();
        var desk = office.GetRequiredService<ConfirmingDesk>();
        foreach (var clause in await store.Clauses(renewal, ct))
        {
            var content = clause.Content.Copy();
            switch (clause.Path)
            {
                case "1.2.3":
                    (content.Every, content.Times, content.PersonInCharge, content.LeftOpen) = (Agreements.Every.Month, 2, "周明远", null);
                    break;
                case "1.2.5":
                    (content.Every, content.Times, content.LeftOpen) = (Agreements.Every.Quarter, 1, null);
                    break;
                case "1.4.3":
                    (content.WithinMinutes, content.WithinSource, content.LeftOpen) = (24 * 60, "2025 年续签时双方商定", null);
                    break;
                case "1.5.1":
                    content.Items = [.. content.Items, "肝功能", "肾功能"];
                    content.Note = "肝功能、肾功能自 2025 年 10 月 1 日起增补";
                    break;
                case "1.5.2":
                    (content.PriceRule, content.LeftOpen) = ("按配制成本价下浮 15%，以当年价目表为准", null);
                    break;
                default:
                    continue;
            }

            await desk.Confirm(renewal, clause.Id, clause.Version, content, ct);
        }
    }

    /// <summary>What the text leaves vague is knowingly left open.</summary>
    private static void Detail(ClauseContent content)
    {
        if (content.NeedsDetail) content.LeftOpen = "由双方每年初按需要商定，记入年度计划";
    }

    /// <summary>The past is recorded as kept, but for the last occurrence of each duty, so that something is overdue.</summary>
    private static Task KeepWord(IServiceProvider services, string house, Guid agreement, CancellationToken ct) => Office(services, house, async office =>
    {
        var desk = office.GetRequiredService<DutyDesk>();
        var lines = await office.GetRequiredService<DutyBook>().Read(new DutyQuestion { Agreement = agreement }, ct);
        foreach (var duty in lines.Where(line => line is { IsPastDue: true, IsOpen: true, Duty.Agreement.State: AgreementState.InForce }).GroupBy(line => (line.Duty.Clause.Id, line.Duty.BearerId)))
            foreach (var line in duty.OrderBy(line => line.Due).SkipLast(1))
                for (var time = 0; time < line.Duty.Needed; time++)
                    await desk.Record(duty.Key.Id, duty.Key.BearerId, new EvidenceInput(line.Period, line.To.AddDays(-2 - 3 * time),
                        $"{ClauseKinds.Of(line.Duty.Content.Kind).Name}（{line.Period}，第 {time + 1} 次）", Amount: line.Duty.NeededAmount), ct);
    }, ct);

    /// <summary>A text as another house sent it for comment; the office has confirmed itself as a party, and nothing else of the facts yet.</summary>
    private static async Task<Guid> Received(IServiceProvider services, DateOnly today, CancellationToken ct)
    {
        var text = AgreementTemplates.Fill(AgreementTemplates.All[0], Lead, [County], today.AddDays(30), 3);
        return await Office(services, Lead, async office =>
        {
            var draft = await office.GetRequiredService<DraftingDesk>().FromText(text, "医联体协议（征求意见稿）.md", ct);
            var own = draft.PartyOf(draft.OwnerId)!;
            await office.GetRequiredService<FactsDesk>().ConfirmParty(draft.Id, own.Id, own.Confirmation.Version, null, ct);
            return draft.Id;
        }, ct);
    }

    private static Task ConfirmSome(IServiceProvider services, Guid draft, CancellationToken ct) => Office(services, Lead, async office =>
    {
        var desk = office.GetRequiredService<ConfirmingDesk>();
        foreach (var clause in (await office.GetRequiredService<AgreementStore>().Clauses(draft, ct)).Take(6))
        {
            var content = clause.Content.Copy();
            Detail(content);
            await desk.Confirm(draft, clause.Id, clause.Version, content, ct);
        }
    }, ct);

    private static async Task<Guid> Read(IServiceProvider services, string drafter, string sample, CancellationToken ct)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Xinglin.Demonstration.{sample}")!;
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(ct);
        return await Office(services, drafter, async office => (await office.GetRequiredService<DraftingDesk>().FromText(text, sample, ct)).Id, ct);
    }

    private static Task ConfirmAll(IServiceProvider services, string drafter, Guid id, Action<ClauseContent> detail, CancellationToken ct) => Office(services, drafter, async office =>
    {
        var store = office.GetRequiredService<AgreementStore>();
        var desk = office.GetRequiredService<ConfirmingDesk>();
        foreach (var clause in await store.Clauses(id, ct))
        {
            var content = clause.Content.Copy();
            detail(content);
            await desk.Confirm(id, clause.Id, clause.Version, content, ct);
        }

        foreach (var target in await store.Targets(id, ct))
            if (!target.IsExample) await desk.DecideTarget(id, target.Id, ClauseState.Confirmed, target.Indicator, target.Comparator, target.Value, ct);
        foreach (var finding in await store.Findings(id, ct))
            if (finding.Severity != "info")
                await desk.HandleFinding(id, finding.Id, finding.Code switch
                {
                    "expired" => "作为历史版本录入，另行续签",
                    "target-far-from-baseline" => "按本县自测口径执行，口径写入指标定义，年度会议复核",
                    _ => "已与对方商定，续签时补充"
                }, ct);
    }, ct);

    /// <summary>Parties and period are as they were read, or proposed for a renewal.</summary>
    private static Task ConfirmFacts(IServiceProvider services, string drafter, Guid id, CancellationToken ct) => Office(services, drafter, async office =>
    {
        var agreement = await office.GetRequiredService<AgreementStore>().Read(id, ct);
        var desk = office.GetRequiredService<FactsDesk>();
        foreach (var party in agreement.Parties)
            if (party.Confirmation.IsAwaited) await desk.ConfirmParty(id, party.Id, party.Confirmation.Version, null, ct);
        if (agreement.FactsConfirmation.IsAwaited) await desk.ConfirmFacts(id, agreement.FactsConfirmation.Version, ct);
    }, ct);

    private static async Task SealOnPaper(IServiceProvider services, string drafter, Guid id, DateOnly lastDay, CancellationToken ct)
    {
        await ConfirmFacts(services, drafter, id, ct);
        await Office(services, drafter, office => office.GetRequiredService<SealingDesk>().Circulate(id, null, ct), ct);
        var signing = await Office(services, drafter, async office =>
            (await office.GetRequiredService<AgreementStore>().Read(id, ct)).Parties.Where(party => party.Seals).Select(party => party.Name).ToList(), ct);
        foreach (var name in signing)
            await Office(services, name, office => office.GetRequiredService<SealingDesk>().Agree(id, null, ct), ct);
        foreach (var name in signing)
            await Office(services, name, async office =>
            {
                using var scan = new MemoryStream(Encoding.ASCII.GetBytes(ScanPdf));
                var file = await office.GetRequiredService<FileStore>().Save(scan, "盖章页.pdf", [FileKind.Pdf], 1 << 20, ct);
                var agreement = await office.GetRequiredService<AgreementStore>().Read(id, ct);
                await office.GetRequiredService<SealingDesk>().Seal(id, agreement.DocumentHash!, (file.Id, name == signing[0] ? lastDay.AddDays(-3) : lastDay), ct);
            }, ct);
    }

    private static Task Office(IServiceProvider services, string organization, Func<IServiceProvider, Task> act, CancellationToken ct) =>
        As(services, organization, Role.ConsortiumOffice, async part => { await act(part); return true; }, ct);

    private static Task<T> Office<T>(IServiceProvider services, string organization, Func<IServiceProvider, Task<T>> act, CancellationToken ct) =>
        As(services, organization, Role.ConsortiumOffice, act, ct);

    private static async Task<T> As<T>(IServiceProvider services, string organization, string role, Func<IServiceProvider, Task<T>> act, CancellationToken ct)
    {
        var house = (await services.GetRequiredService<IDirectory>().FindByName(organization, ct))!;
        var person = (await services.GetRequiredService<IAccounts>().In(house.Id, role, ct))[0];
        var user = new CurrentUser(person.Id, person.DisplayName, house.Id, house.Name, new HashSet<string> { role });
        return await services.GetRequiredService<IServiceScopeFactory>().As(user, act);
    }

    private const string ScanPdf = """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
        4 0 obj<</Length 78>>stream
        BT /F1 24 Tf 90 420 Td (Demonstration: scan of the sealed page) Tj ET
        endstream endobj
        trailer<</Root 1 0 R>>
        %%EOF
        """;
}
