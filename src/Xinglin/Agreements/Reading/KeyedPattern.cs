using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>The characters a text holds: one look per character says whether a pattern can match at all.</summary>
internal sealed class CharacterSet
{
    private readonly ulong[] _bits = new ulong[char.MaxValue / 64 + 1];

    public CharacterSet(string text)
    {
        foreach (var c in text) _bits[c >> 6] |= 1UL << (c & 63);
    }

    public bool Contains(char c) => (_bits[c >> 6] & (1UL << (c & 63))) != 0;
}

/// <summary>
/// A pattern that is tried only where the text holds all characters that one of its alternatives cannot do without.
/// Most sentences of an agreement are ruled out for most patterns in this way, and a pattern that no text calls for is never even parsed.
/// </summary>
internal sealed class KeyedPattern
{
    private readonly Lazy<Regex> _regex;

    /// <summary>For every alternative the characters it needs; null when one of them needs none.</summary>
    private readonly string[]? _needs;

    public KeyedPattern(string pattern)
    {
        _regex = new(() => new(pattern, RegexOptions.CultureInvariant));
        _needs = Needs(pattern);
    }

    public KeyedPattern(Regex regex)
    {
        _regex = new(regex);
        _needs = Needs(regex.ToString());
    }

    public bool IsMatch(string text, CharacterSet characters) => MayMatch(characters) && _regex.Value.IsMatch(text);

    /// <summary>The place of the first match, or -1.</summary>
    public int FirstIn(string text, CharacterSet characters) => MayMatch(characters) && _regex.Value.Match(text) is { Success: true } match ? match.Index : -1;

    private bool MayMatch(CharacterSet characters)
    {
        if (_needs is null) return true;
        foreach (var needed in _needs)
        {
            var all = true;
            foreach (var c in needed)
                if (!characters.Contains(c))
                {
                    all = false;
                    break;
                }
            if (all) return true;
        }
        return false;
    }

    /// <summary>
    /// Han characters that stand outside every group and class and are not optional, and with them those of one member
    /// of the alternative's first group of plain words: "(召开|举行).{0,16}会" needs 会召开 or 会举行.
    /// </summary>
    private static string[]? Needs(string pattern)
    {
        var needs = new List<string>();
        var current = "";
        string[]? words = null;
        for (var i = 0; i <= pattern.Length; i++)
        {
            var c = i < pattern.Length ? pattern[i] : '|';
            if (c is '\\') i++;
            else if (c is '[') i = pattern.IndexOf(']', i + 1);
            else if (c is '(')
            {
                var end = GroupEnd(pattern, i);
                words ??= IsOptional(pattern, end + 1) ? null : PlainWords(pattern[(i + 1)..end]);
                i = end;
            }
            else if (c is '|')
            {
                if (current.Length == 0 && words is null) return null;
                needs.AddRange(words is null ? [current] : words.Select(word => current + word));
                (current, words) = ("", null);
            }
            else if (Characters.IsHan(c) && !IsOptional(pattern, i + 1)) current += c;
        }
        return [.. needs];
    }

    private static bool IsOptional(string pattern, int at) => at < pattern.Length && pattern[at] is '?' or '*' or '{';

    private static string[]? PlainWords(string group) => group.All(c => Characters.IsHan(c) || c is '|') && !group.Split('|').Contains("") ? group.Split('|') : null;

    private static int GroupEnd(string pattern, int start)
    {
        var depth = 0;
        for (var i = start; i < pattern.Length; i++)
        {
            if (pattern[i] is '\\') i++;
            else if (pattern[i] is '[') i = pattern.IndexOf(']', i + 1);
            else if (pattern[i] is '(') depth++;
            else if (pattern[i] is ')' && --depth == 0) return i;
        }
        throw new ArgumentException($"A bracket is not closed: {pattern}", nameof(pattern));
    }
}
