namespace Xinglin.Agreements.Contract;

/// <summary>What happens to work that is under way when its clause ends, so that expiry or termination never strands a patient.</summary>
public enum AtEnd
{
    /// <summary>Runs to its own end under the version it began under.</summary>
    Finish,

    /// <summary>Goes to someone else by an arrangement that both sides record.</summary>
    HandOver,

    /// <summary>Ends with the clause.</summary>
    Stop
}

/// <summary>A kind of clause: what it is called, and what its end means for running work.</summary>
/// <param name="Code">As the reader writes it; the words of the published schema.</param>
/// <param name="AtEnd">The default; a single clause may say otherwise.</param>
/// <param name="IsDuty">Somebody owes an act by it. False for what only draws a line: reserved rights, the scope, force majeure, copies, and figures, which Indicators measures.</param>
public sealed record ClauseKind(string Code, string Name, AtEnd AtEnd, bool IsDuty = true);

/// <summary>
/// The kinds that the program knows. The list is open: an agreement may hold clauses of other kinds, which are kept and shown
/// under their own code but which no module acts on.
/// </summary>
public static class ClauseKinds
{
    public const string TwoWayReferral = "two-way-referral";
    public const string ReferralHotline = "referral-hotline";
    public const string GreenChannel = "green-channel";
    public const string ReferralPriority = "referral-priority";
    public const string ResultRecognition = "result-recognition";
    public const string PreparationSupply = "preparation-supply";
    public const string AnnualPlan = "annual-plan";
    public const string IndicatorTarget = "indicator-target";
    public const string SurvivingDuty = "surviving-duty";

    public static readonly IReadOnlyList<ClauseKind> All =
    [
        new("organisation-guidance", "组织管理与指导", AtEnd.Stop),
        new("technique-promotion", "适宜技术推广", AtEnd.HandOver),
        new("management-alignment", "管理制度同质化", AtEnd.Stop),
        new("specialty-assistance", "专科对口帮扶", AtEnd.HandOver),
        new("research-cooperation", "科研合作", AtEnd.Finish),
        new("heritage-studio", "名老中医药专家传承工作室", AtEnd.HandOver),
        new("training-placement", "免费进修", AtEnd.Finish),
        new("short-course", "短期培训与学术交流", AtEnd.Finish),
        new("case-conference", "疑难病例研判", AtEnd.Finish),
        new(TwoWayReferral, "双向转诊", AtEnd.Finish),
        new(ReferralHotline, "转诊电话与专人", AtEnd.Stop),
        new(GreenChannel, "转诊绿色通道", AtEnd.Finish),
        new(ReferralPriority, "就诊、检查、住院优先", AtEnd.Finish),
        new(ResultRecognition, "检查检验结果互认", AtEnd.Stop),
        new("quality-guidance", "检验影像质量指导", AtEnd.Stop),
        new(PreparationSupply, "院内制剂供应", AtEnd.Finish),
        new("preparation-development", "协助研发院内制剂", AtEnd.HandOver),
        new("autonomy", "独立决策权保留", AtEnd.Stop, IsDuty: false),
        new("plaque", "成员单位挂牌", AtEnd.Stop),
        new("assistance-reception", "接纳帮扶并提供条件", AtEnd.HandOver),
        new("publicity", "统一宣传", AtEnd.Stop),
        new("training-participation", "选派人员参加培训", AtEnd.Finish),
        new(AnnualPlan, "年度进修与培训计划", AtEnd.Stop),
        new("scope", "合作范围", AtEnd.Stop, IsDuty: false),
        new("resource-sharing", "资源共享", AtEnd.Finish),
        new("staff-exchange", "人员交流", AtEnd.Finish),
        new("finance-disclosure", "财务公开", AtEnd.Finish),
        new("quality-safety", "质量与安全管理", AtEnd.Finish),
        new("information-sharing", "信息互通", AtEnd.Stop),
        new("remote-consultation", "远程会诊", AtEnd.Finish),
        new("chronic-disease-management", "慢性病管理", AtEnd.HandOver),
        new("family-doctor", "家庭医生签约", AtEnd.HandOver),
        new(IndicatorTarget, "指标目标", AtEnd.Stop, IsDuty: false),
        new(SurvivingDuty, "终止后继续履行", AtEnd.Finish),
        new("force-majeure", "不可抗力", AtEnd.Stop, IsDuty: false),
        new("remote-diagnosis", "远程诊断", AtEnd.Finish),
        new("lab-service", "检验外送", AtEnd.Finish),
        new("critical-value", "危急值报告", AtEnd.Finish),
        new("emergency", "急救协同", AtEnd.Finish),
        new("drug-supply", "药品供应", AtEnd.Finish),
        new("trusteeship", "托管", AtEnd.HandOver),
        new("public-health", "公共卫生服务", AtEnd.HandOver),
        new("medical-insurance", "医保管理", AtEnd.Finish),
        new("reporting", "报送与反馈", AtEnd.Stop),
        new("assessment", "考核评价", AtEnd.Stop),
        new("supervision", "监督检查", AtEnd.Stop),
        new("compliance", "依法合规", AtEnd.Stop, IsDuty: false),
        new("integrity", "廉洁（不收受回扣）", AtEnd.Stop, IsDuty: false),
        new("patient-choice", "患者自愿选择", AtEnd.Stop, IsDuty: false),
        new("confidentiality", "保密", AtEnd.Finish, IsDuty: false),
        new("data-protection", "数据保护", AtEnd.Finish, IsDuty: false),
        new("fees", "费用与结算", AtEnd.Finish, IsDuty: false),
        new("liability", "责任承担", AtEnd.Finish, IsDuty: false),
        new("breach-liability", "违约责任", AtEnd.Finish, IsDuty: false),
        new("dispute-resolution", "争议解决", AtEnd.Finish, IsDuty: false),
        new("term", "期限", AtEnd.Stop, IsDuty: false),
        new("termination", "变更与终止", AtEnd.Stop, IsDuty: false),
        new("termination-notice", "终止通知", AtEnd.Stop, IsDuty: false),
        new("amendment", "变更与补充（未尽事宜）", AtEnd.Stop, IsDuty: false),
        new("copies", "协议份数", AtEnd.Stop, IsDuty: false),
        new("other", "其他约定", AtEnd.Stop)
    ];

    private static readonly Dictionary<string, ClauseKind> ByCode = All.ToDictionary(kind => kind.Code);

    /// <summary>The kind of that code; one that the program does not know is named by its code and stops with the clause.</summary>
    public static ClauseKind Of(string code) => ByCode.GetValueOrDefault(code) ?? new ClauseKind(code, code, AtEnd.Stop);

    /// <summary>One duty among the kinds of a clause makes it one.</summary>
    public static bool AreDuty(IEnumerable<string> kinds) => kinds.Any(kind => Of(kind).IsDuty);

    /// <summary>The clause says itself that it holds after the end of the agreement (「在协议终止后，继续履行」).</summary>
    public static bool Survive(IReadOnlyCollection<string> kinds) => kinds.Contains(SurvivingDuty);

    /// <summary>
    /// Can a surviving clause still be relied on for this kind after the end? What only draws a line (confidentiality, liability) can;
    /// what would begin new work (a referral with priority) cannot, for that right ended with the agreement.
    /// </summary>
    public static bool CanOutlive(string kind) => kind == SurvivingDuty || !Of(kind).IsDuty;

    public static bool IsKnown(string code) => ByCode.ContainsKey(code);
}
