using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Sentences that oblige nobody: effect, copies, renewal, definitions, bare principles.</summary>
internal static partial class GeneralMatter
{
    /// <summary>The sentences of the text that could oblige, as one string.</summary>
    public static string Without(string text) => Binding(text).Text;

    /// <summary>The sentences that could oblige, and the stretch of the text from the first of them to the last.</summary>
    public static (string Text, int Start, int End) Binding(string text)
    {
        var kept = new List<string>();
        var (first, last) = (0, 0);
        var inExample = false;
        foreach (var (start, end) in Sentences.Ranges(text))
        {
            var sentence = text[start..end];
            (var parts, inExample) = ExampleScope.Parts(sentence, inExample);
            if (parts.All(part => part.IsExample) && (sentence.Contains('%') || ExampleScope.IsReference(sentence))) continue;
            if (Is(sentence)) continue;
            if (kept.Count == 0) first = start;
            kept.Add(sentence);
            last = end;
        }
        return (kept.Count == 1 ? kept[0] : string.Concat(kept), first, last);
    }

    private static readonly KeyedPattern GeneralWords = new(General());

    private static bool Is(string sentence) =>
        (GeneralWords.IsMatch(sentence, new(sentence)) && !Obliges().IsMatch(sentence)) || Principle().IsMatch(sentence) || Definition().IsMatch(sentence) || Purpose().IsMatch(sentence);

    [GeneratedRegex(@"[一壹]式.{1,4}份|^.{0,8}各(?:自)?[执持].{0,4}份|[执持][零一二两三四五六壹贰叁肆\d]份|未尽事[宜项]|有效期.{0,8}(?:年|个月|月)|有效期限?(?:为|自|至|:)|(?:自|从).{0,40}(?:起|后)(?:正式)?(?:生效|施行|执行|实施)|经.{0,40}(?:起|后)(?:正式)?(?:生效|施行)|(?:盖章|签字|签章|签订|签署).{0,12}(?:生效|有效)|续签|续约|自动(?:顺延|续|失效|终止|延)|期满.{0,30}(?:签订|协商|终止|失效|延长|重新|自行)|到期.{0,20}(?:签订|协商|终止|失效|延长|重新)|(?:到期|期满|届满)[^。;]{0,16}(?:顺延|延续)|同等.{0,4}效力|组成部分|负责解释|解释权|补充协议|(?:合作|协议|托管|支援|服务|合同)期(?:限|为|[零一二三四五六七八九十两壹贰叁伍拾\d]{1,3}年)|[自从]\d{4}[年.].{0,24}[至到](?!少)|(?<!进修|学习|培训|派驻|轮转|带教|见习)期限(?:为|自|:)|达成(?:如下|以下)|订立本|制定本|签订本|签订地点|正本|副本|无正文|(?:本协议|本合同|本章程|协议|合同|条款)的?(?:变更|修改|补充|修订)|未经.{0,10}(?:书面同意|书面).{0,10}(?:变更|修改)|章程.{0,10}(?:修改|通过)|^[^,]{0,30}另行(?:商定|约定|协商)|有效期[^。;]{0,40}(?:变更|修改|调整|延长)|^(?:.{0,14}\((?:盖?章|公章|签章|签字|签字盖章|签名)\):?)+$")]
    private static partial Regex General();

    [GeneratedRegex(@"书面(?:通知|告知)|(?:提前.{1,12}|书面)(?:通知|告知)|继续(?:履行|给予|提供|承担|完成|做好|接受|遵守|保密|开展)|违约|赔偿|保密|仲裁|诉讼|起诉|法院|不可抗力|患者|病人|应(?:当)?(?:严格|积极)|严格遵守|派|转诊|负担|支付|承担")]
    private static partial Regex Obliges();

    [GeneratedRegex(@"^.{0,12}(?:遵循|坚持|秉承|本着|奉行|强调|恪守|以).{2,60}(?:原则|理念|宗旨|方针|目标|合作方式)[。;]?$")]
    private static partial Regex Principle();

    [GeneratedRegex(@"^.{0,30}(?:所称|是指|系指|指的是)|^(?:总部|办公地点|住所|地址)|^[^,;()]{2,24}(?:见|列于|载于)附(?:件|表|录)[^,;()]{0,30}[。;]?$")]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(?:本(?:协议|合作协议|合同|章程|联盟|集团|医联体|医共体)|为了?)[^,;]{0,40}(?:旨在|是.{0,20}(?:组织|联合体|共同体|联盟)|名称)|^[^,;]{0,14}是[^,;]{0,30}(?:组织|联合体|共同体|联盟)|^为了?.{4,80}(?:制定|订立|签订|达成)")]
    private static partial Regex Purpose();
}
