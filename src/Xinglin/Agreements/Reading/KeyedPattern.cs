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

    /// <summary>Han characters that stand outside every group and class and are not optional.</summary>
    private static string[]? Needs(string pattern)
    {
        var needs = new List<string>();
        var current = "";
        var depth = 0;
        for (var i = 0; i <= pattern.Length; i++)
        {
            var c = i < pattern.Length ? pattern[i] : '|';
            if (c is '\\') i++;
            else if (c is '[') i = pattern.IndexOf(']', i + 1);
            else if (c is '(') depth++;
            else if (c is ')') depth--;
            else if (depth == 0 && c is '|')
            {
                if (current.Length == 0) return null;
                needs.Add(current);
                current = "";
            }
            else if (depth == 0 && Characters.IsHan(c) && !(i + 1 < pattern.Length && pattern[i + 1] is '?' or '*' or '{')) current += c;
        }
        return [.. needs];
    }
}
