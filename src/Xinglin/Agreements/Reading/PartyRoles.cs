using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// Decides who leads. Evidence, strongest first: the label or its qualifier, who guides and helps whom in the text, the level of the institution.
/// The letters 甲 and 乙 are no evidence.
/// </summary>
internal static partial class PartyRoles
{
    private const int ByLabel = 100;
    private const int ByText = 10;

    public static IReadOnlyList<Party> Decide(IReadOnlyList<NamedParty> parties, IReadOnlyList<OutlineNode> nodes)
    {
        var scores = parties.Select(party => Label(party) * ByLabel + Level(party.Name)).ToArray();
        var others = parties.Select(IsSupervisor).ToArray();
        var letters = Letters(parties);
        foreach (var node in nodes)
        {
            if (node.Head is null) continue;
            foreach (var passage in node.Paragraphs.Prepend(node.Head))
            {
                var text = passage.Text;
                foreach (var (label, letter) in letters) text = text.Replace(label, letter, StringComparison.Ordinal);
                for (var i = 0; i < parties.Count; i++) scores[i] += Math.Clamp(Deeds(text, letters.GetValueOrDefault(parties[i].Label, parties[i].Label)), -3, 3) * ByText;
            }
        }
        var working = Enumerable.Range(0, parties.Count).Where(i => !others[i]).ToList();
        var best = working.Count == 0 ? 0 : working.Max(i => scores[i]);
        var least = working.Count == 0 ? 0 : working.Min(i => scores[i]);
        return [.. parties.Select((party, i) => new Party(party.Label, Role(i), party.Name))];

        string Role(int i)
        {
            if (others[i]) return "other";
            if (working is [var only] && only == i && parties.Count > 1) return "lead";
            if (best == least) return Label(parties[i]) switch { > 0 => "lead", < 0 => "member", _ => "other" };
            if (Label(parties[i]) > 0) return "lead";
            if (Label(parties[i]) < 0) return "member";
            return scores[i] == best ? "lead" : "member";
        }
    }

    private static int Label(NamedParty party)
    {
        var words = $"{party.Label} {party.Qualifier}";
        if (Member().IsMatch(words) && !LeadingMember().IsMatch(words)) return -1;
        return Lead().IsMatch(words) ? 1 : 0;
    }

    /// <summary>Whether the party watches over the agreement or witnesses it, and does none of its work.</summary>
    public static bool IsSupervisor(NamedParty party) =>
        Supervisor().IsMatch($"{party.Label} {party.Qualifier}") || Authority().IsMatch(party.Name);

    /// <summary>The level that the name tells; between a county hospital and a township centre it is certain, elsewhere a hint.</summary>
    private static int Level(string name)
    {
        if (GrassRoots().IsMatch(name)) return -60;
        if (name.Contains("大学") || name.Contains("省") || name.Contains("附属")) return 40;
        var at = 0;
        if (name.Contains("县") || name.Contains('区') || name.Contains('镇')) at -= 20;
        else if (name.Contains('市')) at += 10;
        if (name.Contains("第一") || name.Contains("总医院") || name.Contains("中心医院") || name.Contains("集团")) at += 6;
        if (name.Contains("人民医院") || name.Contains("中医院") || name.Contains("中医医院")) at += 3;
        return at;
    }

    /// <summary>Letters in the place of other labels, so that one pattern tells who guides whom.</summary>
    private static Dictionary<string, string> Letters(IReadOnlyList<NamedParty> parties)
    {
        const string All = "甲乙丙丁";
        var labels = parties.Select(party => party.Label).Distinct().ToList();
        if (labels.Count is 0 or > 4 || labels.Any(label => All.Contains(label[0]))) return [];
        return labels.Select((label, i) => (label, letter: $"{All[i]}方")).OrderByDescending(pair => pair.label.Length).ToDictionary(pair => pair.label, pair => pair.letter);
    }

    private static int Deeds(string text, string label)
    {
        var score = 0;
        for (var at = text.IndexOf(label, StringComparison.Ordinal); at >= 0; at = text.IndexOf(label, at + label.Length, StringComparison.Ordinal))
        {
            var after = text.AsSpan(at + label.Length, Math.Min(24, text.Length - at - label.Length));
            var before = text.AsSpan(Math.Max(0, at - 8), at - Math.Max(0, at - 8));
            if (Gives().IsMatch(after)) score++;
            if (Takes().IsMatch(after)) score--;
            if (ToIt().IsMatch(before)) score--;
        }
        return score;
    }

    [GeneratedRegex(@"牵头|核心|(?<!受)支援(?:方|单位|医院)|(?<!受|被)帮扶|(?<!受|被)托管|受托管理|转入|接收|(?<!被|受)指导|组长|理事长单位|总院|依托|上级|发起|受邀|派驻单位|主办|检测|三级")]
    private static partial Regex Lead();

    [GeneratedRegex("(?:牵头|核心|发起|领衔|理事长)成员")]
    private static partial Regex LeadingMember();

    [GeneratedRegex(@"成员|受援|受扶|受帮扶|被帮扶|被托管|受托管方|转出|(?<!受|被)邀请|参与|加盟|分院|下级|基层|送检|受驻|二级|一级")]
    private static partial Regex Member();

    [GeneratedRegex(@"监督|监管|主管|鉴证|见证|存档|协调")]
    private static partial Regex Supervisor();

    [GeneratedRegex(@"(?:委员会|卫生局|卫健局|卫健委|卫计局|卫计委|健康局|人民政府|医疗保障局|医保局|管理局)$")]
    private static partial Regex Authority();

    [GeneratedRegex(@"卫生院|卫生室|社区卫生|服务站|服务中心|诊所|门诊部")]
    private static partial Regex GrassRoots();

    [GeneratedRegex(@"^(?:负责|应|定期|每[年月周]|根据[甲乙丙丁]方.{0,4}(?:需求|需要|实际)|将|优先){0,2}.{0,4}(?:对[甲乙丙丁].{0,12}(?:指导|帮扶|培训)|向[甲乙丙丁].{0,10}(?:派|提供技术|下转)|为[甲乙丙丁].{0,8}(?:培训|培养|提供(?:技术|免费|进修))|派(?:遣|驻|出)?.{0,10}专家|选派.{0,10}(?:专家|医师|骨干)|接收.{0,8}(?:进修|上转)|帮助|帮扶|免费.{0,6}(?:进修|培训))")]
    private static partial Regex Gives();

    [GeneratedRegex(@"^.{0,6}(?:选派.{0,12}(?:进修|学习|培训)|派.{0,10}(?:进修|学习)|接受.{0,10}(?:指导|帮扶)|积极接纳|(?:为|向)[甲乙丙丁]方?专家提供|上转)")]
    private static partial Regex Takes();

    [GeneratedRegex(@"(?:指导|帮助|帮扶|支持|培训|派驻|协助|派往|下沉)(?:到|至|在)?$")]
    private static partial Regex ToIt();
}
