using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Agreements.Reading;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>The real hospital agreement from its text to its renewal, at the desks.</summary>
public class AgreementJourneyTests
{
    [Theory, EveryDatabase]
    public async Task The_hospital_agreement_is_read_confirmed_sealed_found_expired_and_renewed(Engine engine)
    {
        if (RepositoryFiles.SharedAgreement("000_") is not { } file) { Assert.Skip("../shared/agreements is not beside the repository"); return; }
        await using var app = await TestApp.Fresh(engine);
        app.Time.TravelTo(new DateOnly(2026, 11, 22));
        var lead = await Named(app, "泰安市中医医院");
        var member = await Named(app, "新泰市人民医院");

        var id = await app.As(lead.Office, async services =>
            (await services.GetRequiredService<DraftingDesk>().FromText(await File.ReadAllTextAsync(file), Path.GetFileName(file))).Id);
        await Decide(app, lead, id);
        await Agreed.Close(app, id, lead, [lead, member], new DateOnly(2022, 9, 6));

        var expired = await Read(app, member, id);
        Assert.Equal(AgreementState.Expired, expired.State);
        Assert.Equal((new DateOnly(2022, 9, 6), new DateOnly(2025, 9, 30), new DateOnly(2025, 9, 1)), (expired.EffectiveFrom, expired.LastDay, expired.EarliestEnd));
        Assert.Equal([lead.Id, member.Id], expired.Parties.OrderBy(party => party.Position).Select(party => party.OrganizationId!.Value));

        var refusal = Assert.IsType<TermAnswer.NotGranted>(await Ask(app, lead, member, ClauseKinds.TwoWayReferral));
        Assert.Equal("term.ended", refusal.Code);
        Assert.Contains("第1.4.1条", refusal.By!.Source);

        var renewal = await app.As(lead.Office, async services => (await services.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Renew)).Id);
        await app.As(lead.Office, services => services.GetRequiredService<FactsDesk>().Describe(
            renewal, null, "医疗联合体合作协议（续签）", ConsortiumForm.CooperationAgreement, new AgreementPeriod { Years = 3 }, 4, 2));
        await Agreed.Close(app, renewal, lead, [lead, member], new DateOnly(2026, 11, 20));

        var granted = Assert.IsType<TermAnswer.Granted>(await Ask(app, lead, member, ClauseKinds.ResultRecognition));
        Assert.Equal(2, granted.Term.Version);
        Assert.Equal(["血常规", "尿常规", "心电图"], granted.Term.Parameters.Items);
        Assert.True(granted.Term.Parameters.ListIsOpen);
        Assert.NotNull(app.Terms().Pinned(granted.Term.ClauseId));
    }

    [Theory, EveryDatabase]
    public async Task A_renewal_carries_clauses_along_and_its_difference_is_told(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan, Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方开设绿色通道。"));
        var next = await app.As(member.Office, async services => (await services.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Amend)).Id);
        await app.As(member.Office, async services =>
        {
            var clause = (await services.GetRequiredService<AgreementStore>().Clauses(next)).Single(each => each.Content.Kind == ClauseKinds.AnnualPlan);
            var content = clause.Content.Copy();
            content.DueBy = "11-30";
            await services.GetRequiredService<ConfirmingDesk>().Confirm(next, clause.Id, clause.Version, content);
        });

        var changes = await app.As(member.Office, async services =>
        {
            var store = services.GetRequiredService<AgreementStore>();
            return AgreementDifference.Between(
                await store.Read(id), await store.Clauses(id), await store.Targets(id), await store.Read(next), await store.Clauses(next), await store.Targets(next),
                new Dictionary<Guid, Xinglin.Directory.Contract.OrganizationRef>());
        });

        var change = Assert.Single(changes);
        Assert.Equal(("第1.1条（年度进修与培训计划）", "修改"), (change.What, change.Kind));
        Assert.Contains("12-31", change.Before);
        Assert.Contains("11-30", change.After);
        var again = await Refusal(() => app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Renew)));
        Assert.Contains("已有一份后续版本", again.Message);
    }

    private static async Task Decide(TestApp app, House drafter, Guid id) => await app.As(drafter.Office, async services =>
    {
        var store = services.GetRequiredService<AgreementStore>();
        var desk = services.GetRequiredService<ConfirmingDesk>();
        Assert.Equal(22, (await store.Clauses(id)).Count);
        foreach (var clause in await store.Clauses(id))
        {
            var content = clause.Content.Copy();
            if (content.NeedsDetail) content.LeftOpen = "双方每年初商定";
            await desk.Confirm(id, clause.Id, clause.Version, content);
        }

        foreach (var finding in await store.Findings(id))
            if (finding.Severity == "error") await desk.HandleFinding(id, finding.Id, "作为历史版本录入，另行续签");
    });

    private static async Task<House> Named(TestApp app, string name)
    {
        var house = new House(Guid.CreateVersion7(), name);
        await app.As(house.Office, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            db.Add(new Xinglin.Directory.Organization(house.Id, name, name[..4], Xinglin.Directory.Contract.OrganizationKind.GeneralHospital, Xinglin.Directory.Contract.OrganizationLevel.Secondary));
            await db.SaveChangesAsync();
        });
        return house;
    }

    private static Task<Agreement> Read(TestApp app, House house, Guid id) =>
        app.As(house.Office, services => services.GetRequiredService<AgreementStore>().Read(id));

    private static async Task<TermAnswer> Ask(TestApp app, House bearer, House counterparty, string kind)
    {
        var terms = app.Terms();
        await terms.EnsureCurrent();
        return terms.Ask(bearer.Id, counterparty.Id, kind, app.Time.GetUtcNow());
    }

    private static Task<Refused> Refusal(Func<Task> act) => Assert.ThrowsAsync<Refused>(act);
}
