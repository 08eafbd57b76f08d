using Microsoft.Playwright;
using Xinglin.Platform;

namespace Xinglin.Tests.Support;

public class BrowserTests
{
    [Fact]
    public async Task A_page_is_looked_at_when_all_it_needs_has_come()
    {
        var app = await TestApp.Shared(Engine.Sqlite);
        await using var window = await Browser.Window(app, TestUsers.Of(Role.Physician));
        var page = await window.NewPageAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync("**/*.css", async route => { if (!asked.TrySetResult(route)) await route.ContinueAsync(); });
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        var style = await asked.Task;

        var loaded = page.Loads();
        var early = await Task.WhenAny(loaded, Task.Delay(TimeSpan.FromSeconds(1)));
        await style.ContinueAsync();
        await loaded;

        Assert.NotSame(loaded, early);
        Assert.Equal("complete", await page.EvaluateAsync<string>("document.readyState"));
    }
}
