namespace Xinglin.Hl7v2.Pages;

/// <summary>Why a message was not taken, in a few words for a list.</summary>
internal static class ReasonWords
{
    public static string Of(string reason) => reason switch
    {
        "hl7v2.faulty" => "消息格式或内容有误",
        "hl7v2.unread" => "没有传完或不能读出",
        "not-found" => "没有找到患者",
        "result.patient-ambiguous" => "编号对应多位患者",
        "result.patient-mismatch" => "姓名不一致",
        "result.number-taken" => "报告号已有其他内容",
        "result.number-of-another-patient" => "报告号属于另一患者",
        "result.older" => "迟到的旧消息",
        "result.voided" => "报告已作废",
        "result.void-too-early" => "迟到的作废",
        "result.invalid" => "报告内容不完整",
        _ => "其他原因"
    };
}
