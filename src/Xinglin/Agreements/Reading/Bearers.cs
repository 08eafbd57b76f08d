using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Who must act and towards whom. The sentence's own subject beats the heading.</summary>
internal sealed partial class Bearers(PartyWords words)
{
    private const int LongestAttribute = 10;

    public (IReadOnlyList<string> Bearer, IReadOnlyList<string> Counterparty) Of(string text, IReadOnlyList<string> heading)
    {
        var subjects = Subjects(text);
        var mentioned = words.Mentions(text).Where(found => !IsInside(text, found.At + found.Length)).SelectMany(found => found.Means).Distinct().ToList();
        IReadOnlyList<string> bearer = subjects;
        if (subjects.Count == 0)
        {
            bearer = heading.Count > 0 ? heading : _conditional.Count > 0 ? _conditional : OtherSide(text, mentioned) ?? words.Everyone;
            if (heading.Count == 1 && mentioned.Count == 0 && Within().IsMatch(text) && words.Labels.Count == 2) bearer = [heading[0], .. words.Labels.Where(label => label != heading[0])];
        }
        else if (heading.Count == 1 && subjects is [var only] && only != heading[0] && (ReportsFirst(text, only) || SendsFirst(text, only))) bearer = [heading[0], only];
        else if (heading.Count == 1 && subjects.Count > 1 && subjects.Contains(heading[0])) bearer = [heading[0], .. subjects.Where(subject => subject != heading[0])];
        // "总院与分院任何一方": the two are named, nobody else is meant.
        if (bearer.Count > 2 && bearer.Contains("各方")) bearer = [.. bearer.Where(label => label is not "各方")];
        return (bearer, bearer.Count > 1 && words.Labels.Count == 2 ? [] : Directed(text, bearer));
    }

    /// <summary>Of two parties the one that is told something is not the one who tells.</summary>
    private string[]? OtherSide(string text, List<string> mentioned) =>
        words.Sides.Count == 2 && mentioned is [var told] && words.Sides.Contains(told) && Towards().Matches(text).Any(match => words.At(text, match.Index + match.Length) is { Means: [var to] } found && to == told && !IsPlace(text, match.Index + match.Length + found.Length))
            ? [.. words.Sides.Where(label => label != told)]
            : null;

    /// <summary>"将名单报支援方，支援方据此排班": under the heading's party the first clause is that party's own act.</summary>
    private static bool ReportsFirst(string text, string second)
    {
        var first = FirstAct().Match(text);
        return first.Success && first.Value.Contains(second, StringComparison.Ordinal) && text.AsSpan(first.Length).StartsWith(second);
    }

    /// <summary>"选派人员到牵头单位进修，…，由牵头单位发证": the one sends, the other then acts.</summary>
    private static bool SendsFirst(string text, string second) => Sends().IsMatch(text) && text.Contains($",由{second}", StringComparison.Ordinal);

    /// <summary>The parties that a heading or a lead-in names.</summary>
    public IReadOnlyList<string> Named(string heading)
    {
        var subjects = Subjects(heading);
        if (subjects.Count > 0) return subjects;
        if (words.At(heading, 0) is { } first) return first.Means;
        return Headings.NamesResponsibility(heading) ? words.Mentions(heading).Select(mention => mention.Means).FirstOrDefault() ?? [] : [];
    }

    /// <summary>The parties that the cell of a table names.</summary>
    public IReadOnlyList<string> Among(string cell) => [.. words.Mentions(cell).SelectMany(found => found.Means).Distinct()];

    private List<string> Subjects(string text)
    {
        var subjects = new List<string>();
        _conditional = [];
        string[]? topic = null;
        var ended = false;
        var (acted, hands) = (false, false);
        List<string> waiting = [];
        foreach (var (clause, last) in Sentences.ClausesOf(text))
        {
            var before = topic;
            topic = null;
            if (ended)
            {
                // "乙方不能处理的病人，转往甲方；甲方…": who hands over acts in a sentence without another subject.
                if (!acted && hands) Take(subjects, waiting);
                (acted, hands, waiting) = (false, false, []);
            }
            ended = last;
            hands |= HandsOver().Matches(clause).Any(match => words.At(clause, match.Index + match.Length) is { } to && !to.Means.Any(waiting.Contains));
            var start = Lead().Match(clause).Length;
            var given = start > 0 && clause[start - 1] is '由';
            if (given && words.At(clause, start) is null) start = AfterAttribute(clause, start);
            // "进修人员由甲方安排": the agent acts, whatever stands before it.
            if (!given && (Host(clause) ?? Agent(clause)) is { } agent)
            {
                // "具体时间由双方商定" leaves the act to whom the sentence gave it.
                if (subjects.Count > 0 && agent.Length > 1 && Settles().IsMatch(clause)) continue;
                Take(subjects, agent);
                acted = true;
                continue;
            }
            if (words.At(clause, start) is not { } found || IsPlace(clause, start + found.Length))
            {
                // "甲方违约的，应赔偿…", "乙方的设备发生故障，应当天报告…": who was spoken of acts.
                if (before is not null && ModalFirst().IsMatch(clause)) Take(subjects, before);
                continue;
            }
            var rest = clause.AsSpan(start + found.Length);
            if (Exempt().IsMatch(rest) || (given && Mediates().IsMatch(rest))) continue;
            if (!last && Fails().IsMatch(rest))
            {
                topic = found.Means;
                Take(_conditional, found.Means);
                Take(waiting, found.Means);
                continue;
            }
            if (rest.Length > 2 && (rest[^1] is '的' && rest[0] is not '的' || Befalls().IsMatch(rest))) topic = found.Means;
            var acts = Acts(clause, start + found.Length, given, last);
            if (acts && hands && !found.Means.Any(waiting.Contains)) Take(subjects, waiting);
            Take(acts ? subjects : _conditional, found.Means);
            acted |= acts;
            if (!acts) Take(waiting, found.Means);
            if (acts && Beside(clause, start + found.Length) is { } beside) Take(subjects, beside);
        }
        return subjects;

        static void Take(List<string> into, IEnumerable<string> labels)
        {
            foreach (var label in labels)
                if (!into.Contains(label)) into.Add(label);
        }
    }

    /// <summary>The subjects of the last text's conditional clauses: they act when nobody else is named.</summary>
    private List<string> _conditional = [];

    /// <summary>"上转患者在转入方享受优先就诊": who receives the patient owes it.</summary>
    private string[]? Host(string clause) =>
        PatientAt().Match(clause) is { Success: true } at && words.At(clause, at.Length) is { } host && Enjoys().IsMatch(clause.AsSpan(at.Length + host.Length)) ? host.Means : null;

    private string[]? Agent(string clause)
    {
        foreach (Match by in InsideBy().Matches(clause))
        {
            var at = by.Index + by.Length;
            if (words.At(clause, at) is null) at = AfterAttribute(clause, at);
            if (words.At(clause, at) is not { } agent) continue;
            var after = at + agent.Length;
            if (Mediates().IsMatch(clause.AsSpan(after))) continue;
            if (after == clause.Length ? by.Value is "归" : clause[after] is not '的' && !IsPlace(clause, after)) return Beside(clause, after) is { } beside ? [.. agent.Means.Union(beside)] : agent.Means;
        }
        return null;
    }

    /// <summary>"由发生违规行为的成员单位承担": the agent stands behind what tells which one.</summary>
    private static int AfterAttribute(string clause, int at) => clause.IndexOf('的', at) is > 0 and var of && of - at <= LongestAttribute && clause.AsSpan(at, of - at).IndexOfAny('在', '向', '将') < 0 ? of + 1 : at;

    /// <summary>"成员单位拍片、牵头单位诊断": a second subject with an act of its own.</summary>
    private string[]? Beside(string clause, int from)
    {
        if (clause.IndexOf('、', from) < 0) return null;
        foreach (var (at, means, length) in words.Mentions(clause))
            if (at > from && clause[at - 1] is '、' && at + length + 2 <= clause.Length && !"的、和及等".Contains(clause[at + length])) return means;
        return null;
    }

    private static bool IsPlace(string text, int after) => text.AsSpan(after).StartsWith("所在地") || text.AsSpan(after).StartsWith("住所地");

    /// <summary>Whether the rest of the clause is a predicate, and not an attribute ("甲方组织的活动，") or a circumstance ("乙方提出申请后，").</summary>
    private static bool Acts(string clause, int after, bool given, bool last)
    {
        var rest = clause[after..];
        if (rest.Length == 0) return given;
        if (ThoseSent().IsMatch(rest)) return false;
        if (Modal().Match(rest) is { Success: true } modal && (modal.Index <= 2 || !ConditionEnd().IsMatch(rest))) return true;
        if (rest[0] is '的' || rest[^1] is '的' || Benefits().IsMatch(rest)) return false;
        if (!last && Attributive().IsMatch(rest)) return false;
        return last || !Circumstance().IsMatch(rest) || Adverbial().IsMatch(rest);
    }

    private List<string> Directed(string text, IReadOnlyList<string> bearer)
    {
        var directed = new List<string>();
        foreach (var (at, means, length) in words.Mentions(text))
        {
            if (IsNameOnly(text, at, length) || IsInside(text, at + length) || Exempt().IsMatch(text.AsSpan(at + length))) continue;
            foreach (var label in means)
                if (!bearer.Contains(label) && !directed.Contains(label) && !Same(label, bearer)) directed.Add(label);
        }
        return directed;
    }

    private static bool Same(string label, IReadOnlyList<string> bearer) => bearer.Any(own => own.TrimStart('各') == label.TrimStart('各')) || label is "理事会" or "管委会" || (bearer.Count > 1 && label is "各方" or "双方" or "三方");

    // "成员单位内" is a place, not a party.
    private static bool IsInside(string text, int after) => after < text.Length && text[after] is '内' or '间' || text.AsSpan(after).StartsWith("之间");

    /// <summary>Inside a short quotation; a clause that is quoted whole keeps its parties.</summary>
    private static bool IsQuotedName(string text, int at)
    {
        const int Name = 40;
        if (text.AsSpan(0, at).Count('"') % 2 == 0) return false;
        var end = text.IndexOf('"', at);
        var start = text.LastIndexOf('"', at);
        return end > 0 && end - start <= Name && text.AsSpan(start + 1, end - start - 1).IndexOfAny(',', '。') < 0;
    }

    // A party's name inside quotation marks is a plaque's text; "…所在地" is a court's place.
    private static bool IsNameOnly(string text, int at, int length) =>
        IsQuotedName(text, at) || text.AsSpan(at + length).StartsWith("所在地") || text.AsSpan(at + length).StartsWith("住所地");

    [GeneratedRegex("^(?:(?:鼓励|支持|允许|要求|同时|此外|另外|并且|且|但是?|而|其中|则|因此|故|并|原则上|必要时|每年度?|每月|每季度?|每周|托管期间|合作期间|协议期内|协议终止后|期满后|终止后|仍不能解决的)*(?:应由|须由|可由|均由|先由|并由|由|任何(?!一)|凡)?)")]
    private static partial Regex Lead();

    [GeneratedRegex("(?<!自|理|缘|事|来|交)由|(?<=[成%费])归|(?<=^须?)经(?=[双各三四]方)")]
    private static partial Regex InsideBy();

    [GeneratedRegex("^[^,。;]{0,12}(?:患者|病人|老人|产妇)在")]
    private static partial Regex PatientAt();

    [GeneratedRegex("^(?:可?享受|可?享有|就诊时?优先|优先)")]
    private static partial Regex Enjoys();

    [GeneratedRegex("由.{2,12}(?:商定|商议|约定|协商(?:确定|决定)?)$")]
    private static partial Regex Settles();

    // Who settles a dispute is no party to it.
    [GeneratedRegex("^[^,。;]{0,6}(?:调解|裁决|裁定|评议)")]
    private static partial Regex Mediates();

    [GeneratedRegex("应当?(?!用|急|诊)|(?<!无)须|必须|负责(?!人)|不得|(?<![许认])可(?!靠|持续|行)|有权|承担|负有|有义务|严禁|不再")]
    private static partial Regex Modal();

    [GeneratedRegex("(?:时|后|前|的)$")]
    private static partial Regex ConditionEnd();

    [GeneratedRegex("^(?![对向为在按将把与从给])[^的]{1,10}的[\\u4e00-\\u9fff、]{1,8}$")]
    private static partial Regex Attributive();

    [GeneratedRegex("(?:时|之?后|之?前|的|期间|过程中|情况下|基础上|之日起|需求|需要|同意|要求的?|范围内)$")]
    private static partial Regex Circumstance();

    [GeneratedRegex("^(?:在|于|把|与|和|同|至|因|凭|根据|按|接到|收到|接|应|取得|每|举办|上转|对|向|为|将|就|依|要求|提前|中途|违约)")]
    private static partial Regex Adverbial();

    [GeneratedRegex("^(?:每[^,]{1,14},)?(?:将|把|向)[^,]{2,30},|^(?:[^,。;]{2,30},)?[^,。;]{2,40}(?:转(?:往|至|到|给)|上转)[^,。;]{2,12},")]
    private static partial Regex FirstAct();

    [GeneratedRegex("告知|通知|报告|报送|通报|反馈给?|提供给|交给|转告|向|与|为|帮助|指导|协助|以上|以内|[名例次项张台人]")]
    private static partial Regex Towards();

    [GeneratedRegex("^(?:选派|选送|派|组织|安排|推荐)[^,。;]{2,30},")]
    private static partial Regex Sends();

    [GeneratedRegex("(?:转诊?|送)(?:往|至|到|给)")]
    private static partial Regex HandsOver();

    [GeneratedRegex("^(?:应|须|必须|不得|需要?)")]
    private static partial Regex ModalFirst();

    [GeneratedRegex("^(?:不承担|不负|概不|均?不再?承担|免于)")]
    private static partial Regex Exempt();

    // "甲方未按期拨付资金，…": what goes wrong is the condition, what follows is owed.
    [GeneratedRegex("^(?:未(?!经)|逾期|拒不|没有)")]
    private static partial Regex Fails();

    [GeneratedRegex("^的.{1,10}(?:发生|出现|损坏|需要?(?:维修|更换))")]
    private static partial Regex Befalls();

    // "甲方转来的患者凭单减免…": the patient is spoken of, not who sent him.
    [GeneratedRegex("^所?(?:上转|下转|转来|转入|转诊|转出|介绍|推荐|送来|转|送检|送)(?:来)?的[^,的]{0,8}?(?:患者|病人|病员|标本|样本)(?!.{0,12}由)")]
    private static partial Regex ThoseSent();

    // "乙方人员免费听课": who receives bears nothing.
    [GeneratedRegex("^(?:的?(?:医务|医护|工作|有关|相关|进修)?(?:人员|医师|职工|患者|病人).{0,2}(?:免费|享受|享有)|享受|享有)")]
    private static partial Regex Benefits();

    // "医联体内…", "在医联体单位内…": what holds within the consortium binds both sides.
    [GeneratedRegex("(?:^|[,。;])在?(?:医联体|医共体|联合体|共同体|联盟|集团|双方)(?:各?成员)?(?:单位|机构|医院)?(?:之间|间|内部?|范围内)")]
    private static partial Regex Within();
}
