namespace Xinglin.Patients;

/// <summary>
/// By what a patient is identified: the document kinds of WS/T 364 (CV02.01.101), and three cases in which there is no such document:
/// the paper was not shown, a newborn (出生医学证明 at most), and an emergency patient whom nobody knows.
/// </summary>
public enum IdentityKind
{
    ResidentId, HouseholdRegister, Passport, OfficerCard, DrivingLicence, HongKongMacaoPermit, TaiwanPermit, Other, NotShown, Newborn, Unidentified
}

public static class IdentityKinds
{
    public static string Show(this IdentityKind kind) => kind switch
    {
        IdentityKind.ResidentId => "居民身份证",
        IdentityKind.HouseholdRegister => "居民户口簿",
        IdentityKind.Passport => "护照",
        IdentityKind.OfficerCard => "军官证",
        IdentityKind.DrivingLicence => "驾驶证",
        IdentityKind.HongKongMacaoPermit => "港澳居民来往内地通行证",
        IdentityKind.TaiwanPermit => "台湾居民来往内地通行证",
        IdentityKind.Other => "其他法定有效证件",
        IdentityKind.NotShown => "暂未出示证件",
        IdentityKind.Newborn => "新生儿（出生医学证明）",
        _ => "身份不明（临时编号）"
    };

    /// <summary>The code of WS/T 364; null where there is no document.</summary>
    public static string? Code(this IdentityKind kind) => kind switch
    {
        <= IdentityKind.TaiwanPermit => $"0{(int)kind + 1}",
        IdentityKind.Other => "99",
        _ => null
    };

    /// <summary>Whether its number is a citizen's number: a household register names each person by it.</summary>
    public static bool HasResidentNumber(this IdentityKind kind) => kind is IdentityKind.ResidentId or IdentityKind.HouseholdRegister;

    public static bool NeedsNumber(this IdentityKind kind) => kind.Code() is not null;
}

/// <summary>医疗费用支付方式, after WS/T 364 (CV07.10.003), with the residents' insurances merged as they are since 2016.</summary>
public enum InsuranceKind { Unknown, Employee, Resident, Assistance, Commercial, PublicFunds, SelfPaid, OtherSocial, Other }

public static class InsuranceKinds
{
    public static string Show(this InsuranceKind kind) => kind switch
    {
        InsuranceKind.Employee => "城镇职工基本医疗保险",
        InsuranceKind.Resident => "城乡居民基本医疗保险",
        InsuranceKind.Assistance => "贫困救助",
        InsuranceKind.Commercial => "商业医疗保险",
        InsuranceKind.PublicFunds => "全公费",
        InsuranceKind.SelfPaid => "全自费",
        InsuranceKind.OtherSocial => "其他社会保险",
        InsuranceKind.Other => "其他",
        _ => "未登记"
    };
}
