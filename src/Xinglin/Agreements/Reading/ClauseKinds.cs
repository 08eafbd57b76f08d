using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// The table of clause kinds. A kind's score is the sum of its rules that match; kinds from <see cref="Enough"/> on apply,
/// best first; below it only the best is taken, and "other" when nothing matches. Add a kind by adding its lines here.
/// </summary>
internal static class ClauseKinds
{
    private const int Enough = 10;

    private sealed record Rule(string Kind, int Weight, Regex Pattern);

    private static readonly Rule[] Rules =
    [
        R("organisation-guidance", 10, "完善工作机制|强化协议履行|组织管理|理事会|联席会|例会|协调会|领导小组|管理委员会|管委会|发展规划|治理结构|协调机制|工作机制|日常管理|议事|办公室"),
        R("organisation-guidance", 4, "指导帮扶|组织协调|统筹|沟通|协调|规划|组织实施|医共体建设|共同推动|共同推进|优化资源|运营效率"),
        R("technique-promotion", 12, "适宜技术|适宜.{0,8}(诊疗)?(项目|技术)|新技术|新项目|技术推广|推广.{0,10}技术|技术.{0,6}推广"),
        R("management-alignment", 12, "管理一体化|一体化管理|标准一体化|同质化|完善.{0,30}(制度|流程)|统一.{0,10}(规章|制度|标准|规范|管理)|规范化管理|管理水平"),
        R("specialty-assistance", 10, "派驻|坐诊|对口.{0,3}(帮扶|支援)|(专科|学科|科室).{0,4}(建设|共建|帮扶)|重点(学科|专科)|查房|(派|选派|派出|派遣|安排|抽调).{0,14}(专家|医师|医生|骨干|专业技术人员|团队)|专家门诊|专科联盟|下沉|专科门诊"),
        R("heritage-studio", 30, "传承工作室|名老中医|名医.{0,3}工作室|专家工作室|师承"),
        R("research-cooperation", 12, "科研|课题|临床研究|科学研究|学术成果"),
        R("training-placement", 12, "进修|跟班|跟师|规范化培训|脱产学习|免费学习"),
        R("short-course", 11, "培训班|短期培训|轮训|讲座|业务培训|继续教育|集中培训|专题培训|技能培训|培训活动|举办.{0,14}培训|(开展|组织|提供).{0,12}培训|远程教学|教学"),
        R("case-conference", 14, "疑难病例|病例.{0,2}(研判|讨论)|疑难.{0,4}(会诊|讨论)|多学科|会诊"),
        R("training-participation", 30, "(组织|选派|安排|派出|派|鼓励).{0,16}(人员|医师|医生|护士|骨干|职工|医务人员|名).{0,8}参加|参加.{0,12}(培训|进修)|(选派|派出|派遣|派|选送|安排).{0,24}(到|赴|至|前往).{0,12}(进修|培训|学习|跟班)"),
        R("annual-plan", 40, "(次年|下一年|下年度|来年|明年|年度).{0,20}(计划|需求)"),
        R("two-way-referral", 12, "双向转诊|上转|下转|转诊制度|分级诊疗|转诊.{0,4}(流程|标准|原则|规范|程序|指征|服务|工作|机制|病人|患者|单|手续|条件|病种)|转回|转至|转往|转入|转出|转院|转诊到|转诊至|转给|(向|到|至).{0,8}转诊|接诊转诊|康复回社区"),
        R("referral-hotline", 18, "电话|热线|专线|专人|联系人|联络员|联络人|转诊.{0,2}(办公室|专员|中心|窗口)"),
        R("green-channel", 13, "绿色通道|绿色就诊通道|快速通道"),
        R("referral-priority", 22, "优先权|优先.{0,3}(安排|就诊|检查|住院|收治|接诊|入院|诊治|办理|接收|诊疗|预约|床位|挂号|提供|服务)|(就诊|检查|住院|收治|入院).{0,4}优先"),
        R("result-recognition", 30, "互认|一单通|结果共享"),
        R("quality-guidance", 13, "(检验|影像|心电|病理|质控|质量控制).{0,14}指导|室间质评|质控.{0,6}(检查|督导)"),
        R("quality-safety", 12, "医疗质量|医疗安全|质量控制|质量管理|质量安全|安全管理|不良事件|院感|感染控制|质控"),
        R("preparation-supply", 26, "(提供|供应|调剂|配送|使用).{0,8}制剂|制剂.{0,12}(供应|调剂|使用|配送|优惠)"),
        R("preparation-development", 24, "(研发|开发|研制|研究).{0,8}制剂|制剂.{0,6}(研发|开发|研制)"),
        R("autonomy", 30, "独立.{0,4}(决策|自主|法人|核算|运营|经营|承担)|自主权|自主(经营|决策|管理)|(法人|性质|职能|隶属|投入|身份|产权|资产|体制|渠道|关系|归属|独立).{0,8}不变"),
        R("plaque", 26, "牌子|挂牌|加挂|标牌|铜牌|牌匾|授牌|悬挂"),
        R("assistance-reception", 26, "接纳|接受.{0,10}(帮扶|指导|支援|托管)|为.{0,14}(专家|派驻人员|支援人员|帮扶人员|医师|人员|团队).{0,6}提供|(工作|生活|办公|食宿|住宿).{0,4}(条件|场所|保障|用房)|食宿"),
        R("publicity", 16, "宣传"),
        R("scope", 40, "适用范围|适用于"),
        R("resource-sharing", 13, "资源.{0,4}共享|共享.{0,8}(设备|资源|床位|号源)|(设备|床位|号源|仪器|中心).{0,12}共享|共享中心|开放.{0,10}(设备|号源|床位)|预留.{0,8}(床位|号源)"),
        R("staff-exchange", 12, "(人员|人才).{0,12}(交流|流动|柔性|轮岗)|多点执业"),
        R("finance-disclosure", 16, "财务(报告|公开|管理|监督|报表|状况|信息)|公开财务|账目"),
        R("information-sharing", 13, "信息(管理|共享|互通|互联|系统|平台|化|通报|沟通|反馈)|电子病历|数据.{0,4}(共享|交换|互通)|健康档案"),
        R("remote-consultation", 26, "远程"),
        R("chronic-disease-management", 14, "慢性?病|高血压|糖尿病"),
        R("family-doctor", 16, "家庭医生|签约服务|家医"),
        R("public-health", 12, "公共卫生|预防接种|传染病|健康教育|义诊|健康体检"),
        R("emergency-care", 16, "急救|急诊|120"),
        R("specimen-testing", 16, "送检|标本|外送|检测项目|危急值"),
        R("drug-supply", 13, "药品.{0,8}(供应|配送|目录|调剂|采购|衔接)|用药目录|统一.{0,6}药品"),
        R("department-trusteeship", 12, "托管"),
        R("fee-settlement", 20, "费用|结算|收费|支付|付款|付费|管理费|服务费|报酬|补助|津贴|补贴"),
        R("medical-insurance", 10, "医保|医疗保险|新农合"),
        R("performance-assessment", 13, "考核|绩效|评估|督导检查|评价"),
        R("confidentiality", 40, "保密|泄露|泄漏|隐私|商业秘密"),
        R("data-protection", 30, "个人信息|数据安全|信息安全|数据保护"),
        R("breach-liability", 40, "违约|赔偿"),
        R("dispute-resolution", 36, "争议|仲裁|诉讼|起诉|纠纷|人民法院"),
        R("termination-notice", 50, "(终止|解除|退出|中止|解约).{0,30}(书面|通知)|(书面|提前).{0,12}(终止|解除|退出)"),
        R("termination", 16, "终止(合作|协议|本协议|合同)|解除(合作|协议|本协议|合同)|退出"),
        R("force-majeure", 60, "不可抗力"),
        R("surviving-duty", 16, "(终止|解除|期满|届满)后?.{0,16}(继续履行|继续有效|仍)"),
        R("term", 30, "自.{0,20}之?日起.{0,6}生效|有效期.{0,4}[零一二三四五六七八九十\\d]{1,3}年|期满后|到期后|续签"),
        R("liability", 12, "(承担|负).{0,10}责任|责任由|医疗事故"),
        R("compliance", 10, "法律法规|诊疗规范|操作规程|规章制度"),
    ];

    public static IReadOnlyList<string> Of(string text, bool hasTargets)
    {
        if (text.Length > 4000) text = text[..4000];
        var scores = new Dictionary<string, (int Score, int At)>();
        foreach (var rule in Rules)
        {
            var match = rule.Pattern.Match(text);
            if (!match.Success) continue;
            var (score, at) = scores.GetValueOrDefault(rule.Kind, (0, int.MaxValue));
            scores[rule.Kind] = (score + rule.Weight, Math.Min(at, match.Index));
        }
        if (hasTargets) scores["indicator-target"] = (100, 0);
        if (scores.Count == 0) return ["other"];
        var ranked = scores.OrderByDescending(kind => kind.Value.Score).ThenBy(kind => kind.Value.At).ToList();
        var enough = ranked.Where(kind => kind.Value.Score >= Enough).Select(kind => kind.Key).ToList();
        return enough.Count > 0 ? enough : [ranked[0].Key];
    }

    private static Rule R(string kind, int weight, string pattern) => new(kind, weight, new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
}
