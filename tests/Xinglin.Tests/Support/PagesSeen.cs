using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

[assembly: AssemblyFixture(typeof(Xinglin.Tests.Support.PagesSeen))]

namespace Xinglin.Tests.Support;

/// <summary>Where all tests run (<c>./test.sh</c> without arguments), no page of the program may be left out of <see cref="Screens.Check(Microsoft.Playwright.IPage, string)"/>.</summary>
public sealed class PagesSeen : IDisposable
{
    private const string Complete = "XINGLIN_TEST_ALL";

    private static readonly ConcurrentDictionary<string, bool> Paths = [];

    internal static void Note(string address) => Paths[new Uri(address).AbsolutePath] = true;

    /// <summary>Fails the run.</summary>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable(Complete) != "true") return;
        var pages = typeof(XinglinApp).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToList();
        var named = pages.Where(page => !page.Contains('{', StringComparison.Ordinal)).ToHashSet();
        var missed = pages.Where(page => named.Contains(page) ? !Paths.ContainsKey(page) : !Paths.Keys.Any(path => !named.Contains(path) && Pattern(page).IsMatch(path))).Order().ToList();
        if (missed.Count > 0) throw new InvalidOperationException($"Pages that no test looks at: {string.Join(", ", missed)}");
    }

    private static Regex Pattern(string page) => new($"^{Regex.Replace(page, @"\{[^}]*\}", hole => hole.Value.Contains(":guid", StringComparison.Ordinal) ? "[0-9a-f-]{36}" : "[^/]+")}$");
}
