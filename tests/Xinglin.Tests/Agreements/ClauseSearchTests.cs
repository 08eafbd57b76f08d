using Xinglin.Agreements.Contract;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

public class ClauseSearchTests
{
    [Theory, EveryDatabase]
    public async Task A_clause_in_force_is_found_by_its_kind_or_words_and_by_its_parties_only(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member, stranger) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"), await Agreed.House(app, "区医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方为胸痛患者开设绿色通道。"));

        foreach (var text in (string[])["转诊绿色通道", "ZZLS", "胸痛患者"])
        {
            Assert.NotEmpty((await app.Client(member.Office).Page($"/search?q={text}")).QuerySelectorAll($"a[href^='/agreements/{id}/clauses#clause-']"));
            Assert.Empty((await app.Client(stranger.Office).Page($"/search?q={text}")).QuerySelectorAll($"a[href^='/agreements/{id}/']"));
        }
    }
}
