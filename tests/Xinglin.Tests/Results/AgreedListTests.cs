using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Support;
using static Xinglin.Tests.Results.OrderTests;

namespace Xinglin.Tests.Results;

/// <summary>What two sides add to an open list, many items at a time.</summary>
public class AgreedListTests
{
    [Theory, EveryDatabase]
    public async Task Many_are_put_to_the_other_side_and_answered_together(Engine engine)
    {
        var two = await Build(engine);
        var (office, other) = (two.Township.Person(Role.MedicalAffairs), two.Hospital.Person(Role.MedicalAffairs));
        var client = two.App.Client(office);
        var propose = $"/results/agreed/{two.Hospital.Id}?act=propose";
        Assert.Contains("没有勾选项目", await Refusal(await client.Submit(propose, "propose", ("Form.Reason", "质控同步"))));
        var refused = await (await client.Submit(propose, "propose", ("Form.Chosen", "电解质"))).Document();
        Assert.Contains("理由", refused.QuerySelector("[role=alert]")!.TextContent);
        Assert.True(refused.QuerySelector("#order-menu input[value='电解质']")!.HasAttribute("checked"));
        (await client.Submit(propose, "propose", ("Form.Chosen", "电解质"), ("Form.Reason", "质控同步"))).RedirectsTo();
        await Desk(two, office, desk => desk.Propose(two.Hospital.Id, ["血糖", "CT-CHEST"], false, two.App.Time.Today(), "质控同步"));
        Assert.Equal("result.list-open", (await Assert.ThrowsAsync<Refused>(() => Desk(two, other, desk => desk.Propose(two.Township.Id, ["血糖", "血脂"], false, two.App.Time.Today(), "质控同步")))).Code);

        var answering = two.App.Client(other);
        var address = $"/results/agreed/{two.Township.Id}";
        var boxes = (await answering.Page(address)).QuerySelectorAll("#to-answer input").Select(box => box.GetAttribute("value")!).ToList();
        Assert.Equal(3, boxes.Count);
        Assert.Contains("没有勾选项目", await Refusal(await answering.Submit(address, "answer", ("decision", "agree"))));
        (await answering.Submit(address, "answer", ("decision", "agree"), ("Form.Chosen", string.Join(',', boxes)))).RedirectsTo();
        var list = await Desk(two, office, desk => desk.With(two.Hospital.Id));
        Assert.Equal(["CT-CHEST", "电解质", "血糖"], list.Changes.Where(change => list.Holding.Contains(change.Id)).Select(change => change.Subject).Order(StringComparer.Ordinal));
        Assert.Contains("刚刚被其他人修改过", (await Assert.ThrowsAsync<Refused>(() => Desk(two, other, async desk => { await desk.Answer(Seen.Read(boxes), false); return 0; }))).Message);
        var told = await two.App.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.OrganizationId == two.Township.Id && notice.Key.StartsWith("result-list-answer") && notice.Role == Role.MedicalAffairs).Select(notice => notice.Title).ToListAsync());
        Assert.Contains("等 3 项", Assert.Single(told));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_else_sees_or_answers_it(Engine engine)
    {
        var two = await Build(engine);
        var office = two.Township.Person(Role.MedicalAffairs);
        var change = await Desk(two, office, desk => desk.Propose(two.Hospital.Id, "电解质", false, two.App.Time.Today(), "质控同步"));
        var stranger = (await Agreements.Agreed.House(two.App, "外县医院")).Person(Role.MedicalAffairs);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await two.App.Client(stranger).GetAsync($"/results/agreed/{two.Township.Id}")).StatusCode);
        foreach (var user in new[] { stranger, office, two.Hospital.Person(Role.Physician) })
            await Assert.ThrowsAsync<Refused>(() => Desk(two, user, async desk => { await desk.Answer(change.Id, null, true); return 0; }));
        Assert.Empty((await two.App.Client(two.Hospital.Person(Role.Physician)).Page($"/results/agreed/{two.Township.Id}?act=propose")).QuerySelectorAll("main form[method=post]"));
        Assert.Equal(ListChangeState.Proposed, Assert.Single((await Desk(two, office, desk => desk.With(two.Hospital.Id))).Changes).State);
    }

    private static async Task<string> Refusal(HttpResponseMessage answer) => (await answer.Document()).QuerySelector("[role=alert]")!.TextContent;

    private static Task<T> Desk<T>(Two two, CurrentUser user, Func<AgreedListDesk, Task<T>> act) => two.App.As(user, services => act(services.GetRequiredService<AgreedListDesk>()));
}
