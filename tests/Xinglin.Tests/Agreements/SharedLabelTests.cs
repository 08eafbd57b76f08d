using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Reading;
using Xinglin.Platform;
using Xinglin.Tests.Agreements.Reading;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>Several parties go by one label, and clauses name them by it, by their own names or by a word for all.</summary>
public class SharedLabelTests
{
    [Theory, EveryDatabase]
    public async Task Every_sample_between_two_or_more_parties_becomes_a_draft(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var lead = await Agreed.House(app, "市中医院");
        var shared = 0;
        foreach (var file in System.IO.Directory.EnumerateFiles(RepositoryFiles.Samples).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Order())
        {
            var name = Path.GetFileName(file);
            if (name == "README.md") continue;
            var text = DocumentText.From(await File.ReadAllBytesAsync(file), name).Text;
            var read = AgreementReader.Read(text, app.Time.Today());
            if (read.Parties.Count < 2) continue;

            var draft = await app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>().FromText(text, name));

            Assert.Equal(read.Parties.Select(party => (party.Label, party.Name)), draft.Parties.OrderBy(party => party.Position).Select(party => (party.Label, party.Name)));
            Assert.All(read.Parties, party => Assert.Equal(read.Parties.Count(other => other.Label == party.Label), draft.PartiesNamed(party.Label).Count));
            if (read.Parties.DistinctBy(party => party.Label).Count() < read.Parties.Count) shared++;
        }

        Assert.True(shared >= 10, $"Only {shared} samples have parties that share a label.");
    }

    [Theory, EveryDatabase]
    public async Task A_clause_by_a_shared_label_binds_all_who_bear_it_and_one_by_a_name_that_house_alone(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, first, second) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "东镇卫生院"), await Agreed.House(app, "西镇卫生院"));
        var id = await app.As(lead.Office, async services =>
        {
            var draft = await services.GetRequiredService<DraftingDesk>().Blank("合作协议", ConsortiumForm.CooperationAgreement);
            var facts = services.GetRequiredService<FactsDesk>();
            await facts.Describe(draft.Id, null, "合作协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, null, null);
            await facts.SaveParty(draft.Id, null, "甲方", PartyRole.Lead, "", lead.Id);
            await facts.SaveParty(draft.Id, null, "乙方", PartyRole.Member, "", first.Id);
            await facts.SaveParty(draft.Id, null, "乙方", PartyRole.Member, "", second.Id);
            var confirming = services.GetRequiredService<ConfirmingDesk>();
            await confirming.Type(draft.Id, "1.1", Agreed.Clause(ClauseKinds.GreenChannel, "乙方", "乙方开设绿色通道。"));
            await confirming.Type(draft.Id, "1.2", Agreed.Clause(ClauseKinds.ResultRecognition, second.Name, "西镇卫生院认可检验结果。"));
            return draft.Id;
        });
        var form = await app.Client(lead.Office).Page($"/agreements/{id}/clauses/new");
        Assert.Equal(["甲方", "乙方", first.Name, second.Name, "各方", "各成员单位"], form.QuerySelectorAll("input[name='Form.Bearers']").Select(box => box.GetAttribute("value")));
        await Agreed.Close(app, id, lead, [lead, first, second], Agreed.SealedOn);

        Assert.All([first, second], house => app.Granted(house, lead, ClauseKinds.GreenChannel, app.Time.Today()));
        app.Granted(second, lead, ClauseKinds.ResultRecognition, app.Time.Today());
        app.Refused(first, lead, ClauseKinds.ResultRecognition, app.Time.Today());
    }

    [Theory, EveryDatabase]
    public async Task Every_word_for_several_parties_that_the_reader_writes_finds_them(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, first, second) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "东镇卫生院"), await Agreed.House(app, "西镇卫生院"));
        var id = await Agreed.Draft(app, lead, [first, second], Agreed.ThreeYears, Agreed.DecemberPlan);
        var draft = await app.As(lead.Office, services => services.GetRequiredService<AgreementStore>().Read(id));

        Assert.All(CollectiveWords.Groups, word => Assert.Equal(word.Contains("成员") && word != "各成员" ? 2 : 3, draft.PartiesNamed(word).Count));
        Assert.All(CollectiveWords.Roles.Except(["理事会", "管委会"]), word => Assert.NotEmpty(draft.PartiesNamed(word)));
        Assert.Empty(draft.PartiesNamed("理事会"));
    }

    [Theory, EveryDatabase]
    public async Task A_house_is_no_party_twice_and_every_party_has_a_label(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.Draft(app, lead, [member], Agreed.ThreeYears, Agreed.DecemberPlan);
        var party = (await app.As(lead.Office, services => services.GetRequiredService<AgreementStore>().Read(id))).PartyOf(member.Id)!;
        async Task<string> Refusal(Guid? partyId, string label, Guid organization) => (await Assert.ThrowsAsync<Refused>(() => app.As(lead.Office, services =>
            services.GetRequiredService<FactsDesk>().SaveParty(id, partyId, label, PartyRole.Member, "", organization)))).Code;

        Assert.Equal("agreement.party-twice", await Refusal(null, "丙方", member.Id));
        Assert.Equal("agreement.party-invalid", await Refusal(party.Id, " ", member.Id));
    }
}
