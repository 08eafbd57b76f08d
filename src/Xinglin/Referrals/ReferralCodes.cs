namespace Xinglin.Referrals;

/// <param name="Code">Stable; kept with the referral.</param>
public sealed record ReferralCode(string Code, string Name);

/// <summary>
/// Coded reasons. Up and down criteria are put together from provincial rules of graded care; the reasons for refusing and ending are
/// custom. The patient's own wish (UP12, DN07) is a reason of its own and is counted apart from medical ones.
/// </summary>
public static class ReferralCodes
{
    public const string PatientsWish = "UP12";

    /// <summary>国家基本公共卫生服务规范（第三版）: who is sent up for a chronic disease is followed up within two weeks.</summary>
    public const string Chronic = "UP11";

    private const string Died = "CX06";

    public static readonly IReadOnlyList<ReferralCode> Up =
    [
        new("UP01", "急危重症，本机构难以有效救治"),
        new("UP02", "不能确诊的疑难复杂病例"),
        new("UP03", "突发公共卫生事件或重大伤亡，处置能力受限"),
        new("UP04", "超出核准登记的诊疗科目"),
        new("UP05", "需上级进一步检查以明确诊断"),
        new("UP06", "技术、设备条件限制，不能处置"),
        new("UP07", "常规治疗无效"),
        new("UP08", "手术超出本机构手术级别授权"),
        new("UP09", "恶性肿瘤需放化疗等专科治疗"),
        new("UP10", "法定传染病、职业病、精神障碍等需定点或专科机构"),
        new(Chronic, "慢性病急性加重或控制不达标"),
        new(PatientsWish, "患者或家属要求"),
        new("UP99", "其他")
    ];

    public static readonly IReadOnlyList<ReferralCode> Down =
    [
        new("DN01", "急性期治疗后病情稳定，需继续康复"),
        new("DN02", "诊断明确，不需特殊治疗"),
        new("DN03", "诊断明确，需长期治疗的慢性病"),
        new("DN04", "晚期肿瘤非手术治疗、安宁疗护"),
        new("DN05", "老年护理、长期照护"),
        new("DN06", "一般常见病、多发病"),
        new("DN07", "患者自愿回基层继续治疗或康复"),
        new("DN08", "术后换药拆线、伤口管理"),
        new("DN09", "双方商定的其他情形")
    ];

    /// <summary>Why a receiver does not take a patient for treatment.</summary>
    public static readonly IReadOnlyList<ReferralCode> Refusal =
    [
        new("RF01", "暂无床位或号源"),
        new("RF02", "不属本科收治范围"),
        new("RF03", "资料不全，补充后仍不能判断"),
        new("RF04", "病情不宜转运"),
        new("RF05", "建议转其他科室或机构"),
        new("RF06", "可在原机构处理"),
        new("RF07", "患者信息不符"),
        new("RF08", "重复申请"),
        new("RF99", "其他")
    ];

    /// <summary>Why an institution below does not take a patient home.</summary>
    public static readonly IReadOnlyList<ReferralCode> RefusalBelow =
    [
        new("RD01", "无相应药品或设备"),
        new("RD02", "无床位"),
        new("RD03", "患者不同意"),
        new("RD04", "病情尚不稳定"),
        new("RD05", "非本辖区居民"),
        new("RD99", "其他")
    ];

    public static readonly IReadOnlyList<ReferralCode> Cancellation =
    [
        new("CX01", "患者改变意愿"),
        new("CX02", "病情变化，不再需要转诊"),
        new("CX03", "患者已自行就诊"),
        new("CX04", "信息填写错误"),
        new("CX05", "已由其他机构接收"),
        new(Died, "患者死亡"),
        new("CX99", "其他")
    ];

    /// <summary>Why care ended without an outcome document, or a referral without the patient having come.</summary>
    public static readonly IReadOnlyList<ReferralCode> Ending =
    [
        new("CL01", "患者自动离院"),
        new("CL02", "患者未到，已联系并另行安排"),
        new("CL03", "转往其他机构"),
        new("CL04", "按建议在本机构诊治"),
        new("CL05", "随访完成"),
        new("CL06", "失访，已按规定联系"),
        new("CL99", "其他")
    ];

    private static readonly Dictionary<string, string> Names =
        new[] { Up, Down, Refusal, RefusalBelow, Cancellation, Ending }.SelectMany(list => list).ToDictionary(code => code.Code, code => code.Name);

    public static string NameOf(string code) => Names.GetValueOrDefault(code, code);

    public static bool IsOther(string code) => code.EndsWith("99", StringComparison.Ordinal) || code == "DN09";

    public static IReadOnlyList<ReferralCode> ReasonsFor(ReferralDirection direction) => direction.IsHomeward() ? Down : Up;

    public static IReadOnlyList<ReferralCode> RefusalsFor(ReferralDirection direction) => direction.IsHomeward() ? RefusalBelow : Refusal;

    /// <summary>The death of a patient whose referral has been sent is an act of its own; before that it ends the sheet like other reasons.</summary>
    public static IReadOnlyList<ReferralCode> CancellationsFor(Referral referral) =>
        referral.SubmittedAt is null ? Cancellation : [.. Cancellation.Where(code => code.Code != Died)];
}
