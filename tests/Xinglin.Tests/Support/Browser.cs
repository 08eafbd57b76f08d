using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xinglin.Platform;

namespace Xinglin.Tests.Support;

/// <summary>Debian's Chromium, started once for all tests. Where there is none, tests that ask for it are visible skips.</summary>
public static class Browser
{
    private static readonly string Executable = Environment.GetEnvironmentVariable("XINGLIN_TEST_CHROMIUM") is { Length: > 0 } set ? set : "/usr/bin/chromium";

    private static readonly Lazy<Task<IBrowser>> Started = new(Start);

    /// <summary>A window in which this user is signed in; a visitor where null.</summary>
    public static async Task<IBrowserContext> Window(TestApp app, CurrentUser? user, int width = 1440, bool script = true)
    {
        Assert.SkipUnless(File.Exists(Executable), "No Chromium: XINGLIN_TEST_CHROMIUM is not set and /usr/bin/chromium is absent (./test.sh installs it).");
        var browser = await Started.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Address,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            ExtraHTTPHeaders = user is null ? null : new Dictionary<string, string> { [TestAuthentication.Header] = TestAuthentication.Write(user) }
        });
        context.SetDefaultTimeout(30_000);
        return context;
    }

    /// <summary>Opens an address as this user. The page belongs to a window of its own; dispose of <c>page.Context</c> after use.</summary>
    public static async Task<IPage> Open(TestApp app, CurrentUser? user, string address, int width = 1440, bool script = true)
    {
        var context = await Window(app, user, width, script);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>
    /// Waits until the page's address ends so. Playwright's own WaitForURLAsync waits for events, and one that comes between its look
    /// and its subscription is lost (playwright-dotnet 3364); here the page is asked again and again.
    /// </summary>
    public static Task Arrives(this IPage page, string end) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(end + "$"), new() { Timeout = 30_000 });

    /// <summary>
    /// Waits until all the page needs is there. Playwright's own WaitForFunctionAsync works only where the answer is right at once:
    /// asked a second time it evaluates a string, which the pages' policy forbids.
    /// </summary>
    public static Task Loads(this IPage page) =>
        Assertions.Expect(page.Locator("html")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete", new() { Timeout = 30_000 });

    internal static string Show(long bytes) => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture) + " kB";

    private static async Task<IBrowser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args =
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync"
            ]
        });
    }
}
