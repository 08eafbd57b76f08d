using Microsoft.Playwright;
using Xinglin.Platform;
using Xinglin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Xinglin.Tests.Results;

public class ItemMenuTests
{
    [Fact]
    public async Task The_menu_narrows_to_what_is_typed_keeps_what_is_ticked_and_sends_it()
    {
        var (app, house, patient) = await Lab.One(Engine.Sqlite);
        var page = await Browser.Open(app, house.Person(Role.Physician), $"/results/orders/new?patient={patient}");
        await using var window = page.Context;
        ILocator Choice(string value) => page.Locator($"#order-menu input[value='{value}']");
        var search = page.GetByLabel("找组合或项目");
        await Expect(Choice("血常规")).ToBeVisibleAsync();
        await Expect(Choice("TUM-AFP")).ToBeHiddenAsync();

        await search.FillAsync("afp");
        await Choice("TUM-AFP").CheckAsync();
        await Expect(Choice("血常规")).ToBeHiddenAsync();
        await Screens.Check(page, "order-menu-found");
        await search.FillAsync("膝关节MRI");
        await Choice("MR-KNEE").CheckAsync();
        await Expect(Choice("TUM-AFP")).ToBeVisibleAsync();
        await Expect(Choice("MR-HEAD")).ToBeHiddenAsync();
        await search.FillAsync("没有这样的项目");
        await Expect(Choice("MR-KNEE")).ToBeVisibleAsync();
        await search.PressAsync("Enter");
        await search.FillAsync("");
        await Expect(Choice("血常规")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "查询可互认的结果" }).ClickAsync();
        await page.Arrives($"/results/orders/{patient}/[^/]+");
        await Expect(page.Locator("main")).ToContainTextAsync("甲胎蛋白");
        await Expect(page.Locator("main")).ToContainTextAsync("膝关节MRI平扫");
    }

    [Fact]
    public async Task On_a_phone_the_menu_begins_folded()
    {
        var (app, house, patient) = await Lab.One(Engine.Sqlite);
        var page = await Browser.Open(app, house.Person(Role.Physician), $"/results/orders/new?patient={patient}", 390);
        await using var window = page.Context;
        await Expect(page.Locator("#order-menu input[value='血常规']")).ToBeHiddenAsync();
        await page.GetByLabel("找组合或项目").FillAsync("血常规");
        await Expect(page.Locator("#order-menu input[value='血常规']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_script_everything_is_there_and_what_was_ticked_stays_ticked()
    {
        var (app, house, patient) = await Lab.One(Engine.Sqlite);
        var client = app.Client(house.Person(Role.Physician));
        var refused = await (await client.Submit($"/results/orders/new?patient={patient}", "ask", ("Form.Items", "MR-KNEE"), ("Form.Other", "没有的项目"))).Document();
        Assert.True(refused.QuerySelector("#order-menu input[value='MR-KNEE']")!.HasAttribute("checked"));
        Assert.True(refused.QuerySelector("#order-menu input[value='MR-KNEE']")!.Closest("details")!.HasAttribute("open"));
        Assert.True(refused.QuerySelector("[data-narrows]")!.HasAttribute("hidden"));
    }

    [Fact]
    public async Task The_list_of_items_is_shown_page_by_page_and_by_speciality()
    {
        var (app, house, _) = await Lab.One(Engine.Sqlite);
        var client = app.Client(house.Person(Role.Physician));
        async Task<List<string>> Shown(string query) => [.. (await client.Page($"/results/items?{query}")).QuerySelectorAll("main tbody th a").Select(link => link.GetAttribute("href")!.Split('/')[^1])];

        var (first, second) = (await Shown("q="), await Shown("page=2"));
        Assert.Equal((50, 50), (first.Count, second.Count));
        Assert.Empty(first.Intersect(second));
        Assert.Equal(["BIO-GLU"], await Shown("q=1700104A"));
        Assert.Equal(["MR-KNEE"], await Shown($"q={Uri.EscapeDataString("膝关节磁共振")}&group=MRI"));
        Assert.Empty(await Shown($"q={Uri.EscapeDataString("膝关节磁共振")}&group=CT"));
    }
}
