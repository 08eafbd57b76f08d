using System.CommandLine;
using System.Text.RegularExpressions;

namespace Xinglin.Platform.CommandLine;

/// <summary>Settings of the program that may stand behind every command, as <c>--Section:Key=value</c>.</summary>
internal static partial class CommandSettings
{
    public static string[] Of(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    /// <summary>Words of the command line that are neither option nor setting: mistakes of typing.</summary>
    public static IEnumerable<string> Unknown(ParseResult parsed) => parsed.UnmatchedTokens.Where(token => !Setting().IsMatch(token));

    [GeneratedRegex("^--[A-Za-z][A-Za-z0-9:_.-]*=")]
    private static partial Regex Setting();
}
