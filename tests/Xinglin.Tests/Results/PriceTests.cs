using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class PriceTests
{
    [Theory, EveryDatabase]
    public async Task A_price_list_is_downloaded_filled_in_and_taken_from_its_day_on(Engine engine)
    {
        var (app, house, _) = await Lab.One(engine);
        var (keeper, today) = (house.Person(Role.MedicalAffairs), app.Time.Today());
        await Desk(app, keeper, async desk => { await desk.Set("血常规", 20, "旧目录", today.AddYears(-1)); return 0; });
        var file = await app.Client(keeper).GetStringAsync("/results/prices.csv");
        Assert.Contains("血常规,,20.00", file);
        Assert.Contains("CT-CHEST,胸部CT平扫,", file);

        var filled = file.Replace("血常规,,20.00", "血常规,,25.50", StringComparison.Ordinal).Replace("CT-CHEST,胸部CT平扫,", "胸部CT平扫,,\"1,200\"", StringComparison.Ordinal);
        Assert.Equal(2, await Desk(app, keeper, desk => desk.Import(Table(filled), "价格.csv", "云价〔2026〕1号", today)));
        var (prices, total) = await Desk(app, keeper, desk => desk.List("血常规", 1, 50));
        Assert.Equal([(25.5m, PriceState.Current), (20m, PriceState.Past)], prices.Select(line => (line.Price.Yuan, line.State)));
        Assert.Equal(2, total);
        Assert.Equal(1200m, Assert.Single((await Desk(app, keeper, desk => desk.List("CT-CHEST", 1, 50))).Page).Price.Yuan);
        await Desk(app, keeper, desk => desk.Import(Table("项目,价格\n血常规,30\n"), "价格.csv", "云价〔2027〕1号", today.AddDays(30)));
        Assert.Equal([PriceState.ToCome, PriceState.Current, PriceState.Past], (await Desk(app, keeper, desk => desk.List("血常规", 1, 50))).Page.Select(line => line.State));
    }

    [Theory, EveryDatabase]
    public async Task A_list_with_a_fault_is_not_taken_at_all(Engine engine)
    {
        var (app, house, _) = await Lab.One(engine);
        var (keeper, today) = (house.Person(Role.MedicalAffairs), app.Time.Today());
        const string rows = "项目,价格\n血常规,20\n没有这一项,5\n血脂,二十\n血糖,-1\n肝功能,1.234\n血常规,21\n尿常规,\n";
        var preview = await Desk(app, keeper, desk => desk.Preview(Table(rows), "价格.csv"));
        Assert.Equal([0, 1, 1, 1, 1, 1, 0], preview.Select(row => row.Faults.Count));
        var refused = await Assert.ThrowsAsync<Refused>(() => Desk(app, keeper, desk => desk.Import(Table(rows), "价格.csv", "目录", today)));
        Assert.Contains("有 5 行", refused.Message);
        Assert.Equal("result.price-invalid", (await Assert.ThrowsAsync<Refused>(() => Desk(app, keeper, desk => desk.Import(Table("项目,价格\n血常规,20\n"), "价格.csv", " ", today)))).Code);
        Assert.Equal("result.price-empty", (await Assert.ThrowsAsync<Refused>(() => Desk(app, keeper, desk => desk.Import(Table("项目,价格\n血常规,\n"), "价格.csv", "目录", today)))).Code);
        Assert.Equal(0, (await Desk(app, keeper, desk => desk.List(null, 1, 50))).Total);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client(house.Person(Role.Physician)).GetAsync("/results/prices.csv")).StatusCode);
    }

    [Fact]
    public async Task The_page_takes_one_price_by_its_name_and_says_what_is_wrong()
    {
        var (app, house, _) = await Lab.One(Engine.Sqlite);
        var client = app.Client(house.Person(Role.MedicalAffairs));
        async Task<string> Refusal(params (string, string)[] typed) => (await (await client.Submit("/results/prices", "price", typed)).Document()).QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("不是数字", await Refusal(("Form.Subject", "血常规"), ("Form.Price", "二十"), ("Form.Source", "目录")));
        Assert.Contains("没有“没有的项目”", await Refusal(("Form.Subject", "没有的项目"), ("Form.Price", "20"), ("Form.Source", "目录")));
        Assert.Contains("依据", await Refusal(("Form.Subject", "血常规"), ("Form.Price", "20")));
        (await client.Submit("/results/prices", "price", ("Form.Subject", "胸部CT平扫"), ("Form.Price", "220"), ("Form.Source", "目录"))).RedirectsTo();
        Assert.Contains("220.00", (await client.Page("/results/prices?q=CT-CHEST")).QuerySelector("main")!.TextContent);
    }

    private static MemoryStream Table(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Task<T> Desk<T>(TestApp app, CurrentUser user, Func<PriceDesk, Task<T>> act) => app.As(user, services => act(services.GetRequiredService<PriceDesk>()));
}
