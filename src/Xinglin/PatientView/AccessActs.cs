using Xinglin.Audit.Contract;

namespace Xinglin.PatientView;

/// <summary>The acts of the audit trail that tell a patient who had to do with the own data, in plain words. What is no look and no handing over is left out.</summary>
internal static class AccessActs
{
    private const string BreakGlass = "patient.emergency-opened";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["patient.registered"] = "登记了您的资料",
        ["patient.changed"] = "修改了您的资料",
        ["patient.identified"] = "确认了您的身份",
        ["patient.read"] = "看了您的资料",
        ["patient.unmasked"] = "看了完整的号码或住址",
        ["patient.shared"] = "把您的资料交给别的医院",
        [BreakGlass] = "紧急情况下打开您的资料",
        ["referral.read"] = "看了您的转诊单",
        ["referral.printed"] = "打印了您的转诊单",
        ["referral.attachment-read"] = "看了转诊单的附件",
        ["result.read"] = "看了您的检查检验报告",
        ["result.patient-read"] = "看了您的检查检验结果",
        ["result.order-asked"] = "开单前查了您已有的检查检验结果",
        ["patient-view.issued"] = "给您办了查询链接",
        ["patient-view.entered"] = "用链接和验证码进入",
        ["patient-view.refused"] = "有人输错验证码"
    };

    /// <summary>Whether one entry tells what the other does, and more: the purpose with the case.</summary>
    public static bool Holds(AccessLine particulars, AccessLine referral) => (particulars.What, referral.What) is ("patient.read", "referral.read")
        && particulars.UserId == referral.UserId && particulars.OrganizationId == referral.OrganizationId && (particulars.At - referral.At).Duration() < TimeSpan.FromSeconds(10);

    /// <summary>The opening itself, and each look that came by it.</summary>
    public static bool IsEmergency(AccessLine line) => line.What == BreakGlass || (line.What.StartsWith("patient.", StringComparison.Ordinal) && line.Details?.Contains("紧急调阅", StringComparison.Ordinal) == true);
}
