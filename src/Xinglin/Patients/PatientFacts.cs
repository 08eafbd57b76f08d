using Xinglin.Patients.Contract;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Patients;

/// <summary>What is known of a patient, as it is typed.</summary>
/// <param name="BirthDateEstimated">Nobody knows the day; it was guessed.</param>
/// <param name="Insurance">医疗费用支付方式.</param>
/// <param name="InsurancePlace">参保地.</param>
/// <param name="Ethnicity">Code of GB/T 3304.</param>
public sealed record PatientFacts(
    string Name, AdministrativeSex Sex, DateOnly? BirthDate, IdentityKind IdentityKind, string? DocumentNumber = null, bool BirthDateEstimated = false,
    string? Phone = null, string? Address = null, InsuranceKind Insurance = InsuranceKind.Unknown, string? InsurancePlace = null,
    string? HealthRecordNumber = null, string? RecordNumber = null, string? CardNumber = null, string? Ethnicity = null, string? FamilyDoctorTeam = null,
    string? GuardianName = null, string? GuardianRelation = null, string? GuardianPhone = null, string? ContactName = null, string? ContactPhone = null)
{
    /// <summary>The age below which a guardian consents for the child (个人信息保护法 第三十一条).</summary>
    public const int ConsentAge = 14;

    /// <summary>Relations in which somebody is a child's guardian (民法典 第二十七条).</summary>
    public static readonly IReadOnlyList<string> GuardianRelations = ["父母", "祖父母或外祖父母", "兄弟姐妹", "配偶", "子女", "其他监护人"];

    /// <summary>The same in normal form, with everything that is wrong or doubtful.</summary>
    internal (PatientFacts Clean, Check Check) Examine(DateOnly today)
    {
        var check = new Check("patient");
        var unidentified = IdentityKind == IdentityKind.Unidentified;
        var clean = this with
        {
            Name = unidentified && string.IsNullOrWhiteSpace(Name) ? $"无名氏{today:yyyyMMdd}" : check.Required("姓名", Name, 40),
            DocumentNumber = Number(check, today),
            Phone = check.Identifier("电话", Phone, PhoneNumber.Parse),
            Address = check.Optional("住址", Address, 200),
            InsurancePlace = check.Optional("参保地", InsurancePlace, 60),
            HealthRecordNumber = check.Optional("健康档案号", HealthRecordNumber, 40),
            RecordNumber = check.Optional("病案号/门诊号", RecordNumber, 40),
            CardNumber = check.Optional("医保卡/就诊卡号", CardNumber, 40),
            Ethnicity = check.Optional("民族", Ethnicity, 2),
            FamilyDoctorTeam = check.Optional("家庭医生团队", FamilyDoctorTeam, 60),
            GuardianName = check.Optional("监护人姓名", GuardianName, 40),
            GuardianRelation = check.Optional("监护人关系", GuardianRelation, 20),
            GuardianPhone = check.Identifier("监护人电话", GuardianPhone, PhoneNumber.Parse),
            ContactName = check.Optional("联系人", ContactName, 40),
            ContactPhone = check.Identifier("联系人电话", ContactPhone, PhoneNumber.Parse)
        };
        if (clean.Ethnicity is { } code && !Ethnicities.All.ContainsKey(code)) check.Fault("民族", "请从列表中选择");
        if (BirthDate > today) check.Fault("出生日期", "不能晚于今天");
        if (BirthDate < new DateOnly(1900, 1, 1)) check.Fault("出生日期", "不能早于1900年");
        if (BirthDate is null && !unidentified) check.Fault("出生日期", "不能为空；不清楚的按估计年龄填写，并勾选“按估计填写”");
        if (IdentityKind == IdentityKind.Newborn && BirthDate is { } born && born < today.AddYears(-1)) check.Doubt("证件类型", "登记为新生儿，但出生已超过1年");
        Guardian(clean, check);
        return (clean, check);
    }

    private string? Number(Check check, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(DocumentNumber))
        {
            if (IdentityKind.NeedsNumber()) check.Fault("证件号码", $"请填写{IdentityKind.Show()}上的号码；没有带来的，证件类型选“{IdentityKind.NotShown.Show()}”");
            return null;
        }

        if (IdentityKind == IdentityKind.NotShown) check.Fault("证件类型", "填了证件号码就要选择证件类型");
        if (!IdentityKind.HasResidentNumber()) return check.Optional("证件号码", PatientNumbers.Normal(DocumentNumber), 40);
        var parsed = ResidentId.Parse(DocumentNumber, today);
        check.Identifier("证件号码", DocumentNumber, _ => parsed);
        if (parsed.Value is not { } id) return PatientNumbers.Normal(DocumentNumber);
        if (BirthDate is { } typed && typed != id.BirthDate) check.Doubt("出生日期", $"身份证号中的出生日期是 {Platform.ChinaTime.Show(id.BirthDate)}，与所填 {Platform.ChinaTime.Show(typed)} 不一致");
        if (Sex is AdministrativeSex.Male or AdministrativeSex.Female && Sex == AdministrativeSex.Male != id.IsMale)
            check.Doubt("性别", $"身份证号第17位表示{(id.IsMale ? "男" : "女")}性，与所填“{Sex.Show()}”不一致");
        return id.Value;
    }

    private static void Guardian(PatientFacts clean, Check check)
    {
        if (clean.GuardianName is null && (clean.GuardianRelation ?? clean.GuardianPhone) is not null) check.Fault("监护人姓名", "填了监护人的关系或电话，就要填姓名");
        if (clean.GuardianName is not null && clean.GuardianRelation is null) check.Fault("监护人关系", "请选择与患者的关系");
        if (clean.GuardianRelation is { } relation && !GuardianRelations.Contains(relation)) check.Fault("监护人关系", "请从列表中选择");
    }

    internal PatientSecrets Secrets(IReadOnlyList<string> formerNumbers) => new()
    {
        DocumentNumber = DocumentNumber,
        FormerNumbers = formerNumbers,
        Phone = Phone,
        Address = Address,
        ContactName = ContactName,
        ContactPhone = ContactPhone,
        GuardianPhone = GuardianPhone,
        HealthRecordNumber = HealthRecordNumber,
        RecordNumber = RecordNumber,
        CardNumber = CardNumber
    };
}
