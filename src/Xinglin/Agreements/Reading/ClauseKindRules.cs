namespace Xinglin.Agreements.Reading;

/// <summary>
/// The table of clause kinds. A kind's score is the sum of its rules that match; kinds from <see cref="Enough"/> on apply,
/// and "other" is what nothing matches. Add a kind by adding its lines here.
/// </summary>
internal sealed class ClauseKindRules(string title)
{
    private const int Enough = 10;
    private const int StronglySupported = 16;

    private readonly Dictionary<string, (int Score, int At)> _document = Document(title);
    private readonly Dictionary<string, Dictionary<string, (int Score, int At)>> _sections = [];

    private sealed record Rule(string Kind, int Weight, KeyedPattern Pattern);

    private static readonly Rule[] Rules =
    [
        R("organisation-guidance", 12, "完善工作机制|强化协议履行|组织管理|理事会|联席会|例会|协调会|领导小组|管理委员会|管委会|发展规划|治理结构|协调机制|工作机制|日常管理|议事|办公室|秘书处|管理中心|现场办公|带队|座谈会|走访"),
        R("organisation-guidance", 14, "(医共体|医联体|集团|联盟).{0,4}(建设|健康发展|规划)|共同推动|共同推进"),
        R("organisation-guidance", 4, "指导帮扶|组织协调|统筹|沟通|协调|规划|组织实施|优化资源|运营效率"),
        R("technique-promotion", 16, "适宜技术|适宜.{0,8}诊疗(项目|技术)|新技术|新项目|技术推广|推广.{0,30}(技术|疗法|训练)|技术.{0,6}推广"),
        R("management-alignment", 12, "管理一体化|一体化管理|标准一体化|同质化|(完善|修订|制定|健全).{0,30}(制度|流程|规章)|(指导|帮助|协助).{0,14}(制度|规章)|统一.{0,14}(规章|制度|标准|规范|管理|目录|采购|调度)|规范化管理|管理水平|趋于一致|(服务能力|推荐|基本)标准"),
        R("specialty-assistance", 11, "派驻|坐诊|出门诊|出诊|主刀|(开设|设立|筹建|组建).{0,20}(门诊|专科|科室|病区)|对口.{0,3}(帮扶|支援)|(专科|学科|科室|门诊).{0,4}(建设|共建|帮扶)|(建设|建成|建立).{0,16}(专科|学科|科室|门诊|中医阁)|重点(学科|专科)|查房|(派|选派|派出|派遣|安排|抽调|下派).{0,14}(专家|医师|医生|骨干|专业技术人员|团队|医疗队|治疗师|药师|技师)|专家门诊|专科联盟|下沉|下派|驻点"),
        R("heritage-studio", 40, "传承工作室|名老中医|名医.{0,3}工作室|专家工作室|师承"),
        R("research-cooperation", 18, "科研|课题|临床研究|科学研究|学术成果"),
        R("training-placement", 14, "进修|跟班|跟师|规范化培训|脱产|免费学习|带教|免费.{0,12}培训(?!班)|培训.{0,8}(医生|医师|护士|骨干|医务人员|医护人员)|(接收|安排).{0,14}学习"),
        R("short-course", 13, "培训班|办班|短期培训|轮训|讲座|业务培训|继续教育|集中(培训|授课)|专题培训|技能培训|技能考核|示教|示范|培训活动|(举办|开展|组织|提供).{0,16}培训|教学(?!查房)|培训[,。;]"),
        R("short-course", 18, "邀请.{0,14}(参加|参与).{0,8}(学术|培训|会议)"),
        R("case-conference", 14, "疑难病例|病例.{0,2}(研判|讨论)|疑难.{0,4}(会诊|讨论)|多学科|会诊"),
        R("training-participation", 30, "(?<!邀请.{0,12})(组织|选派|安排|派出|派|鼓励).{0,16}(人员|医师|医生|护士|骨干|职工|名).{0,8}(参加|收看|脱产|听课)|(?<!邀请.{0,12})参加.{0,14}(培训|进修|学术|学习)|(选派|派出|派遣|派|选送|安排).{0,24}(到|赴|至|前往|在).{0,12}(进修|培训|学习|跟班)|(选派|选送).{0,10}进修|(轮训|培训|进修).{0,4}名单|选派.{0,14}(跟师|学习|进修)"),
        R("annual-plan", 40, "(次年|下一年|下年度|来年|明年|年度).{0,20}(计划|需求)"),
        R("two-way-referral", 14, "双向转诊|上转|下转|转诊制度|分级诊疗|首诊|转诊.{0,4}(流程|标准|原则|规范|程序|指征|服务|工作|机制|病人|患者|单|手续|条件|病种|申请)|转(回|至|往|入|院|给)|转出(?!方)|转诊(到|至)|康复回社区|回到.{0,8}(治疗|康复)|转诊意见|转诊人数|转介|能否接收|接续|(联系|申请|办理|协助).{0,8}转诊|出院.{0,12}(评定|小结|交接)"),
        R("two-way-referral", 10, "双向转诊(制度|工作)"),
        R("referral-hotline", 21, "(?<!通过|以|用|凭|接到)电话(?!通知|告知|预约|联系|联络|随访)|热线|专线|联系人|联络员|联络人|转诊.{0,2}(办公室|专员|中心|窗口)|设专人|专人负责|值班手机"),
        R("green-channel", 20, "绿色(就诊)?通道|快速通道|免排队|优先通道"),
        R("referral-priority", 22, "优先权|优先.{0,3}(安排|就诊|检查|住院|收治|接诊|入院|诊治|办理|接收|诊疗|预约|床位|挂号|提供|服务)|(就诊|检查|住院|收治|入院).{0,4}优先|(预留|提前投放|留出).{0,10}(号|床)|(号|床位).{0,8}(预留|提前投放|留出)"),
        R("referral-priority", 12, "预约.{0,14}(专家号|号源|床位)|专家号"),
        R("result-recognition", 30, "互认|一单通|结果共享|(相互|互相)(承认|认可)|重复检查"),
        R("quality-guidance", 15, "(检验|影像|心电|病理|质控|质量控制|质量|业务).{0,14}(指导|督导|检查一次|开展.{0,4}检查)|室间质评|质控.{0,6}(检查|督导)|抽查.{0,10}质量"),
        R("quality-guidance", 11, "审核.{0,10}(方案|处方|病历)|修改意见|技能考核|操作考核"),
        R("quality-safety", 12, "医疗质量|医疗安全|质量控制|质量管理|质量安全|安全管理|不良事件|院感|感染控制|质控|质评|处方.{0,6}点评|灭菌|消毒(?!供应)"),
        R("preparation-supply", 36, "(提供|供应|调剂|配送|使用).{0,8}制剂|制剂.{0,12}(供应|调剂|使用|配送|优惠)"),
        R("preparation-development", 34, "(研发|开发|研制|研究).{0,8}制剂|制剂.{0,6}(研发|开发|研制)"),
        R("autonomy", 30, "有权拒绝|聘用|晋升|决定权|独立.{0,4}(决策|自主|法人|核算|运营|经营|承担)|保持独立|自主权|自主(经营|决策|管理)|自行决定|(法人|性质|职能|隶属|投入|身份|产权|权属|资产|体制|渠道|关系|归属|独立).{0,12}不(改)?变"),
        R("plaque", 26, "牌子|挂牌|加挂|标牌|铜牌|牌匾|院徽|院名|冠名|授牌|悬挂|标识|字样|商标"),
        R("assistance-reception", 26, "接纳|接受.{0,10}(帮扶|指导|支援|托管)|为.{0,14}(专家|派驻|驻点|支援|帮扶|下派|医疗队|队员).{0,8}提供|(工作|生活|办公|食宿|住宿|住房).{0,4}(条件|场所|保障|用房)|食宿|宿舍|(场地|人员).{0,8}(配合|支持)|执业备案"),
        R("assistance-reception", 13, "(设置|设立|配备|配齐|提供|安排|腾出|改造).{0,24}(病床|用房|训练室|诊室|场地|场所|平方米)|支持.{0,10}开展"),
        R("publicity", 12, "宣传|公示|张贴|简报|义诊"),
        R("publicity", 20, "宣传(活动|材料)"),
        R("scope", 40, "适用范围|适用于"),
        R("resource-sharing", 13, "资源.{0,4}共享|共享.{0,8}(设备|资源|床位|号源)|(设备|床位|号源|仪器|中心).{0,12}共享|共享中心|(开放|预留).{0,24}(设备|号源|床位|中心)|(投入|捐赠|赠送|调拨).{0,10}(设备|机|台)|统一预约|大型设备|调剂使用|(投放|收回|添置|购置|转让|出借|租借).{0,20}(设备|仪器|辅具|器械|机|台)|设备.{0,8}(故障|维修|维护|保养|更新)|(组建|建设|建立|设立).{0,50}中心|消毒供应|集中(处理|消毒)|对.{0,10}开放"),
        R("staff-exchange", 10, "(人员|人才).{0,12}(交流|流动|柔性|轮岗)|多点执业|下派|派驻.{0,6}院长|互派|派出.{0,10}医师|派驻.{0,6}(主任|院长|护士长)"),
        R("finance-disclosure", 26, "财务(报告|公开|监督|报表|状况|信息|决算|收支)|公开.{0,10}(财务|账目|经费|收支)|公布.{0,10}(经费|收支|账目)"),
        R("finance-disclosure", 10, "财务管理|账目"),
        R("information-sharing", 13, "信息(管理|共享|互通|互联|系统|平台|化|沟通|反馈)|电子病历|数据.{0,4}(共享|交换|互通)|了解.{0,14}(情况|治疗|病情)|(提供|移交|传输|交换).{0,14}(病历|影像|资料|信息)"),
        R("remote-consultation", 26, "远程"),
        R("remote-consultation", 8, "会诊|视频|平台|网络"),
        R("remote-diagnosis", 28, "远程.{0,6}(诊断|影像|心电|病理)|(影像|心电|病理|超声).{0,4}诊断中心.{0,12}(收到|出具|报告)|出具.{0,6}(诊断|影像|检查)(报告|意见)|(DR|CT|MRI|影像|心电|超声|病理).{0,8}报告"),
        R("chronic-disease-management", 16, "慢(性)?病|高血压|糖尿病|筛查|高危人群"),
        R("chronic-disease-management", 6, "随访|健康档案"),
        R("family-doctor", 20, "家庭医生|签约服务|家医"),
        R("public-health", 14, "公共卫生|预防接种|传染病|健康教育|健康体检|疫情"),
        R("emergency", 17, "急救|急诊(?!、)|(?<![\\d])120(?=急救|指挥|调度|转运|电话|车|平台)|急危重症|危重症|抢救|转运|(?<![出住入到])院前|(卒中|胸痛|创伤)(中心|急救|患者)"),
        R("lab-service", 18, "(生化|免疫|微生物|临检).{0,12}报告|送检|标本|外送|检测(项目|报告|结果)|样本|检验项目|复检"),
        R("critical-value", 50, "危急(值|情况|结果)"),
        R("drug-supply", 11, "药品.{0,8}(供应|配送|目录|调剂|采购|衔接)|用药目录|统一.{0,6}药品|处方.{0,8}流转"),
        R("trusteeship", 24, "托管(?!期|工作|协议)(?<!因托管)|委托管理|执行院长|交由.{0,8}(统一)?管理|服从.{0,8}(安排|管理)|主持.{0,14}工作"),
        R("fees", 20, "费用|结算|收费|支付|付款|付费|管理费|服务费|会诊费|劳务费|差旅费|医疗费|检验费|滞纳金|工资|报酬|补助|津贴|补贴|成本由|租金|[车检诊查宿训修断作]费(由|按|归)|(减免|免收|免除)[^,]{0,4}(挂号|诊查|检查|住院|诊疗|医疗)费|押金|财政投入|减少.{0,10}投入|提取.{0,8}元|付给|(?<!免)收取.{0,8}费|(医保|基金|结余).{0,16}分配"),
        R("medical-insurance", 10, "医保|医疗保险|新农合"),
        R("assessment", 15, "考核(?!合格)|绩效|评估|评比|评价|满意度.{0,6}调查"),
        R("supervision", 16, "监督|抽查|督查|考勤|查阅|不称职"),
        R("reporting", 17, "报送|填报|上报|统计表|登记表|报表|备案(?!的)|报给|通报|名单.{0,14}报"),
        R("reporting", 40, "^(每[^,]{1,10},)?.{0,6}向.{1,10}(报告|报送|汇报|通报)"),
        R("confidentiality", 40, "保密|泄露|泄漏|隐私|商业秘密|透露"),
        R("data-protection", 34, "个人信息|健康信息|身份信息|数据安全|信息安全|数据保护|等级保护|加密|脱敏"),
        R("breach-liability", 46, "违约|赔偿|违反(本)?(协议|合同|约定)"),
        R("dispute-resolution", 44, "争议|争执|仲裁|诉讼|起诉|(?<!医疗)纠纷|法院|分歧|居中调解"),
        R("integrity", 70, "回扣|提成|红包|介绍费|商业贿赂|开单费|好处费|返点|廉洁|奖励.{0,6}(经办|医生|医师|个人)|每介绍"),
        R("patient-choice", 50, "(患者|病人|近亲属|家属).{0,6}(选择|意愿|自愿|知情)|自主选择|知情同意|强行指定|选择权|(不得|不).{0,24}一律转"),
        R("termination-notice", 60, "(终止|解除|退出|中止|解约).{0,30}(书面|通知|告知)|(书面|提前).{0,12}(终止|解除|退出)|有权.{0,6}(解除|终止)"),
        R("termination", 16, "终止(合作|协议|本协议|合同)|解除(合作|协议|本协议|合同)|退出"),
        R("force-majeure", 70, "不可抗力"),
        R("surviving-duty", 16, "(终止|解除|期满|届满)后?.{0,16}(继续履行|继续有效|仍)"),
        R("surviving-duty", 50, "^.{0,14}(终止|解除|期满|届满)(后|的).{0,50}(继续履行|继续有效|仍|到底|做完)"),
        R("term", 30, "自.{0,20}之?日起.{0,6}生效|有效期.{0,4}[零一二三四五六七八九十\\d]{1,3}年|期满后|到期后|续签"),
        R("liability", 6, "(承担|负).{0,10}责任|责任由|医疗事故"),
        R("compliance", 8, "法律法规|诊疗规范|操作规程"),
    ];

    /// <summary>
    /// The kinds of one duty, best first. Its own words count in full; the title of its section and that of the document decide between them
    /// and stand in when the words say nothing.
    /// </summary>
    public IReadOnlyList<string> Of(string text, string section, bool hasTargets)
    {
        var own = Scores(text);
        if (hasTargets) own["indicator-target"] = (100, 0);
        if (!_sections.TryGetValue(section, out var around)) _sections[section] = around = Scores(section);
        var ranked = own.Keys.Union(around.Keys).Union(_document.Keys)
            .Select(kind => (Kind: kind, Own: own.GetValueOrDefault(kind), Total: Total(kind)))
            .OrderByDescending(kind => kind.Own.Score >= Enough || (kind.Own.Score > 0 && kind.Total >= StronglySupported))
            .ThenByDescending(kind => kind.Total)
            .ThenBy(kind => kind.Own.At)
            .ToList();
        if (ranked.Count == 0) return ["other"];
        var enough = ranked.Where(kind => kind.Own.Score >= Enough).Select(kind => kind.Kind).ToList();
        return [ranked[0].Kind, .. enough.Where(kind => kind != ranked[0].Kind)];

        double Total(string kind)
        {
            var score = (double)own.GetValueOrDefault(kind).Score;
            return score + around.GetValueOrDefault(kind).Score / 3.0 + _document.GetValueOrDefault(kind).Score / (score > 0 ? 3.0 : 5.0);
        }
    }

    private static Dictionary<string, (int Score, int At)> Document(string title)
    {
        var scores = Scores(title);
        scores.Remove("organisation-guidance");
        return scores;
    }

    private static Dictionary<string, (int Score, int At)> Scores(string text)
    {
        var scores = new Dictionary<string, (int Score, int At)>();
        var characters = new CharacterSet(text);
        foreach (var rule in Rules)
        {
            var found = rule.Pattern.FirstIn(text, characters);
            if (found < 0) continue;
            var (score, at) = scores.GetValueOrDefault(rule.Kind, (0, int.MaxValue));
            scores[rule.Kind] = (score + rule.Weight, Math.Min(at, found));
        }
        return scores;
    }

    private static Rule R(string kind, int weight, string pattern) => new(kind, weight, new(pattern));
}
