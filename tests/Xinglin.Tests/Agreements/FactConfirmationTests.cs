using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>Parties, period, copies and bases as they were read drive no clock before a person of the drafting office has confirmed them.</summary>
public class FactConfirmationTests
{
    private const string Text = """
        医联体合作协议

        根据国办发〔2017〕32号文件，双方签订本协议。
        甲方（牵头单位）：{甲}
        乙方（成员单位）：{乙}

        一、甲方职责
        1. 甲方每季度派专家到乙方坐诊一次。

        二、其他
        1. 本协议自双方盖章之日起生效，有效期三年。任何一方提前三个月书面通知对方可以解除协议。
        2. 本协议一式四份，双方各执两份。
        """;

    [Theory, EveryDatabase]
    public async Task What_was_read_is_named_until_it_is_confirmed_and_only_then_goes_to_the_parties(Engine engine)
    {
        var (app, lead, member, id) = await Draft(engine);
        var draft = await Read(app, lead, id);
        string[] all = [$"甲方（{lead.Name}）", $"乙方（{member.Name}）", "期限、份数与依据"];
        Assert.Equal(all, draft.UnconfirmedFacts);

        var refused = await Refusal(app, lead.Office, services => services.GetRequiredService<SealingDesk>().Circulate(id, null));
        Assert.Equal("agreement.not-ready", refused.Code);
        Assert.Contains($"{string.Join("、", all)}还没有确认，请在“核对条款”页确认", refused.Message);
        Assert.Contains("还没有确认", await Forbids(app, lead, id));
        Assert.Contains("还有 3 项签约方与期限", await Overview(app, lead, id));
        Assert.Contains("还有 3 项签约方与期限", await Work(app, lead));

        await Agreed.ConfirmFacts(app, id, lead);
        var confirmed = await Read(app, lead, id);
        Assert.All([confirmed.FactsConfirmation, .. confirmed.Parties.Select(party => party.Confirmation)],
            each => Assert.Equal((lead.Office.Name, ClauseState.Confirmed, 1), (each.By, each.State, each.Version)));
        Assert.Null(await Forbids(app, lead, id));
        Assert.Contains("送各方确认", await Work(app, lead));
        await Agreed.Close(app, id, lead, [lead, member], Agreed.SealedOn);
        Assert.Equal(AgreementState.InForce, (await Read(app, lead, id)).State);
    }

    [Theory, EveryDatabase]
    public async Task On_the_page_each_card_shows_its_passage_and_is_confirmed_in_its_place(Engine engine)
    {
        var (app, lead, _, id) = await Draft(engine);
        var (client, address) = (app.Client(lead.Office), $"/agreements/{id}/confirm");
        var page = await client.Page(address);
        var party = (await Read(app, lead, id)).PartyOf(lead.Id)!;

        Assert.Equal(lead.Name, page.QuerySelector($"#s-p-{party.Id} ~ mark")!.TextContent);
        Assert.Contains("待确认", page.QuerySelector($"#p-{party.Id} header")!.TextContent);
        Assert.All(page.QuerySelectorAll(".candidate a[href^='#s-']"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
        Assert.Contains("原文中没有读到", page.QuerySelectorAll("#facts .fact").Single(fact => fact.QuerySelector("dt")!.TextContent == "余后义务").TextContent);
        Assert.Contains("签约方与期限 0 / 3 项", page.QuerySelector(".confirm-progress")!.TextContent);

        Assert.Equal(address, (await client.Submit(page, address, $"party-confirmed-{party.Id}")).RedirectsTo());
        Assert.Equal(address, (await client.Submit(await client.Page(address), address, "facts-confirmed")).RedirectsTo());

        var after = await client.Page(address);
        Assert.Contains("签约方与期限 2 / 3 项", after.QuerySelector(".confirm-progress")!.TextContent);
        Assert.All([$"#p-{party.Id}", "#facts"], card => Assert.Contains($"{lead.Office.Name} · ", after.QuerySelector(card)!.TextContent));
        Assert.Equal(["agreement.facts-confirmed", "agreement.party-confirmed"], await Audited(app, lead, id, "confirmed"));
    }

    [Theory, EveryDatabase]
    public async Task A_correction_on_the_facts_page_is_a_confirmation(Engine engine)
    {
        var (app, lead, member, id) = await Draft(engine);
        var (client, address) = (app.Client(lead.Office), $"/agreements/{id}/facts");
        var party = (await Read(app, lead, id)).PartyOf(member.Id)!;

        (await client.Submit(address, "facts", ("Form.Years", "5"))).RedirectsTo();
        (await client.Submit(await client.Page(address), address, $"party-{party.Id}", ("label", "受援方"), ("decision", "save"))).RedirectsTo();

        var corrected = await Read(app, lead, id);
        Assert.Equal([$"甲方（{lead.Name}）"], corrected.UnconfirmedFacts);
        Assert.Equal((5, "受援方", lead.Office.Name), (corrected.Period.Years, corrected.PartyOf(member.Id)!.Label, corrected.PartyOf(member.Id)!.Confirmation.By));
        Assert.Contains("已确认", (await client.Page(address)).QuerySelector($"#party-{party.Id}")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_confirm_the_same_fact_the_second_is_told_by_whom_and_different_facts_do_not_meet(Engine engine)
    {
        var (app, lead, member, id) = await Draft(engine);
        var (client, address) = (app.Client(lead.Office), $"/agreements/{id}/confirm");
        var draft = await Read(app, lead, id);
        var (own, theirs) = (draft.PartyOf(lead.Id)!.Id, draft.PartyOf(member.Id)!.Id);
        var seen = await client.Page(address);
        var facts = await client.Page($"/agreements/{id}/facts");

        (await client.Submit(seen, address, $"party-confirmed-{own}")).RedirectsTo();
        (await client.Submit(seen, address, $"party-confirmed-{theirs}")).RedirectsTo();
        (await client.Submit(seen, address, "facts-confirmed")).RedirectsTo();
        foreach (var form in (string[])[$"party-confirmed-{own}", "facts-confirmed"])
        {
            var second = await (await client.Submit(seen, address, form)).Document();
            Assert.Contains($"刚刚由{lead.Office.Name}处理过，您的操作没有保存", second.QuerySelector(".note-danger")!.TextContent);
        }

        var late = await (await client.Submit(facts, $"/agreements/{id}/facts", $"party-{own}", ("label", "丙方"), ("decision", "save"))).Document();
        Assert.Contains("刚刚由", late.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal("丙方", late.QuerySelector($"#party-{own} input[name=label]")!.GetAttribute("value"));
        Assert.Equal("甲方", (await Read(app, lead, id)).PartyOf(lead.Id)!.Label);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_confirm_the_same_party_at_once_are_kept_apart(Engine engine)
    {
        var (app, lead, _, id) = await Draft(engine);
        var party = (await Read(app, lead, id)).PartyOf(lead.Id)!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try
            {
                await app.As(lead.Office, services => services.GetRequiredService<FactsDesk>().ConfirmParty(id, party.Id, party.Confirmation.Version, null));
                return null;
            }
            catch (Refused refused)
            {
                return refused.Code;
            }
        }));

        Assert.Equal([null, "agreement.fact-overtaken", "agreement.fact-overtaken"], outcomes.Order());
    }

    [Theory, EveryDatabase]
    public async Task A_party_that_seals_is_confirmed_with_a_house_and_an_authority_without_one(Engine engine)
    {
        var (app, lead, _, id) = await Draft(engine, text => text.Replace("{乙}", "清河县第九人民医院", StringComparison.Ordinal)
            .Replace("\n\n一、", "\n监督方：清河县卫生健康局\n\n一、", StringComparison.Ordinal));
        var draft = await Read(app, lead, id);
        var (unknown, authority) = (draft.Parties.Single(party => party.Label == "乙方"), draft.Parties.Single(party => party.Role == PartyRole.Other));
        var (client, address) = (app.Client(lead.Office), $"/agreements/{id}/confirm");
        var house = await Agreed.House(app, "清河县第九医院");

        var refused = await (await client.Submit(await client.Page(address), address, $"party-confirmed-{unknown.Id}", ("organization", ""))).Document();
        Assert.Contains("还没有对应到机构通讯录中的机构，不能确认", refused.QuerySelector(".note-danger")!.TextContent);
        var nobody = await (await client.Submit(await client.Page(address), address, $"party-confirmed-{unknown.Id}", ("organization", "清河县没有的医院"))).Document();
        Assert.Contains("机构通讯录中没有“清河县没有的医院”", nobody.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal("清河县没有的医院", nobody.QuerySelector($"#p-{unknown.Id} input[name=organization]")!.GetAttribute("value"));
        (await client.Submit(await client.Page(address), address, $"party-confirmed-{unknown.Id}", ("organization", house.Name))).RedirectsTo();
        (await client.Submit(await client.Page(address), address, $"party-confirmed-{authority.Id}")).RedirectsTo();

        var after = await Read(app, lead, id);
        Assert.Equal([$"甲方（{lead.Name}）", "期限、份数与依据"], after.UnconfirmedFacts);
        Assert.Equal("清河县第九人民医院", after.PartyOf(house.Id)!.Name);
        Assert.DoesNotContain("机构通讯录", await Forbids(app, lead, id));
    }

    [Theory, EveryDatabase]
    public async Task Only_the_drafting_office_confirms_and_only_a_draft(Engine engine)
    {
        var (app, lead, member, id) = await Draft(engine);
        var stranger = await Agreed.House(app, "外院");
        var party = (await Read(app, lead, id)).PartyOf(lead.Id)!.Id;
        foreach (var (user, code) in new[] { (lead.Person(Role.Physician), "user.role-required"), (member.Office, "not-found"), (stranger.Office, "not-found") })
        {
            Assert.Equal(code, (await Refusal(app, user, services => services.GetRequiredService<FactsDesk>().ConfirmParty(id, party, 0, null))).Code);
            Assert.Equal(code, (await Refusal(app, user, services => services.GetRequiredService<FactsDesk>().ConfirmFacts(id, 0))).Code);
        }

        await Agreed.Close(app, id, lead, [lead, member], Agreed.SealedOn);
        Assert.Equal("agreement.not-a-draft", (await Refusal(app, lead.Office, services => services.GetRequiredService<FactsDesk>().ConfirmFacts(id, null))).Code);
    }

    [Theory, EveryDatabase]
    public async Task What_people_typed_or_chose_for_a_template_waits_for_nobody(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));

        var written = await app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>()
            .FromTemplate(AgreementTemplates.All[0], lead.Name, [member.Name], app.Time.Today(), 3));
        var typed = await app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>().Blank("合作协议", ConsortiumForm.CooperationAgreement));
        await app.As(lead.Office, services => services.GetRequiredService<FactsDesk>().SaveParty(typed.Id, null, "甲方", PartyRole.Lead, "", lead.Id));

        Assert.Empty(written.UnconfirmedFacts);
        Assert.All(written.Parties, party => Assert.Equal(lead.Office.Name, party.Confirmation.By));
        var draft = await Read(app, lead, typed.Id);
        Assert.Empty(draft.UnconfirmedFacts);
        Assert.Equal(lead.Office.Name, Assert.Single(draft.Parties).Confirmation.By);
    }

    [Theory, EveryDatabase]
    public async Task A_new_version_carries_on_what_is_unchanged_and_a_renewals_period_waits(Engine engine)
    {
        var (app, lead, member, id) = await Draft(engine);
        await Agreed.Close(app, id, lead, [lead, member], Agreed.SealedOn);

        var amended = await Asked.Next(app, id, AgreementAct.Amend, member, [lead, member], Agreed.SealedOn.AddDays(30), async (services, draft) =>
            Assert.Empty((await services.GetRequiredService<AgreementStore>().Read(draft)).UnconfirmedFacts));
        var renewal = await app.As(member.Office, services => services.GetRequiredService<DraftingDesk>().Succeed(amended, AgreementAct.Renew));

        Assert.Equal(["期限、份数与依据"], renewal.UnconfirmedFacts);
        Assert.All(renewal.Parties, party => Assert.Equal(lead.Office.Name, party.Confirmation.By));
    }

    [Theory, EveryDatabase]
    public async Task Before_confirmations_were_kept_what_was_sent_counts_as_confirmed_and_a_draft_waits_where_it_was_read(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var sent = await Read(app, lead, member, text => text);
        await Agreed.Close(app, sent, lead, [lead, member], Agreed.SealedOn);
        var read = await Read(app, lead, member, text => text);
        await Agreed.ConfirmFacts(app, read, lead);
        var typed = await Agreed.Draft(app, lead, [member], Agreed.ThreeYears, Agreed.DecemberPlan);
        await app.As(CurrentUser.Visitor, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await db.GetService<IMigrator>().MigrateAsync("ToldWhom");
            await db.Database.MigrateAsync();
        });

        Assert.Empty((await Read(app, lead, sent)).UnconfirmedFacts);
        Assert.Empty((await Read(app, lead, typed)).UnconfirmedFacts);
        Assert.Equal([$"甲方（{lead.Name}）", $"乙方（{member.Name}）", "期限、份数与依据"], (await Read(app, lead, read)).UnconfirmedFacts);
        var page = await app.Client(lead.Office).Page($"/agreements/{read}/confirm");
        Assert.Empty(page.QuerySelectorAll("#facts a[href^='#s-']"));
        Assert.DoesNotContain("原文中没有读到", page.QuerySelector("#facts")!.TextContent);
    }

    [Fact]
    public async Task The_cards_fit_the_screen_and_the_phone()
    {
        var (app, lead, _, id) = await Draft(Engine.Sqlite, text => text.Replace("{乙}", "清河县第九人民医院", StringComparison.Ordinal)
            .Replace("\n\n一、", "\n监督方：清河县卫生健康局\n\n一、", StringComparison.Ordinal));
        var own = (await Read(app, lead, id)).PartyOf(lead.Id)!;
        await app.As(lead.Office, services => services.GetRequiredService<FactsDesk>().ConfirmParty(id, own.Id, 0, null));

        await Screens.Check(app, lead.Office, $"/agreements/{id}/confirm", "agreement-facts-confirm");
        await Screens.Check(app, lead.Office, $"/agreements/{id}/facts", "agreement-facts");
    }

    private static async Task<(TestApp App, House Lead, House Member, Guid Id)> Draft(Engine engine, Func<string, string>? change = null)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        return (app, lead, member, await Read(app, lead, member, change ?? (text => text)));
    }

    /// <summary>Read from the text, every clause confirmed.</summary>
    private static Task<Guid> Read(TestApp app, House lead, House member, Func<string, string> change)
    {
        var text = change(Text).Replace("{甲}", lead.Name, StringComparison.Ordinal).Replace("{乙}", member.Name, StringComparison.Ordinal);
        return app.As(lead.Office, async services =>
        {
            var id = (await services.GetRequiredService<DraftingDesk>().FromText(text, "协议.txt")).Id;
            foreach (var clause in await services.GetRequiredService<AgreementStore>().Clauses(id))
                await services.GetRequiredService<ConfirmingDesk>().Confirm(id, clause.Id, clause.Version, clause.Content.Copy());
            return id;
        });
    }

    private static Task<Agreement> Read(TestApp app, House house, Guid id) =>
        app.As(house.Office, services => services.GetRequiredService<AgreementStore>().Read(id));

    /// <summary>Why the API says that it may not be circulated; null where it may.</summary>
    private static async Task<string?> Forbids(TestApp app, House house, Guid id) =>
        (await app.Client(house.Office).GetFromJsonAsync<List<AgreementActionResponse>>($"/api/agreements/{id}/actions"))!.Single(offer => offer.Act == "circulate").WhyNot;

    private static async Task<string> Overview(TestApp app, House house, Guid id) =>
        (await app.Client(house.Office).Page($"/agreements/{id}")).QuerySelector("main")!.TextContent;

    private static async Task<string> Work(TestApp app, House house) =>
        (await app.Client(house.Office).Page("/")).QuerySelector("main")!.TextContent;

    private static Task<List<string>> Audited(TestApp app, House house, Guid id, string ending) => app.As(house.Office, services =>
        services.GetRequiredService<XinglinDb>().Set<AuditEntry>().Where(entry => entry.SubjectId == id && entry.Action.EndsWith(ending) && entry.Action != "agreement.clause-confirmed")
            .Select(entry => entry.Action).Order().ToListAsync());

    private static Task<Refused> Refusal(TestApp app, CurrentUser user, Func<IServiceProvider, Task> act) => Assert.ThrowsAsync<Refused>(() => app.As(user, act));
}
