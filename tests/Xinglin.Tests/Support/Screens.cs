using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xinglin.Platform;

namespace Xinglin.Tests.Support;

/// <summary>
/// What every page must be: no accessibility violation, nothing that runs off a phone's screen, Chinese headings, no error of the
/// browser (a blocked script or style), light on the first visit. The pictures go to artifacts/screens to be looked at.
/// </summary>
public static partial class Screens
{
    private const int MostBytes = 100 * 1024;

    /// <param name="name">File name of the pictures, without width: <c>home-office</c>.</param>
    public static async Task Check(IPage page, string name)
    {
        await page.Loads();
        PagesSeen.Note(page.Url);
        await page.SetViewportSizeAsync(1440, 900);
        await Picture(page, name, 1440);
        await Accessible(page, name, 1440);
        await ChineseHeadings(page, name);
        await Light(page, name);
        await IconsExist(page, name);
        await IdsStandOnce(page, name);

        await page.SetViewportSizeAsync(390, 844);
        await Picture(page, name, 390);
        await Accessible(page, name, 390);
        var (inner, outer) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        Assert.True(inner <= outer, $"{name}: at 390 px the page is {inner} px wide.");
    }

    /// <summary>Opens the address as this user, checks it and closes it.</summary>
    public static async Task Check(TestApp app, CurrentUser? user, string address, string name)
    {
        await using var window = await Browser.Window(app, user);
        var page = await window.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        var waiting = new ConcurrentDictionary<string, bool>();
        page.Request += (_, request) => waiting[request.Url] = true;
        page.RequestFinished += (_, request) => waiting.TryRemove(request.Url, out bool _);
        page.RequestFailed += (_, request) => waiting.TryRemove(request.Url, out bool _);
        IResponse? response;
        try { response = await page.GotoAsync(address); }
        catch (TimeoutException slow) { throw new TimeoutException($"{name}: {address} did not open; unanswered: {string.Join(", ", waiting.Keys)}; errors: {string.Join("; ", errors)}", slow); }

        Assert.True(response!.Ok, $"{name}: {address} answered {response.Status}.");
        await Check(page, name);
        Assert.True(errors.Count == 0, $"{name}: the browser reports {string.Join("; ", errors)}");
    }

    /// <summary>Only the pictures, of a page that shows somebody else's component.</summary>
    public static async Task Pictures(IPage page, string name)
    {
        PagesSeen.Note(page.Url);
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await page.SetViewportSizeAsync(width, height);
            await Picture(page, name, width);
        }
    }

    private static Task Picture(IPage page, string name, int width) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-{width}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    private static async Task Accessible(IPage page, string name, int width)
    {
        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations } });
        var told = found.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}\n    {string.Join("\n    ", violation.Nodes.Take(5).Select(node => node.Html))}");
        Assert.True(found.Violations.Length == 0, $"{name} at {width} px: {string.Join("\n  ", told)}");
    }

    private static async Task ChineseHeadings(IPage page, string name)
    {
        var headings = await page.Locator("h1, h2, h3, h4").AllInnerTextsAsync();
        Assert.True(headings.Count > 0, $"{name}: the page has no heading.");
        var foreign = headings.Where(heading => heading.Any(char.IsAsciiLetter) && !Han().IsMatch(heading)).ToList();
        Assert.True(foreign.Count == 0, $"{name}: headings not in Chinese: {string.Join(", ", foreign)}");
    }

    /// <summary>A name that is not in the sprite would draw nothing.</summary>
    private static async Task IconsExist(IPage page, string name)
    {
        var missing = await page.EvaluateAsync<string[]>("""
            async () => {
              const uses = [...document.querySelectorAll('svg.icon use')].map(use => use.getAttribute('href').split('#'));
              if (uses.length === 0) return [];
              const sprite = new DOMParser().parseFromString(await (await fetch(uses[0][0])).text(), 'image/svg+xml');
              return [...new Set(uses.map(use => use[1]).filter(id => !sprite.getElementById(id)))];
            }
            """);
        Assert.True(missing.Length == 0, $"{name}: icons not in the sprite (Web/icons.txt): {string.Join(", ", missing)}");
    }

    /// <summary>A label leads to the first of two fields with its id, in whichever form it stands.</summary>
    private static async Task IdsStandOnce(IPage page, string name)
    {
        var twice = await page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('[id]')].map(element => element.id).filter((id, place, all) => all.indexOf(id) < place))]");
        Assert.True(twice.Length == 0, $"{name}: ids that stand more than once: {string.Join(", ", twice)}");
    }

    /// <summary>Bytes over the wire of the page and all it loads, as an empty cache would fetch them.</summary>
    private static async Task Light(IPage page, string name)
    {
        var bytes = await page.EvaluateAsync<long>("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.encodedBodySize, 0)");
        Assert.True(bytes <= MostBytes, $"{name}: {Browser.Show(bytes)} compressed on the first visit; at most {Browser.Show(MostBytes)}.");
    }

    /// <summary>artifacts/screens at the root of the repository.</summary>
    private static readonly string Folder = FindFolder();

    private static string FindFolder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Xinglin.slnx"))) at = at.Parent;
        return System.IO.Directory.CreateDirectory(Path.Combine(at?.FullName ?? AppContext.BaseDirectory, "artifacts", "screens")).FullName;
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
