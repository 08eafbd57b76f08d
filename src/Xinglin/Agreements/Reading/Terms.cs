using System.Text.RegularExpressions;
using Xinglin.Platform;

namespace Xinglin.Agreements.Reading;

/// <summary>How long the agreement runs, from what on, how it is renewed and how it ends; and in how many copies it was made.</summary>
internal static partial class Terms
{
    public static (AgreementTerm Term, TermPlaces Places) Read(IReadOnlyList<Passage> passages)
    {
        string? from = null, to = null, startsOn = null, renewal = null;
        int? years = null;
        Amount? notice = null;
        var surviving = false;
        TextSpan? begins = null, ends = null, lasts = null, startsAt = null, renewed = null, noticed = null, survives = null;
        foreach (var (text, place) in passages.SelectMany(SentencesOf))
        {
            var (knownFrom, knownTo, knownYears, knownStart, knownRenewal, knownNotice) = (from, to, years, startsOn, renewal, notice);
            if (from is null && Period().Match(text) is { Success: true } period && RunsAgreement().IsMatch(text))
            {
                from = Date(period, "f");
                to = Date(period, "t");
            }
            else if (from is null && Since().Match(text) is { Success: true } since && RunsAgreement().IsMatch(text)) from = Date(since, "f");
            if (to is null && Until().Match(text) is { Success: true } until) to = Date(until, "t");
            if (Changed().Match(text) is { Success: true } changed && RunsAgreement().IsMatch(text)) to = Date(changed, "t") ?? to;
            years ??= Years(text);
            startsOn ??= StartsOn(text);
            if (Renewal(text) is { } stated && !(stated is "by-agreement" && renewal is "automatic")) renewal = stated;
            notice ??= Notice(text);
            if (!surviving && Surviving().IsMatch(text)) (surviving, survives) = (true, place());
            if (from != knownFrom) begins = place();
            if (to != knownTo) ends = place();
            if (years != knownYears) lasts = place();
            if (startsOn != knownStart) startsAt = place();
            if (renewal != knownRenewal) renewed = place();
            if (notice != knownNotice) noticed = place();
        }
        if (startsOn is null && from is not null) (startsOn, startsAt) = ("date", begins);
        return (new(from, to, years, startsOn, renewal, notice, surviving), new(ends ?? lasts ?? begins, startsAt, renewed, noticed, survives));
    }

    private static IEnumerable<(string Text, Func<TextSpan> Place)> SentencesOf(Passage passage) => Sentences.Ranges(passage.Text)
        .Select(range => (passage.Text[range.Start..range.End], (Func<TextSpan>)(() => passage.Span(range.Start, range.End))));

    /// <summary>The place of the term's dates, for findings that point at it.</summary>
    public static TextSpan? PeriodSpan(IReadOnlyList<Passage> passages) => passages
        .Where(passage => RunsAgreement().IsMatch(passage.Text))
        .Select(passage => (passage, match: Period().Match(passage.Text)))
        .Where(found => found.match.Success)
        .Select(found => (TextSpan?)found.passage.Span(found.match.Index, found.match.Index + found.match.Length))
        .FirstOrDefault();

    /// <summary>Whether the term's dates have a place for the day and nothing in it: "2022年9月　日". Months alone leave nothing blank.</summary>
    public static bool LeavesDayBlank(IReadOnlyList<Passage> passages) => passages
        .Where(passage => RunsAgreement().IsMatch(passage.Text))
        .SelectMany(passage => Period().Matches(passage.Text).Concat(Since().Matches(passage.Text)).Concat(Until().Matches(passage.Text)))
        .Any(match => BlankDay().IsMatch(match.ValueSpan));

    /// <returns>The numbers, and where in the text the first of them stands up to where the last one ends.</returns>
    public static (Copies Copies, TextSpan? Place) ReadCopies(IReadOnlyList<Passage> passages)
    {
        foreach (var (passage, at, text) in passages.SelectMany(passage => Sentences.Paragraphs(passage), (passage, piece) => (passage, piece.At, piece.Text)))
        {
            var total = Total().Match(text);
            if (!total.Success)
            {
                if (EachAlone().Match(text) is { Success: true } alone) return (new(null, ChineseNumber.ParseInt(alone.Groups["n"].ValueSpan)), Place(alone, alone));
                continue;
            }
            var each = Each().Match(text, total.Index);
            if (!each.Success) each = Holds().Match(text, total.Index);
            return (new(ChineseNumber.ParseInt(total.Groups["n"].ValueSpan), each.Success ? ChineseNumber.ParseInt(each.Groups["n"].ValueSpan) : null), Place(total, each.Success ? each : total));

            TextSpan Place(Match first, Match last) => passage.Span(at + first.Index, at + last.Index + last.Length);
        }
        return (new(null, null), null);
    }

    private static string? Date(Match match, string prefix)
    {
        var year = Number(match.Groups[prefix + "y"]);
        if (year is < 100) year += 2000;
        return year is { } y && PartialDate.TryCreate(y, Number(match.Groups[prefix + "m"]), Number(match.Groups[prefix + "d"]), out var date) ? date.ToString() : null;
    }

    private static int? Number(Group group) => group.Success && group.Length > 0 ? group.Value is "元" ? 1 : ChineseNumber.ParseInt(group.ValueSpan) : null;

    private static int? Years(string text)
    {
        var match = Duration().Match(text);
        if (!match.Success || ChineseNumber.ParseInt(match.Groups["n"].ValueSpan) is not (> 0 and <= 100 and var value)) return null;
        if (match.Groups["unit"].ValueSpan is "年" or "周年") return value;
        return value % 12 == 0 ? value / 12 : null;
    }

    private static string? StartsOn(string text)
    {
        if (!Effect().IsMatch(text)) return null;
        if (SignOrSeal().IsMatch(text)) return "signing-or-sealing";
        if (SignAndSeal().IsMatch(text)) return "signing-and-sealing";
        if (Seal().IsMatch(text)) return "sealing";
        if (Sign().IsMatch(text)) return "signing";
        return SinceDate().IsMatch(text) ? "date" : null;
    }

    private static string? Renewal(string text)
    {
        if (Automatic().IsMatch(text)) return "automatic";
        if (NoRenewal().IsMatch(text)) return "none";
        return ByAgreement().IsMatch(text) ? "by-agreement" : null;
    }

    private static Amount? Notice(string text)
    {
        if (!Ending().IsMatch(text)) return null;
        var match = Ahead().Match(text);
        if (!match.Success) match = Before().Match(text);
        if (!match.Success || ChineseNumber.ParseInt(match.Groups["n"].ValueSpan) is not { } value) return null;
        return new(value, match.Groups["unit"].Value.Contains('月') ? "month" : "day");
    }

    private const string N = ChineseNumber.Pattern;
    private const string Blank = @"(?:[_X]|\(\)|\[\])*";

    [GeneratedRegex(@"有效期|期限|合作期|协议期|合同期|服务期|托管期|支援期|帮扶期|生效|起至|为期|(?:协议|合同|章程|办法|规定|备忘录|责任书)自|周期|时间为|时间:")]
    private static partial Regex RunsAgreement();

    private const string From = @"(?<fy>\d{4}|[零一二三四五六七八九]{4})(?:[年.\-/])" + Blank + @"(?:(?<fm>\d{1,2}|[一二三四五六七八九十]{1,2}|元)(?:[月.\-/])?)?月?" + Blank + @"(?<fd>\d{1,2}|[一二三四五六七八九十]{1,3})?日?";
    private const string To = @"(?<ty>\d{4}|[零一二三四五六七八九]{4})(?:[年.\-/])" + Blank + @"(?:(?<tm>\d{1,2}|[一二三四五六七八九十]{1,2}|元)(?:[月.\-/])?)?月?" + Blank + @"(?<td>\d{1,2}|[一二三四五六七八九十]{1,3})?日?";

    [GeneratedRegex(From + @"(?:起|开始|正式|生效|施行|执行|实施|始)*,?(?:至|到|-{1,2}|~|止于?|截至)" + To)]
    private static partial Regex Period();

    [GeneratedRegex(@"(?:自|从|于)" + From + @"(?:起|开始|生效)")]
    private static partial Regex Since();

    [GeneratedRegex(@"(?:有效期|期限|合作期|协议期)[^。;]{0,12}(?:至|到)" + To + @"(?:止|终止|届满)?|(?<![\d年月])" + To + "(?:期满|届满|到期|终止|止)")]
    private static partial Regex Until();

    [GeneratedRegex(@"(?<!学习|进修|培训|派驻|任职|跟师|保存|研修|驻点)(?:有效期|期限|合作期|合作时间|协议期|合同期|服务期|托管期|支援期|帮扶期|周期|为期)(?:限|间)?(?:暂定|定|共|均|约定|一般|设定|共计)?(?:为|是|:)?(?<n>" + N + @")(?:\([^)]{1,4}\))?(?<unit>周?年|个月)(?!内|度)|(?:生效|[之\d]日起),?(?:为期|有效期?)?(?<n>" + N + @")(?<unit>年)(?:内有效|有效|期)?(?!内[^有]|度|前)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"生效|之日起|有效期自|日起计|成立|日起有效")]
    private static partial Regex Effect();

    private const string Signing = "(?:签字|签名|签署|签订)";
    private const string Sealing = "(?:加盖(?:单位)?(?:公章|印章)|盖章|用印|签章)";

    [GeneratedRegex(Signing + "[(,、/]?或者?(?:由?(?:单位|双方|各方|本单位))?" + Sealing + "|" + Sealing + "或者?" + Signing)]
    private static partial Regex SignOrSeal();

    [GeneratedRegex(Signing + @"(?:[并及和与、,(/且]|并且)?(?:双方|各方|单位|由)?" + Sealing + "|" + Sealing + @"[并及和与、]?" + Signing + "|签章|签字(?:[^。;或]{0,14})" + Sealing + "|" + Sealing + @"[^。;或]{0,12}签字")]
    private static partial Regex SignAndSeal();

    [GeneratedRegex(@"加盖.{0,8}(?:公章|印章)|盖章|用印")]
    private static partial Regex Seal();

    [GeneratedRegex(@"(?:签字|签名|签署|签订|签约)(?:之日|之时|后|日|当日|即|生效|认可|起|完成|确认)")]
    private static partial Regex Sign();

    [GeneratedRegex(@"自?\d{4}年.{0,8}(?:起|开始)?(?:正式)?(?:生效|施行|执行|起)")]
    private static partial Regex SinceDate();

    [GeneratedRegex(@"(?<!不|不得|非)自动(?:顺延|续签|续约|延续|延长|续期|延期|展期)|(?:顺延|续签|续约)(?:一年|N年).{0,6}自动|(?:无|没有|未提出?)(?:书面)?异议[^。;]{0,8}(?:顺延|延续|延长|续期)")]
    private static partial Regex Automatic();

    [GeneratedRegex(@"自动(?:失效|终止|解除|作废|废止)|(?:期满|届满|到期)后?,?(?:即告?|即行|自行|自然)(?:终止|失效)|(?<!拟|方|如|若|愿)不再续签|不予续签|不(?:得|会)?自动(?:续|顺延|延)")]
    private static partial Regex NoRenewal();

    [GeneratedRegex(@"(?<!不愿|不再|不予|不|拒绝)(?:续签|续约|续订|续期|续展)|(?:期满|到期|届满).{0,40}(?:重新签|另行签|签订新|签署新|另签|延长|延续|继续合作)|(?:协商|同意).{0,12}(?:延长|顺延)")]
    private static partial Regex ByAgreement();

    [GeneratedRegex(@"终止|解除|退出|中止|解约|不再合作|停止合作|不能(?:继续)?履行")]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?:应当?|须|需|必须|至少)?(?:提前|提早|预先)(?:至少|不少于)?(?<n>" + N + @")(?<unit>个?月|日|天|个工作日|个自然日)(?:以上)?(?:向|以|通过|,|采用|用|将|告知|通知|书面|正式|及时|提出|报)(?![^,。;]{0,8}续)")]
    private static partial Regex Ahead();

    [GeneratedRegex(@"(?<!期满|届满|到期|期限|满)(?:于|在|至少)?(?<n>" + N + @")(?<unit>个?月|日|天|个工作日)(?:之|以)?前[^。;]{0,8}(?:书面|通知|告知)")]
    private static partial Regex Before();

    [GeneratedRegex(@"(?:终止|解除|期满|届满|失效|退出|到期)(?:之?[后前]|时|以后)?[^。;]{0,30}(?:负责到底|(?<![需须要如若愿意拟意以])继续(?!合作|签|续|履行的|帮扶的|支援的|托管)|仍(?:然|由|应|须|需|旧|有效|负|具|承担|对|按)|依然有效|持续有效|长期有效|不受影响)|不因[^。;]{0,24}(?:终止|解除|届满|失效)|至本?(?:协议|合同)(?:终止|期满|解除)后|(?:终止|解除|期满|届满)后[^。;]{0,30}(?:不中断|不得中断|妥善)|(?:终止|解除|退出)[^。;]{0,20},[^。;]{0,4}已经?(?:受理|收治|启动|开始|接收|安排|预约)的[^。;]{0,14}(?:应|须|继续|完成|直至)|已经?(?:转入|转来|收治|入院|住院)的?(?:患者|病人)[^。;]{0,8}(?:继续|仍)[^。;]{0,24}(?:至|完|结束|出院)|(?:终止|解除)(?:[^。;]{0,10})不影响|(?:终止|解除|期满|届满)的?,[^。;]{0,40}(?:按原|到底|做完|办完|直至|办理完)")]
    private static partial Regex Surviving();

    // A supplement: "由…变更为“至2028年12月31日”".
    [GeneratedRegex(@"(?:(?:变更|修改|调整|更改|改)为""?(?:至|到)?|延长(?:至|到))" + To)]
    private static partial Regex Changed();

    [GeneratedRegex("月" + Blank + "日")]
    private static partial Regex BlankDay();

    [GeneratedRegex(@"[一壹]式(?<n>" + N + @")份|(?:正本|共)(?<n>" + N + @")份(?=[,。;])")]
    private static partial Regex Total();

    [GeneratedRegex(@"(?:各(?:自)?|每[家方])(?:执|持|存|留|保留|保存|留存|保管|执有|持有|收执)?(?<n>" + N + @")份")]
    private static partial Regex Each();

    // "本协议签约各方各执一份": the number of copies follows from the parties.
    [GeneratedRegex(@"(?:协议|合同|章程)[^。;]{0,12}各(?:自)?(?:执|持|存)(?<n>" + N + @")份")]
    private static partial Regex EachAlone();

    [GeneratedRegex(@"(?:方|单位|医院)(?:执|持|存|留|留存|保存)(?<n>" + N + @")份")]
    private static partial Regex Holds();
}
