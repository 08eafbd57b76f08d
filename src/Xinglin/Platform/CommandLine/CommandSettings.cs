using System.CommandLine;
using System.Text.RegularExpressions;

namespace Xinglin.Platform.CommandLine;

/// <summary>Settings of the program that may stand behind every command, as <c>--Section:Key=value</c>.</summary>
internal static partial class CommandSettings
{
    public static string[] Of(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    /// <summary>"--urls http://…" as people type it becomes "--urls=http://…".</summary>
    public static string[] Joined(IReadOnlyList<string> args)
    {
        var joined = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count && Name().IsMatch(args[i]) && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
            joined.Add(value ? $"{args[i]}={args[++i]}" : args[i]);
        }
        return [.. joined];
    }

    /// <summary>Words of the command line that are neither option nor setting: mistakes of typing.</summary>
    public static IEnumerable<string> Unknown(ParseResult parsed) => parsed.UnmatchedTokens.Where(token => !Setting().IsMatch(token));

    // Names of settings that no option of a command can have.
    [GeneratedRegex("^--(?:[A-Za-z][A-Za-z0-9_.-]*(?::[A-Za-z0-9_.-]+)+|urls|https?_ports)$")]
    private static partial Regex Name();

    [GeneratedRegex("^--[A-Za-z][A-Za-z0-9:_.-]*=")]
    private static partial Regex Setting();
}
