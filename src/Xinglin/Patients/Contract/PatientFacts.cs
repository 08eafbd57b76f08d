using System.Text.Json.Serialization;
using Xinglin.Platform;

namespace Xinglin.Patients.Contract;

/// <summary>GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.</summary>
public enum AdministrativeSex { Unknown, Male, Female, Unspecified }

/// <summary>What a patient's data is handed to another organisation for. Each purpose needs a consent of its own (个人信息保护法 第十四条、第二十三条、第二十九条).</summary>
public enum PatientPurpose { Referral, Consultation, ResultSharing }

/// <summary>Kinds of data that a consent covers (个人信息保护法 第二十三条: 个人信息的种类).</summary>
public enum ConsentScope
{
    Identity, Diagnosis, Visits,

    /// <summary>Reports of all kinds; what was seen on images stands in them.</summary>
    Tests,

    /// <summary>The images themselves.</summary>
    Images, Medication, Plan
}

/// <summary>A patient as others may know of one: no number, no telephone, no address.</summary>
/// <param name="OrganizationId">Where the patient is registered.</param>
/// <param name="Number">The registering organisation's own number: 「P2026-000123」.</param>
/// <param name="BirthDate">Null where nobody knows it, as with an unknown emergency patient.</param>
public sealed record PatientRef(
    Guid Id, Guid OrganizationId, string Number, string Name, string Initials, AdministrativeSex Sex, DateOnly? BirthDate);

/// <summary>What a referral or a consultation needs to know of a patient; only <see cref="IPatients.Open"/> gives it.</summary>
/// <param name="IdentityKind">Chinese name of the document kind (WS/T 364): 「居民身份证」.</param>
public sealed record PatientParticulars(
    PatientRef Patient, string IdentityKind, string? DocumentNumber, string? Phone, string? Address, string? Insurance,
    string? HealthRecordNumber, string? RecordNumber, string? GuardianName, string? GuardianRelation, string? GuardianPhone)
{
    public string? MaskedPhone => Mask.Number(Phone);
    public string? MaskedAddress => Mask.Address(Address);
    public string? MaskedGuardianPhone => Mask.Number(GuardianPhone);
}

/// <param name="Given">False while a late consent is awaited.</param>
/// <param name="SignedBy">Who signed, with <paramref name="Relation"/> 「本人」, 「父母」 …</param>
/// <param name="DueBy">For a late consent: by when it must be brought.</param>
/// <param name="Until">Last day; null where the consent ends with its case.</param>
/// <param name="Scope">What it lets go; empty while it is awaited.</param>
public sealed record ConsentRef(
    Guid Id, PatientPurpose Purpose, bool Given, DateTimeOffset? SignedAt, string? SignedBy, string? Relation, DateTimeOffset? DueBy, DateOnly? Until, IReadOnlyList<ConsentScope> Scope)
{
    /// <summary>The kinds of data that the patient did not agree to.</summary>
    public IReadOnlyList<ConsentScope> LeftOut => [.. Enum.GetValues<ConsentScope>().Except(Scope)];
}

/// <summary>A consent as it is recorded together with a case.</summary>
/// <param name="Relation">Chinese, one of <see cref="ConsentRelations.All"/>.</param>
/// <param name="Informed">That whoever signed was told what art. 17 and 23 of the 个人信息保护法 demand; false is refused.</param>
/// <param name="Until">Last day; null where the consent ends with the case.</param>
public sealed record SignedConsent(string SignedBy, string Relation, bool Informed, DateOnly? Until = null)
{
    /// <summary>The scan of the signed paper, null where it was stated before the user. A call of the API cannot name one, because it could name a file of others.</summary>
    [JsonIgnore]
    public Guid? ScanFileId { get; init; }
}

public static class PatientWords
{
    public static string Show(this AdministrativeSex sex) => sex switch
    {
        AdministrativeSex.Male => "男",
        AdministrativeSex.Female => "女",
        AdministrativeSex.Unspecified => "未说明的性别",
        _ => "未知的性别"
    };

    /// <summary>The code of GB/T 2261.1.</summary>
    public static string Code(this AdministrativeSex sex) => sex switch
    {
        AdministrativeSex.Male => "1",
        AdministrativeSex.Female => "2",
        AdministrativeSex.Unspecified => "9",
        _ => "0"
    };

    public static string Show(this PatientPurpose purpose) => purpose switch
    {
        PatientPurpose.Referral => "转诊",
        PatientPurpose.Consultation => "会诊",
        _ => "结果共享"
    };

    public static string Show(this ConsentScope scope) => scope switch
    {
        ConsentScope.Identity => "身份与联系方式",
        ConsentScope.Diagnosis => "诊断与病情摘要",
        ConsentScope.Visits => "就诊与治疗经过",
        ConsentScope.Tests => "检验检查报告",
        ConsentScope.Images => "影像",
        ConsentScope.Medication => "用药与过敏史",
        _ => "治疗与康复方案"
    };

    /// <summary>「34岁」, from the second month 「5个月」, before 「12天」; null where the birth date is not known.</summary>
    public static string? AgeOn(this PatientRef patient, DateOnly day) => AgeOn(patient.BirthDate, day);

    public static string? AgeOn(DateOnly? birthDate, DateOnly day)
    {
        if (birthDate is not { } born || born > day) return null;
        var months = (day.Year - born.Year) * 12 + day.Month - born.Month - (day.Day < born.Day ? 1 : 0);
        return months switch
        {
            >= 36 => $"{months / 12}岁",
            >= 1 => $"{months}个月",
            _ => $"{day.DayNumber - born.DayNumber}天"
        };
    }
}
