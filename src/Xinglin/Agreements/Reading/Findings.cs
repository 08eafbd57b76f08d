using System.Text.RegularExpressions;
using Xinglin.Platform;

namespace Xinglin.Agreements.Reading;

/// <summary>What a person should look at before confirming: gaps, dates, risks. A finding never changes what was read.</summary>
internal static partial class Findings
{
    private const int Reach = 60;

    private sealed record Clause(string Code, string Name, Regex Present);

    private static readonly Clause[] Expected =
    [
        new("missing-clause:breach", "违约责任", Breach()),
        new("missing-clause:disputes", "争议解决", Disputes()),
        new("missing-clause:notice", "终止通知期", Notice()),
        new("missing-clause:termination", "提前终止", Termination()),
        new("missing-clause:data-protection", "数据保护与保密", DataProtection()),
        new("missing-clause:fees", "费用承担", Fees()),
    ];

    public static IEnumerable<ReadingFinding> Missing(IReadOnlyList<Passage> body, AgreementTerm term, bool complete, string kind)
    {
        if (kind is "other") yield break;
        foreach (var clause in Expected)
        {
            if (clause.Code is "missing-clause:notice" or "missing-clause:termination" && term.Notice is not null) continue;
            if (body.Any(passage => Sentences.Texts(passage).Any(sentence => clause.Present.IsMatch(sentence)))) continue;
            yield return complete && kind is not "charter"
                ? new(clause.Code, "warning", $"未见“{clause.Name}”条款，建议补充约定。")
                : new(clause.Code, "info", complete ? $"未见“{clause.Name}”条款；章程可另文规定，请核对。" : $"现有文字中未见“{clause.Name}”条款，但文本不完整，不能断定原件没有。");
        }
    }

    public static IEnumerable<ReadingFinding> OfTerm(AgreementTerm term, TextSpan? span, bool dayBlank, DateOnly today)
    {
        if (term.To is null && term.From is null) yield break;
        if (dayBlank) yield return new("day-left-blank", "warning", "有效期的起止日期没有写明具体日，提醒按最早可能的日期计算，请补填。", span);
        var last = term.To is { } to ? PartialDate.Parse(to).LatestDay
            : term is { From: { } from, Years: { } years } ? PartialDate.Parse(from).LatestDay.AddYears(years)
            : (DateOnly?)null;
        if (last < today) yield return new("expired", "error", $"协议有效期至 {term.To ?? $"{last:yyyy-MM-dd}"}，已经届满；续签前不能作为现行依据。", span);
    }

    public static IEnumerable<ReadingFinding> OfDuties(IEnumerable<Duty> duties) => duties
        .Where(duty => duty.Vague.Count > 0)
        .Select(duty => new ReadingFinding("needs-detail", "info", $"第 {duty.Path} 项只写“{string.Join("、", duty.Vague)}”，没有数字，请协商补充频次、时限或数量。", duty.Span));

    public static IEnumerable<ReadingFinding> OfNumbering(Outline outline) => outline.Gaps
        .Select(gap => new ReadingFinding("numbering-gap", "info", $"编号不连续：此处应为第 {gap.Expected} 项，原文写作第 {gap.Node.Mark!.Number} 项，可能缺文或重号。", gap.Node.Head!.Span()));

    public static IEnumerable<ReadingFinding> OfAttachments(IReadOnlyList<Passage> body, Outline outline)
    {
        var present = outline.Attachments.Where(line => line.IsAttachment).Select(line => Attachment().Match(line.Body.Text)).Where(match => match.Success).Select(Number).ToHashSet();
        var titles = outline.Attachments.Where(line => line.IsAttachment).Select(line => line.Body).ToHashSet();
        foreach (var passage in body.Where(passage => !titles.Contains(passage)))
            foreach (Match match in Attachment().Matches(passage.Text))
            {
                if (outline.Attachments.Count > 1 && (Number(match) is null || present.Contains(Number(match)) || present.Contains(null))) continue;
                yield return new("attachment-missing", "warning", $"正文提到“{match.Value}”，文件中没有它的内容，请一并提供。", passage.Span(match.Index, match.Index + match.Length));
                yield break;
            }

        static int? Number(Match match) => match.Groups["no"].Success ? ChineseNumber.ParseInt(match.Groups["no"].ValueSpan) : null;
    }

    private static string CommaPart(string sentence, int before) => sentence[Math.Max(Math.Max(0, before - Reach), sentence.LastIndexOf(',', Math.Max(before - 1, 0), Math.Min(Math.Max(before, 1), Reach)) + 1)..before];

    /// <summary>Payments for referrals, inducements to patients, limits on the patient's choice; not where the text forbids exactly that.</summary>
    public static IEnumerable<ReadingFinding> Risks(IReadOnlyList<Passage> body)
    {
        foreach (var passage in body)
            foreach (var (start, end) in Sentences.Ranges(passage.Text))
            {
                var sentence = passage.Text[start..end];
                foreach (Match match in Risk().Matches(sentence))
                {
                    if (match.Groups["must"].Success ? Forbids().IsMatch(CommaPart(sentence, match.Index)) : Forbids().IsMatch(sentence[Math.Max(0, match.Index - Reach)..match.Index]) || Forbids().IsMatch(match.Value) || (match.Index > 0 && sentence[match.Index - 1] is '不' or '无')) continue;
                    yield return new("compliance-risk", "error", $"“{passage.Shown(start + match.Index, start + match.Index + match.Length)}”可能涉及转诊回扣、诱导就医或限制患者选择，签署前请合规审查。",
                        passage.Span(start + match.Index, start + match.Index + match.Length));
                    break;
                }
            }
    }

    [GeneratedRegex("违约|违反本?(?:协议|合同|约定)|赔偿|不履行.{0,10}责任")]
    private static partial Regex Breach();

    [GeneratedRegex("争议|争执|(?<!医疗|医患)纠纷|(?:医疗|医患)纠纷[^。;]{0,24}(?:协商|调解|协调)|仲裁|诉讼|起诉|诉诸|分歧|争端|不同(?:理解|意见)|协调解决")]
    private static partial Regex Disputes();

    [GeneratedRegex("(?:终止|解除|退出|中止).{0,40}书面(?:通知|告知)|书面(?:通知|告知).{0,20}(?:终止|解除|退出)")]
    private static partial Regex Notice();

    [GeneratedRegex("提前(?:终止|解除)|(?:可以?|有权|要求|申请|提出|自行|单方|协商|同意).{0,10}(?:终止|解除|退出)|(?:终止|解除)(?:本)?(?:协议|合同|合作)|退出(?:机制|联盟|集团|医联体|医共体)|劝.{0,2}退")]
    private static partial Regex Termination();

    [GeneratedRegex("(?:个人|健康|患者|身份)信息|隐私|保密|(?:患者|病人)的?(?:资料|病历|数据)[^。;]{0,10}(?:提供给|泄|外传|公开)|(?:影像|诊疗|患者|病人)数据|数据安全|信息安全|泄露|数据保护|商业秘密")]
    private static partial Regex DataProtection();

    [GeneratedRegex("(?<!次均|人均|医疗|住院|总)费用(?!增|控制)|结算|收费|费(?:每|按|标准)|管理费|服务费|会费|经费|工资|报酬|津贴|补助|自理|付款|支付|承担.{0,8}费|差旅费|运费")]
    private static partial Regex Fees();

    [GeneratedRegex("(?:详?见|按照?|依照|参照|列[于入]|载于|附有|以)?《?附(?:件|表)(?<no>[一二三四五六七八九十]|\\d{1,2})?|^附:[^。;]{2,24}\\(另附\\)")]
    private static partial Regex Attachment();

    [GeneratedRegex(@"回扣|提成|返还[^,。;]{0,8}(?:费|款)|按[^,。;]{0,14}(?:采购|销售|业务|检查|送检)(?:额|量)[^,。;]{0,10}(?:返|提取|给付)|返点|返利|介绍费|信息费|感谢费|好处费|转诊费|开单费|红包|(?:每(?:转诊|转|介绍|推荐|成功|例|位|名|人).{0,20}|转诊.{0,16})(?:奖励|奖金|给予.{0,8}元|支付.{0,12}(?:元|费)|劳务费|返还|补贴)|每(?:例|人次|位|名|单)[^。;]{0,24}(?:提取|计提|付给|发给|发放|支付|奖励|返)[^。;]{0,12}(?:医生|医师|经手人|个人|开单)|每(?:例|人次|位|名|单)向[^,。;]{0,16}(?:医生|医师|经手人|个人)[^,。;]{0,14}元|免(?:收|除|去|交|付)?.{0,3}(?:挂号|诊查|诊疗|检查|住院)费.{0,4}|免(?:收|交)?(?:住院)?押金|减免.{0,10}(?:费|金)|赠送.{0,8}(?:礼品|现金|体检卡)|(?<must>必须(?:转|送|上转|到|前往|选择).{0,12}|只(?:能|准|可|许)(?:转|到|去|送|选|在).{0,12}|一律(?:转|送|上转).{0,12}|(?:不得|不能|不准|不可|禁止)(?:再)?(?:转|送|上转|介绍|推荐)(?:至|往|到|给|诊至|诊到|诊往).{0,12}|(?:不得|禁止).{0,6}(?:其他|其它|别的|第三方)(?:医院|医疗机构).{0,6}(?:就诊|转诊)?|全部(?:转|介绍|推荐|送)(?:到|至|往|给|诊).{0,10}|独家)")]
    private static partial Regex Risk();

    [GeneratedRegex("不得|禁止|严禁|不允许|不准|不以|不收取|不给付|杜绝|拒绝|互不|不存在|不能|不许|抵制|反对|未经|不发生|不产生|不涉及|无任何")]
    private static partial Regex Forbids();

}
