using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>What is agreed to and sealed is the text that was sent, whatever becomes of words and rows afterwards.</summary>
public class DocumentTests
{
    [Theory, EveryDatabase]
    public async Task A_kind_that_has_another_name_today_leaves_the_sealed_text_and_its_hash_alone(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var sent = (await Document(app, lead, id)).Text;
        // The day it was sent, the program still called the kind something else.
        var old = sent.Replace(ClauseKinds.Of(ClauseKinds.AnnualPlan).Name, "年度学习计划", StringComparison.Ordinal);
        Assert.NotEqual(sent, old);
        await Rewrite(app, id, old);

        var document = await Document(app, member, id);

        Assert.Equal(old, document.Text);
        Assert.Equal((true, true, true), (document.IsClosed, document.IsIntact, document.ClausesMatch));
        var answer = await app.Client(member.Office).GetFromJsonAsync<JsonElement>($"/api/agreements/{id}/document");
        Assert.Equal((Sha256.Of(old), true), (answer.GetProperty("hash").GetString(), answer.GetProperty("closed").GetBoolean()));
    }

    [Theory, EveryDatabase]
    public async Task A_clause_changed_behind_the_sealed_text_shows(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        await Direct(app, async db =>
        {
            var clause = await db.Set<Clause>().SingleAsync(each => each.AgreementId == id);
            clause.Content.DueBy = "06-30";
            db.Entry(clause).Property(each => each.Content).IsModified = true;
        });

        var document = await Document(app, lead, id);
        Assert.Equal((true, false), (document.IsIntact, document.ClausesMatch));
        Assert.Contains("12-31", document.Text);
        Assert.Contains("条款数据与文本不一致", (await app.Client(lead.Office).Page($"/agreements/{id}/document")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_word_changed_in_the_kept_text_shows(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        await Direct(app, db => db.Set<AgreementText>().Where(text => text.AgreementId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(text => text.Text, text => text.Text + "另有约定。")));

        var document = await Document(app, lead, id);
        Assert.Equal((false, true), (document.IsIntact, document.ClausesMatch));
    }

    [Theory, EveryDatabase]
    public async Task Every_text_that_was_sent_is_kept(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await app.As(lead.Office, async services =>
        {
            var draft = await services.GetRequiredService<DraftingDesk>().Blank("合作协议", ConsortiumForm.CooperationAgreement);
            var facts = services.GetRequiredService<FactsDesk>();
            await facts.Describe(draft.Id, null, "合作协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, 4, 2);
            await facts.SaveParty(draft.Id, null, "甲方", PartyRole.Lead, "", lead.Id);
            await facts.SaveParty(draft.Id, null, "乙方", PartyRole.Member, "", member.Id);
            await services.GetRequiredService<ConfirmingDesk>().Type(draft.Id, "1.1", Agreed.DecemberPlan);
            var sealing = services.GetRequiredService<SealingDesk>();
            foreach (var copies in (int[])[2, 2, 4])
            {
                await sealing.Circulate(draft.Id, null);
                await sealing.Recall(draft.Id, null);
                await facts.Describe(draft.Id, null, "合作协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, copies, 1);
            }

            await sealing.Circulate(draft.Id, null);
            return draft.Id;
        });

        var kept = await app.As(lead.Office, services => services.GetRequiredService<XinglinDb>().Set<AgreementText>()
            .Where(text => text.AgreementId == id).Select(text => text.Sha256).ToListAsync());

        Assert.Equal(3, kept.Count);
        Assert.Contains((await Document(app, member, id)).Sha256, kept);
    }

    [Theory, EveryDatabase]
    public async Task The_policy_documents_of_the_text_are_kept_shown_corrected_sealed_and_carried_on(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var text = $"""
            医联体合作协议

            根据《关于推进医疗联合体建设和发展的指导意见》（国办发〔2017〕32号）和鲁政办发（2017）51号文件，双方签订本协议。
            甲方（牵头单位）：{lead.Name}
            乙方（成员单位）：{member.Name}

            一、职责
            1. 乙方于每年12月底前上报下一年度进修计划。

            二、其他
            1. 本协议自双方盖章之日起生效，有效期三年。
            """;
        var id = await app.As(lead.Office, async services => (await services.GetRequiredService<DraftingDesk>().FromText(text, "协议.txt")).Id);
        var (client, facts) = (app.Client(lead.Office), $"/agreements/{id}/facts");
        Assert.Contains("国办发〔2017〕32号、鲁政办发〔2017〕51号", (await client.Page($"/agreements/{id}")).QuerySelector("main")!.TextContent);

        var tooLong = await (await client.Submit(facts, "facts", ("Form.Bases", new string('文', 61)))).Document();
        Assert.Contains("每个政策依据不超过 60 字", tooLong.QuerySelector(".note-danger")!.TextContent);
        (await client.Submit(facts, "facts", ("Form.Bases", "国办发〔2017〕32号\r\n\r\n国卫医发〔2020〕13号"))).RedirectsTo();
        Assert.Contains("依据：国办发〔2017〕32号、国卫医发〔2020〕13号\n", (await Document(app, lead, id)).Text);

        await app.As(lead.Office, async services =>
        {
            foreach (var clause in await services.GetRequiredService<AgreementStore>().Clauses(id))
                await services.GetRequiredService<ConfirmingDesk>().Confirm(id, clause.Id, clause.Version, clause.Content.Copy());
        });
        await Agreed.Close(app, id, lead, [lead, member], Agreed.SealedOn);
        var next = await app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Renew));
        Assert.Equal(["国办发〔2017〕32号", "国卫医发〔2020〕13号"], next.Bases);
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/agreements/{id}");
        Assert.Equal(next.Bases, answer.GetProperty("bases").EnumerateArray().Select(basis => basis.GetString()!));
    }

    private static Task<AgreementDocumentView> Document(TestApp app, House house, Guid id) => app.As(house.Office, async services =>
    {
        var store = services.GetRequiredService<AgreementStore>();
        return await store.Document(await store.Read(id));
    });

    private static Task Rewrite(TestApp app, Guid id, string text) => Direct(app, async db =>
    {
        await db.Set<AgreementText>().Where(each => each.AgreementId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.Text, text).SetProperty(each => each.Sha256, Sha256.Of(text)));
        await db.Set<Agreement>().Where(each => each.Id == id).ExecuteUpdateAsync(set => set.SetProperty(each => each.DocumentHash, Sha256.Of(text)));
    });

    /// <summary>Past the desks, as somebody with the database at hand could.</summary>
    private static Task Direct(TestApp app, Func<XinglinDb, Task> act) => app.As(CurrentUser.Program("测试"), async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        await act(db);
        await db.SaveChangesAsync();
    });
}
