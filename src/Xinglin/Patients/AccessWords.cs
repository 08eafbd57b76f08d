namespace Xinglin.Patients;

/// <summary>What the access history says in place of the trail's codes.</summary>
internal static class AccessWords
{
    /// <summary>Facts that are shown in full only when asked for, by the name that the page posts.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["document"] = "证件号码",
        ["phone"] = "电话",
        ["address"] = "住址",
        ["contact-phone"] = "联系人电话",
        ["guardian-phone"] = "监护人电话",
        ["card"] = "卡号",
        ["record"] = "病案号",
        ["health-record"] = "健康档案号"
    };

    public static string Show(string action) => action switch
    {
        "patient.registered" => "登记",
        "patient.changed" => "修改资料",
        "patient.identified" => "确认身份",
        "patient.read" => "查看",
        "patient.unmasked" => "显示完整内容",
        "patient.shared" => "共享给其他机构",
        "patient.emergency-opened" => "紧急调阅",
        "patient.emergency-told" => "告知患者被紧急调阅",
        "patient.linked" => "关联主索引",
        "patient.unlinked" => "解除主索引关联",
        "patient.judged-different" => "判定不是同一人",
        "patient.match-reopened" => "重新核对",
        "patient.match-reviewed" => "主索引核对",
        "consent.given" => "登记知情同意",
        "consent.awaited" => "待补签知情同意",
        "consent.withdrawn" => "撤回知情同意",
        "consent.declined" => "登记不同意",
        "consent.expired" => "知情同意到期",
        "consent.scan-attached" => "上传签字扫描件",
        _ => "其他"
    };
}
