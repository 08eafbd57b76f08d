using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// The names under which agreements speak of an indicator, and the code that Xinglin gives it. The longest name that fits wins.
/// Add an indicator by adding a line. Names follow the 2024 county-consortium monitoring set and the usual performance figures.
/// </summary>
internal static partial class IndicatorNames
{
    private sealed record Entry(string Code, string Units, Regex Pattern);

    private const string Percent = "%";

    /// <summary>Every indicator's name holds one of these characters.</summary>
    public static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("率比重度平日数幅速长量力例养费次价转降");

    private static readonly Entry[] Entries =
    [
        E("grassroots-first-visit-rate", Percent, "基层(医疗机构)?首诊率|首诊在基层的?比例"),
        E("grassroots-common-disease-capability", Percent, "(基层(医疗(卫生)?机构)?)?常见病、?多发病的?(诊疗|诊治|救治)(能力|率|水平)|基层(医疗机构)?诊疗能力"),
        E("grassroots-visit-share", Percent, "(县域内)?基层(医疗卫生机构|医疗机构)?(门急诊|诊疗)(人次|量|服务量)?(数)?(占总诊疗量的?)?(占比|比例|比重|比)"),
        E("county-visit-rate", Percent, "(县|区|市)域内?就诊率|县域内?就诊比例"),
        E("county-inpatient-share", Percent, "(参保人)?县域内?住院(人次|量|率)?(占比|比例|率)"),
        E("shared-equipment-use", Percent, "(医疗)?设备的?(共享)?(利用|使用)率|共享设备(利用|使用)率|大型设备共享率"),
        E("training-coverage", Percent, "(基层)?((医护|医务|卫生)?(技术)?人员|医师|员工|职工)?的?(接受)?(专业|业务|岗位|全员)?培训的?(覆盖率|比例|参训率|率)|受训比例"),
        E("health-knowledge-rate", Percent, "(居民)?健康知识(普及率|知晓率)"),
        E("health-literacy", Percent, "(居民)?健康素养(水平|率)?"),
        E("chronic-disease-management-rate", Percent, "(居民)?(慢性?病)(患者)?(健康)?(规范)?管理率"),
        E("hypertension-standard-management-rate", Percent, "高血压(患者)?规范(化)?(健康)?管理率"),
        E("hypertension-management-rate", Percent, "高血压(患者)?(健康)?管理率"),
        E("blood-pressure-control-rate", Percent, "(高血压(患者)?)?血压(控制|达标)率|高血压控制率"),
        E("diabetes-standard-management-rate", Percent, "(2型)?糖尿病(患者)?规范(化)?(健康)?管理率"),
        E("diabetes-management-rate", Percent, "(2型)?糖尿病(患者)?(健康)?管理率"),
        E("blood-glucose-control-rate", Percent, "(糖尿病(患者)?)?血糖(控制|达标)率"),
        E("elderly-health-management-rate", Percent, "(65岁(及|以)?以?上)?老年人健康管理率"),
        E("child-health-management-rate", Percent, "(0[-~至]6岁)?儿童健康管理率"),
        E("family-doctor-coverage", Percent, "(重点人群|常住人口|居民)?(家庭医生|家医)(签约)?(服务)?的?(签约|覆盖)率|签约服务,?覆盖率|签约(服务)?覆盖率"),
        E("patient-satisfaction", "%|分", "(患者|群众|病人|居民|服务对象)?(对医疗服务)?的?(综合)?满意(度|率)"),
        E("family-satisfaction", "%|分", "家属满意(度|率)"),
        E("staff-satisfaction", "%|分", "(职工|员工|医务人员)满意(度|率)"),
        E("referral-rate", Percent, "(患者)?转诊率"),
        E("referral-up-rate", Percent, "上转率|向上转诊率"),
        E("referral-down-rate", Percent, "下转率|向下转诊率|下转(患者|病人)?(占比|比例)|转回基层的?比例"),
        E("referral-closure-rate", Percent, "(转诊|转介)(闭环|完成|到诊|成功)率"),
        E("medical-cost-growth-rate", Percent, "(年度)?(医疗|住院)?(总)?费用的?(年)?(均)?(增长率?|增幅|增速)|医疗费用增长"),
        E("outpatient-cost-growth-rate", Percent, "门(急)?诊(患者)?次均(医药)?费用的?(年)?(均)?(增长率?|增幅|增速)"),
        E("inpatient-cost-growth-rate", Percent, "(住院(患者)?次均|次均住院|人均住院)(医药)?费用的?(年)?(均)?(增长率?|增幅|增速)"),
        E("average-length-of-stay", "天|日", "平均住院(日|天数)"),
        E("bed-occupancy-rate", Percent, "(病)?床位?(使用|利用)率"),
        E("consumables-per-100-yuan-income", "元", "百元医疗收入(中)?(消耗|占用)的?(卫生)?(材料|耗材)(费用)?"),
        E("outpatient-cost", "元", "门(急)?诊(患者)?次均(医药)?费用"),
        E("inpatient-cost", "元", "(住院(患者)?次均|次均住院|人均住院)(医药)?费用"),
        E("procurement-price-reduction", Percent, "(药品|耗材|试剂|药耗)[\\u4e00-\\u9fff]{0,6}采购价格?(平均)?(下降|降幅)"),
        E("referrals-up", "人次|例", "(年)?(上转|向上转诊)((患者|病人)(人次|例数|人数|量)?|人次|例数|人数|量)"),
        E("referrals-down", "人次|例", "(年)?(下转|向下转诊)((患者|病人)(人次|例数|人数|量)?|人次|例数|人数|量)"),
        E("pressure-ulcer-rate", Percent, "压(疮|力性损伤)(发生)?率"),
        E("fall-rate", Percent, "跌倒(坠床)?(发生)?率"),
        E("cancer-early-diagnosis-rate", Percent, "(肿瘤|癌症)?(患者)?的?早诊率"),
        E("grade-a-film-rate", Percent, "甲级?片率"),
        E("report-quality-rate", Percent, "病理报告符合率|(检验|影像|诊断)?(报告|标本|检验)(书写|采集|送检)?(合格|符合|准确)率"),
        E("drug-cost-share", Percent, "药占比|药品(收入|费用)?(占比|比例)"),
        E("medical-service-income-share", Percent, "医疗服务收入(占比|比例)"),
        E("fund-in-county-share", Percent, "(医保基金)?县域内(医保基金)?支出(占比|率|比例)"),
        E("fund-grassroots-share", Percent, "基层(医疗机构)?医保基金(支出)?(占比|比例)"),
        E("tcm-visit-share", Percent, "中医(药|类)?(诊疗|门诊)(服务)?(量|人次)?(占比|比例)"),
        E("result-recognition-rate", Percent, "((检查|检验|检查检验|检验检查)(结果)?)?互认(率|比例)"),
        E("appropriate-technique-rate", Percent, "适宜技术(推广|普及|应用|覆盖)率"),
        E("complication-rate", Percent, "并发症(发生)?率"),
        E("infection-rate", Percent, "(医院)?感染(发生)?率"),
        E("record-filing-rate", Percent, "(居民)?(电子)?健康档案(建档|使用|规范化)?率"),
        E("vaccination-rate", Percent, "(疫苗|预防)?接种率"),
        E("remote-diagnosis-share", Percent, "远程(诊断|会诊|影像|心电)[\\u4e00-\\u9fff]{0,6}(率|占比|比例)"),
        E("specimen-rejection-rate", Percent, "标本(不合格|拒收)率"),
        E("report-timeliness-rate", Percent, "(报告|标本|检验)(结果)?(出具|送检|采集|书写)?及时率"),
        E("level-three-four-surgery-share", Percent, "三四级手术(占比|比例)"),
        E("antibiotic-use-density", "|DDD|DDDs", "抗菌药物使用强度"),
        E("referral-follow-up-rate", Percent, "转诊(患者|病人)的?随访率"),
        E("stroke-thrombolysis-rate", Percent, "(静脉)?溶栓率"),
        E("stroke-onset-to-door-time", "分钟|小时", "(卒中)?(患者)?发病到(入院|到院)(的)?时间(的)?(中位数)?"),
        E("door-to-needle-time", "分钟", "(入院到溶栓|DNT)(时间)?(的)?(中位数)?"),
        E("assessment-pass-rate", Percent, "考核合格率"),
        E("chronic-disease-admission-rate", Percent, "慢(性)?病[\\u4e00-\\u9fff]{0,8}住院率"),
    ];

    /// <summary>The codes of the indicators that have one.</summary>
    public static IEnumerable<string> Codes => Entries.Select(entry => entry.Code);

    /// <summary>The last indicator named in the text, or a rate that no list knows (code "other").</summary>
    /// <param name="goals">Whether any time or count that is named is an indicator.</param>
    public static (string Code, string Name, int At)? LastIn(string text, string unit, bool goals)
    {
        (string Code, string Name, int At, int End)? best = null;
        foreach (var entry in Entries)
        {
            if (!entry.Units.Split('|').Contains(unit is "‰" ? Percent : unit)) continue;
            foreach (Match match in entry.Pattern.Matches(text))
            {
                var end = match.Index + match.Length;
                if (best is null || end > best.Value.End || (end == best.Value.End && match.Length > best.Value.Name.Length)) best = (entry.Code, match.Value, match.Index, end);
            }
        }
        var others = unit switch
        {
            "%" or "个百分点" or "‰" or "/10万" or "/十万" or "倍" => AnyRate(),
            "" when goals => AnyIndex(),
            "分钟" or "小时" or "天" or "日" when goals => AnyTime(),
            not "元" and not "万元" and not "分" when goals && best is null => AnyCount(),
            _ => null,
        };
        if (others is not null)
            foreach (Match match in others.Matches(text))
            {
                var end = match.Index + match.Length;
                if (best is not null && end <= best.Value.End) continue;
                var name = Verb().Replace(match.Value.TrimStart('、'), "");
                if (name.LastIndexOf('的') is >= 0 and var of && name.Length - of > 3) name = name[(of + 1)..];
                if (name.Length >= 2 && !NoTarget().IsMatch(name)) best = ("other", name, end - name.Length, end);
            }
        return best is { } found ? (found.Code, found.Name.TrimStart('的'), found.At) : null;
    }

    private static Entry E(string code, string units, string pattern) => new(code, units, new(pattern, RegexOptions.CultureInvariant));

    [GeneratedRegex(@"[\u4e00-\u9fff0-9、\-~]{2,24}?(?:率(?!先|领)|占比|比例|比重|满意度|增幅|增速|水平|(?:人次|例数|人数|数量|诊量|术量|成本|支出|价格)(?=[^,。;]{0,12}[降减增升提]))")]
    private static partial Regex AnyRate();

    [GeneratedRegex(@"[\u4e00-\u9fffA-Za-z0-9\-]{2,30}?(?:时间|时长|间隔|天数)")]
    private static partial Regex AnyTime();

    [GeneratedRegex(@"[\u4e00-\u9fffA-Z]{2,12}?(?:值|指数|系数|评分)")]
    private static partial Regex AnyIndex();

    // "新技术新项目" before "不少于20项"
    [GeneratedRegex(@"(?!不少于|不低于|不超过|控制在|增加到)[\u4e00-\u9fff]{3,20}?(?=(?:不少于|不低于|不超过|至少|达到?|超过|控制在|增至|增加到?|≥|>=|为)?$)")]
    private static partial Regex AnyCount();

    // Shares of slots and prices are terms of a duty, no results.
    [GeneratedRegex("预留|投放|折扣|优惠|提成|分配|支付")]
    private static partial Regex NoTarget();

    [GeneratedRegex(@"^.*(?:将|把|使得?|确保|实现|力争|保证|保持|计划|其中|及|和|内|方)(?=[\u4e00-\u9fff]{3})")]
    private static partial Regex Verb();
}
