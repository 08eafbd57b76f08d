using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>The words by which this text names who acts: the parties' labels, their names, and words for all of them.</summary>
internal sealed partial class PartyWords
{
    // Whoever refers, asks or finds out in the single case: of few parties it may be each of them.
    private static readonly string[] Relative = ["转出方", "转入方", "转诊方", "接诊方", "接收方", "邀请方", "受邀方", "申请方", "派出方", "接受方", "发现方", "过错方"];

    private const string Letters = "甲乙丙丁戊己庚";

    private readonly List<(string Word, string[] Means)> _words = [];
    private readonly Dictionary<char, (string Word, string[] Means)[]> _byFirst;
    private readonly System.Buffers.SearchValues<char> _first;
    private readonly string[] _all;

    public PartyWords(IReadOnlyList<NamedParty> parties, string body)
    {
        var labels = parties.Select(party => party.Label).Distinct().ToList();
        // A side may be named elsewhere ("乙方：见附件") and acts all the same.
        if (labels.All(label => label.Length == 2 && Letters.Contains(label[0])))
            labels.AddRange(((string[])["甲方", "乙方", "丙方"]).Where(label => !labels.Contains(label) && Count(body, label) >= 2).ToList());
        if (labels.Count == 0)
            labels.AddRange(((string[])["支援方", "受援方", "转出方", "转入方", "委托方", "受托方"]).Where(label => Count(body, label) >= 2));
        Labels = labels;
        var working = parties.Where(party => !PartyRoles.IsSupervisor(party)).Select(party => party.Label).Distinct().ToList();
        Sides = working.Count >= 2 ? working : labels;
        var few = labels.Count is 2 or 3 && (parties.Count <= labels.Count || labels.All(label => label is "甲方" or "乙方" or "丙方"));
        foreach (var label in labels)
        {
            _words.Add((label, [label]));
            foreach (var unit in Departments(body, label)) _words.Add((unit, [label]));
            if (parties.Count(party => party.Label == label) > 1)
                foreach (var each in (string[])["各", "全体", "各家", "每家"])
                    if (!CollectiveWords.Groups.Contains(each + label)) _words.Add((each + label, [label]));
        }
        foreach (var party in parties)
        {
            if (party.Name.Length >= 4) _words.Add((party.Name, [party.Label]));
            // "鹭鸣市滨海区卫生健康局" is "滨海区卫生健康局" to its neighbours.
            if (WithinCity().Match(party.Name) is { Success: true } local && parties.Count(other => other.Name.EndsWith(local.Groups["name"].Value, StringComparison.Ordinal)) == 1)
                _words.Add((local.Groups["name"].Value, [party.Label]));
            if (party.Alias is { } alias && alias != party.Label) _words.Add((alias, [party.Label]));
            foreach (var word in CollectiveWords.Roles)
                if (party.Qualifier.Contains(word, StringComparison.Ordinal) && _words.All(known => known.Word != word)) _words.Add((word, [party.Label]));
        }
        var both = Sides.Take(2).ToArray();
        foreach (var word in CollectiveWords.Groups)
        {
            string[] means = word switch
            {
                "双方" or "两院" or "两家医院" when both.Length == 2 && parties.Count != 1 => both,
                "三方" when labels.Count == 3 => [.. labels],
                "各方" or "协议各方" or "签约各方" or "合作各方" when few => [.. labels],
                "全体成员单位" => ["成员单位"],
                "各方" when labels.Count == 0 => [CommonCollective(body)],
                _ => [word],
            };
            _words.Add((word, means));
        }
        if (few)
            foreach (var word in Relative)
                if (_words.All(known => known.Word != word)) _words.Add((word, [.. Sides]));
        foreach (var word in CollectiveWords.Roles)
            if (_words.All(known => known.Word != word)) _words.Add((word, [word]));
        foreach (var word in (string[])["任何一方", "任意一方", "任一方", "一方", "违约方", "守约方", "当事人", "责任方"])
            _words.Add((word, few ? [.. labels] : labels.Count == 0 ? [CommonCollective(body)] : ["各方"]));
        _byFirst = _words.OrderByDescending(known => known.Word.Length).GroupBy(known => known.Word[0]).ToDictionary(group => group.Key, group => group.ToArray());
        _first = System.Buffers.SearchValues.Create([.. _byFirst.Keys, .. Letters]);
        _all = labels.Count switch { 0 => [CommonCollective(body)], 1 => [labels[0]], _ when few => [.. labels], _ => ["各方"] };
    }

    /// <summary>The labels of the parties, or those a template uses.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The labels of those who do the work: no witness, no authority that watches.</summary>
    public IReadOnlyList<string> Sides { get; }

    /// <summary>Who bears what the text gives to nobody.</summary>
    public IReadOnlyList<string> Everyone => _all;

    /// <summary>The word for parties that begins at the place, joined ones ("甲、乙双方", "成员一至成员四") together.</summary>
    public (string[] Means, int Length)? At(string text, int start)
    {
        if (One(text, start) is not { } first) return Abbreviated(text, start);
        var means = first.Means;
        var end = start + first.Length;
        while (end < text.Length)
        {
            var at = end;
            var range = text[at] is '至' or '到' or '-' or '~';
            if (string.CompareOrdinal(text, at, "或者", 0, 2) == 0) at += 2;
            else if (range || text[at] is '、' or '和' or '与' or '及' or '或' or '同') at++;
            else if (string.CompareOrdinal(text, at, "以及", 0, 2) == 0) at += 2;
            else if (One(text, at) is null && !text.AsSpan(at).StartsWith("双方") && !text.AsSpan(at).StartsWith("三方") && !text.AsSpan(at).StartsWith("各方")) break;
            if (One(text, at) is not { } next || next.Means == means) break;
            // "支援方、受援方任何一方": the two are named, nobody else is meant.
            if (at == end && next.Means.Length != 1) next = (means, next.Length);
            means = range ? Range(means[^1], next.Means[0]) ?? means : [.. means.Union(next.Means)];
            end = at + next.Length;
        }
        return (means, end - start);
    }

    // "甲乙双方", "甲、乙、丙三方", "甲、乙"
    private (string[] Means, int Length)? Abbreviated(string text, int start)
    {
        var letters = new List<string>();
        var at = start;
        while (at < text.Length && Letters.Contains(text[at]))
        {
            letters.Add($"{text[at]}方");
            at++;
            if (at + 1 < text.Length && text[at] is '、' or '和' or '与' && Letters.Contains(text[at + 1])) at++;
        }
        if (letters.Count < 2) return null;
        if (at < text.Length && text[at] is '方') at++;
        else if (at + 1 < text.Length && text[at + 1] is '方' && text[at] is '双' or '两' or '三' or '四' or '各') at += 2;
        else return null;
        return ([.. letters], at - start);
    }

    private string[]? Range(string from, string to)
    {
        var first = ((List<string>)[.. Labels]).IndexOf(from);
        var last = ((List<string>)[.. Labels]).IndexOf(to);
        return first >= 0 && last > first ? [.. Labels.Skip(first).Take(last - first + 1)] : null;
    }

    private (string[] Means, int Length)? One(string text, int start)
    {
        // "第三方" and "另一方" are nobody of these.
        if (start >= text.Length || (start > 0 && text[start - 1] is '第' or '另')) return null;
        if (!_byFirst.TryGetValue(text[start], out var known)) return null;
        foreach (var (word, means) in known)
            if (string.CompareOrdinal(text, start, word, 0, word.Length) == 0) return (means, word.Length);
        return null;
    }

    /// <summary>Every place where parties are named.</summary>
    public IEnumerable<(int At, string[] Means, int Length)> Mentions(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text.AsSpan(at).IndexOfAny(_first) is >= 0 and var next) at += next;
            else yield break;
            if (At(text, at) is not { } found) continue;
            yield return (at, found.Means, found.Length);
            at += found.Length - 1;
        }
    }

    /// <summary>"牵头医院药械中心" once named in full is "药械中心" from then on.</summary>
    private static IEnumerable<string> Departments(string body, string label) => Regex
        .Matches(body, Regex.Escape(label) + "(?<unit>[\u4e00-\u9fff-[的由与和对向在将把设建成应负及为于到每协牵立开按同承派要]]{2,6}(?:中心|办公室|专班|管理部))")
        .Select(match => match.Groups["unit"].Value)
        .Distinct()
        .Take(8);

    /// <summary>The text with "甲方" for every party: what somebody is called ("胸痛中心") says nothing about what is to be done.</summary>
    public string Neutral(string text)
    {
        var neutral = new System.Text.StringBuilder(text.Length);
        var from = 0;
        foreach (var (at, means, length) in Mentions(text))
        {
            if (means is ["理事会"] or ["管委会"]) continue;
            neutral.Append(text, from, at - from).Append(means.Length > 1 ? "双方" : "甲方");
            from = at + length;
        }
        return neutral.Append(text, from, text.Length - from).ToString();
    }

    private static string CommonCollective(string body) => CollectiveWords.Groups
        .Select(word => (word, count: Count(body, word) - CollectiveWords.Groups.Where(longer => longer.Length > word.Length && longer.EndsWith(word, StringComparison.Ordinal)).Sum(longer => Count(body, longer))))
        .OrderByDescending(found => found.count)
        .First() is { count: > 0 } best ? best.word : "各方";

    private static int Count(string body, string word) => Regex.Count(body, word);

    [GeneratedRegex("^[\u4e00-\u9fff]{1,6}?[省市州盟](?<name>[\u4e00-\u9fff]{1,6}?[市县区旗乡镇][\u4e00-\u9fff]{3,})$")]
    private static partial Regex WithinCity();
}
