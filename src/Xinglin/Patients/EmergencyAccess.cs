namespace Xinglin.Patients;

/// <summary>Why somebody opened a patient of another organisation without a case (紧急调阅).</summary>
public enum EmergencyReason { LifeInDanger, Unconscious, NoKin, DisasterOrOutbreak, Other }

public static class EmergencyReasons
{
    public static string Show(this EmergencyReason reason) => reason switch
    {
        EmergencyReason.LifeInDanger => "危及生命，来不及取得同意",
        EmergencyReason.Unconscious => "患者昏迷或无法表达",
        EmergencyReason.NoKin => "联系不上家属或监护人",
        EmergencyReason.DisasterOrOutbreak => "突发公共卫生事件或灾害救治",
        _ => "其他紧急情况"
    };
}

/// <summary>One person of another organisation may see one patient for a short time (个人信息保护法 第十三条第一款第四项). Never changed afterwards.</summary>
public sealed class EmergencyAccess(
    Guid id, Guid patientId, Guid userId, string userName, Guid organizationId, EmergencyReason reason, string words, DateTimeOffset at, DateTimeOffset until)
{
    public Guid Id { get; private set; } = id;
    public Guid PatientId { get; private set; } = patientId;
    public Guid UserId { get; private set; } = userId;
    public string UserName { get; private set; } = userName;
    public Guid OrganizationId { get; private set; } = organizationId;
    public EmergencyReason Reason { get; private set; } = reason;
    public string Words { get; private set; } = words;
    public DateTimeOffset At { get; private set; } = at;
    public DateTimeOffset Until { get; private set; } = until;
}

/// <summary>That the patient, or who stands for the patient, was told of an emergency access afterwards (个人信息保护法 第十八条第二款). Kept with the patient.</summary>
/// <param name="Whom">「患者本人」, 「女儿王某」.</param>
public sealed record EmergencyTold(Guid AccessId, DateTimeOffset At, string Whom, string By)
{
    public const int WhomLength = 80;
}
