using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Results;
using Xinglin.Results.Items;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class ItemEditionTests
{
    private static readonly Item Glucose = BuiltInItems.All.Single(item => item.Code == "BIO-GLU");

    [Theory, EveryDatabase]
    public async Task A_table_holds_when_another_person_has_reviewed_it_and_each_item_keeps_its_history(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var (technician, office) = (Lab.Technician(house), house.Office);
        var first = await Propose(app, technician, "九月.csv", Glucose with { Unit = "mg/dL", Conversions = [] }, Glucose with { Code = "BIO-NEW", Name = "新项目", Loinc = null, Aliases = ["NEWONE"] });
        Assert.Equal((1, 2, ReviewState.Proposed), (first.Number, first.Changes, first.State));
        Assert.Equal("mmol/L", (await Find(app, "BIO-GLU"))!.Unit);

        var own = await Refusal(app, technician, desk => desk.Approve(first.Id, first.Version));
        Assert.Equal((RefusalKind.Forbidden, "result.items-own"), (own.Kind, own.Code));
        await Act(app, office, desk => desk.Approve(first.Id, first.Version));
        Assert.Equal("mg/dL", (await Find(app, "BIO-GLU"))!.Unit);
        Assert.Equal("新项目", (await Find(app, "BIO-NEW"))!.Name);
        Assert.Equal("result.items-decided", (await Refusal(app, office, desk => desk.Approve(first.Id, null))).Code);

        var second = await Propose(app, office, "十月.csv", Glucose);
        await Act(app, technician, desk => desk.Approve(second.Id, second.Version));
        var history = await app.As(technician, services => services.GetRequiredService<ItemDesk>().History("BIO-GLU"));
        Assert.Equal([2, 1], history.Select(each => each.Edition.Number));
        Assert.Contains(("单位", "mg/dL", "mmol/L"), history[0].Change.Differences());
        Assert.Equal(["换算", "单位"], history[1].Change.Differences().Select(each => each.Heading).OrderDescending());
        Assert.Single((await Act(app, technician, desk => desk.History("BIO-NEW"))));
    }

    [Theory, EveryDatabase]
    public async Task What_was_overtaken_returned_or_says_nothing_new_changes_nothing(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var (technician, office) = (Lab.Technician(house), house.Office);
        Assert.Equal("result.items-same", (await Refusal(app, technician, desk => desk.Propose(Table(Glucose), "同.csv"))).Code);

        var early = await Propose(app, technician, "甲.csv", Glucose with { Method = "方法甲" });
        var late = await Propose(app, technician, "乙.csv", Glucose with { Method = "方法乙" });
        await Act(app, office, desk => desk.Approve(late.Id, null));
        var overtaken = await Refusal(app, office, desk => desk.Approve(early.Id, null));
        Assert.Equal("result.items-overtaken", overtaken.Code);
        Assert.Contains("BIO-GLU", overtaken.Message);

        Assert.Equal("result.reason-missing", (await Refusal(app, office, desk => desk.Reject(early.Id, null, " "))).Code);
        await Act(app, office, desk => desk.Reject(early.Id, null, "已由乙表更改"));
        Assert.Equal("result.items-decided", (await Refusal(app, office, desk => desk.Approve(early.Id, null))).Code);
        Assert.Equal("方法乙", (await Find(app, "BIO-GLU"))!.Method);
        Assert.Equal([2], (await Act(app, technician, desk => desk.History("BIO-GLU"))).Select(each => each.Edition.Number));
    }

    [Theory, EveryDatabase]
    public async Task It_goes_over_the_pages_and_only_keepers_act(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var table = Bytes(Glucose with { Name = "血葡萄糖" });
        var laboratory = app.Client(Lab.Technician(house));
        var sent = await laboratory.Upload("/results/items", "items", "Form.File", "改名.csv", table, ("decision", "hand-in"));
        var address = sent.RedirectsTo();
        Assert.StartsWith("/results/items/editions/", address);
        Assert.Contains("请另一人审核", (await laboratory.Page(address)).Body!.TextContent);

        var doctor = app.Client(house.Person(Role.Physician));
        Assert.DoesNotContain("审核通过并生效", (await doctor.Page(address)).Body!.TextContent);
        var office = app.Client(house.Office);
        Assert.Contains("项目名称：葡萄糖 → 血葡萄糖", System.Text.RegularExpressions.Regex.Replace((await office.Page(address)).Body!.TextContent, "\\s+", " "));
        Assert.Contains("第 1 版等待审核", (await office.Page("/notices")).Body!.TextContent);
        Assert.Equal(address, (await office.Submit(address, "review", ("decision", "approve"))).RedirectsTo());
        Assert.Contains("血葡萄糖", (await doctor.Page("/results/items/BIO-GLU")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await doctor.GetAsync("/results/items/NONE")).StatusCode);
    }

    private static MemoryStream Table(params Item[] items) => new(Bytes(items));

    private static byte[] Bytes(params Item[] items) => Encoding.UTF8.GetBytes(string.Join('\n', items.Select(item => string.Join(',', ItemRow.Write(item).Select(cell => $"\"{cell}\""))).Prepend(string.Join(',', ItemRow.Columns.Select(column => column.Heading)))));

    private static Task<ItemEdition> Propose(TestApp app, CurrentUser user, string file, params Item[] items) => Act(app, user, desk => desk.Propose(Table(items), file));

    private static Task<Item?> Find(TestApp app, string code) => app.As(CurrentUser.Program("测试"), async services => (await services.GetRequiredService<ItemDictionary>().Items()).Find(code));

    private static Task<T> Act<T>(TestApp app, CurrentUser user, Func<ItemDesk, Task<T>> act) => app.As(user, services => act(services.GetRequiredService<ItemDesk>()));

    private static Task Act(TestApp app, CurrentUser user, Func<ItemDesk, Task> act) => app.As(user, services => act(services.GetRequiredService<ItemDesk>()));

    private static Task<Refused> Refusal(TestApp app, CurrentUser user, Func<ItemDesk, Task> act) => Assert.ThrowsAsync<Refused>(() => Act(app, user, act));
}
