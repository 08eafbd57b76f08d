using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Duties;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

public class AgreementSearchTests
{
    [Theory, EveryDatabase]
    public async Task An_agreement_is_found_by_the_initials_of_a_party_also_one_that_was_indexed_without_them(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "清河县人民医院"), await Agreed.House(app, "青石县中医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var initials = Pinyin.Initials(member.Name);

        Assert.Contains($"/agreements/{id}", await Found(app, lead.Office, initials));
        Assert.DoesNotContain($"/agreements/{id}", await Found(app, (await Agreed.House(app, "外院")).Office, initials));

        await app.As(lead.Office, services => services.GetRequiredService<XinglinDb>().Set<Agreement>().Where(each => each.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.SearchText, $"xl\n{member.Name}")));
        Assert.DoesNotContain($"/agreements/{id}", await Found(app, lead.Office, initials));
        await app.As(CurrentUser.Program("测试"), services => new AgreementInitials().Run(services, default));
        Assert.Contains($"/agreements/{id}", await Found(app, lead.Office, initials));
    }

    [Theory, EveryDatabase]
    public async Task An_issued_statement_is_found_by_its_number_by_the_parties_alone(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member, stranger) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"), await Agreed.House(app, "外院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var (statement, number) = await app.As(lead.Office, async services =>
        {
            var desk = services.GetRequiredService<StatementDesk>();
            var issued = await desk.Issue(id, Agreed.SealedOn, Agreed.SealedOn.AddMonths(9));
            return (issued, (await desk.IssuedFor(id))[0].Number);
        });

        Assert.Contains($"/statements/{statement}", await Found(app, member.Person(Role.Physician), number.ToLowerInvariant()));
        Assert.DoesNotContain($"/statements/{statement}", await Found(app, stranger.Office, number));
    }

    private static async Task<List<string?>> Found(TestApp app, CurrentUser user, string text) =>
        [.. (await app.Client(user).Page($"/search?q={Uri.EscapeDataString(text)}")).QuerySelectorAll("#hits a").Select(link => link.GetAttribute("href"))];
}
