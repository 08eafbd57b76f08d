using Xinglin.Directory.Contract;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>What is known of an organisation.</summary>
public sealed record OrganizationFacts(
    string Name, string ShortName, OrganizationKind Kind, OrganizationLevel Level, string? CreditCode = null, string? InstitutionCode = null,
    string? DivisionCode = null, string? Address = null, string? Phone = null, string? LegalRepresentative = null, string? Location = null)
{
    /// <summary>The same in normal form, with everything that is wrong or doubtful.</summary>
    internal (OrganizationFacts Clean, Check Check) Examine()
    {
        var check = new Check("directory");
        var name = check.Required("机构全称", Name, 120);
        var clean = this with
        {
            Name = name,
            ShortName = check.Optional("简称", ShortName, 40) ?? (name.Length > 40 ? name[..40] : name),
            CreditCode = check.Identifier("统一社会信用代码", CreditCode, UnifiedSocialCreditCode.Parse),
            InstitutionCode = check.Identifier("医疗机构登记号", InstitutionCode, Platform.Identifiers.InstitutionCode.Parse),
            DivisionCode = check.Identifier("行政区划代码", DivisionCode, Platform.Identifiers.DivisionCode.Parse),
            Address = check.Optional("地址", Address, 200),
            Phone = check.Identifier("电话", Phone, PhoneNumber.Parse),
            LegalRepresentative = check.Optional("法定代表人", LegalRepresentative, 40),
            Location = check.Identifier("经纬度", Location, GeoPoint.Parse)
        };
        return (clean, check);
    }
}

public enum DepartmentKind { Clinical, MedicalTechnology, Administrative, Other }

/// <summary>What is known of a department.</summary>
public sealed record DepartmentFacts(string Name, string? Code, DepartmentKind Kind, string? Phone = null)
{
    internal (DepartmentFacts Clean, Check Check) Examine()
    {
        var check = new Check("directory");
        var clean = this with
        {
            Name = check.Required("科室名称", Name, 60),
            Code = check.Optional("科室代码", Code, 20),
            Phone = check.Identifier("电话", Phone, PhoneNumber.Parse)
        };
        return (clean, check);
    }
}

/// <summary>GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.</summary>
public enum Sex { Unknown, Male, Female, NotStated }

/// <summary>Professional titles of health workers (卫生技术人员职务), by grade.</summary>
public enum ProfessionalTitle
{
    ChiefPhysician, AssociateChiefPhysician, AttendingPhysician, ResidentPhysician, AssistantPhysician,
    ChiefPharmacist, SupervisingPharmacist, Pharmacist,
    ChiefTechnologist, SupervisingTechnologist, Technologist,
    ChiefNurse, SupervisingNurse, SeniorNurse, Nurse,
    Administrative, None
}

public enum LicenceKind { None, Physician, Nurse, Other }

/// <summary>What is known of a member of staff.</summary>
public sealed record StaffFacts(
    string Name, Sex Sex, ProfessionalTitle Title, LicenceKind LicenceKind, string? LicenceNumber, Guid? DepartmentId, string? Phone = null)
{
    internal (StaffFacts Clean, Check Check) Examine()
    {
        var check = new Check("directory");
        var clean = this with
        {
            Name = check.Required("姓名", Name, 40),
            LicenceNumber = LicenceKind switch
            {
                LicenceKind.Physician => check.Identifier("证书编号", LicenceNumber, PhysicianLicenceNumber.Parse),
                LicenceKind.Nurse => check.Identifier("证书编号", LicenceNumber, NurseLicenceNumber.Parse),
                _ => check.Optional("证书编号", LicenceNumber, 40)
            },
            Phone = check.Identifier("电话", Phone, PhoneNumber.Parse)
        };
        if (LicenceKind == LicenceKind.None && clean.LicenceNumber is not null) check.Fault("证书类别", "填了证书编号就要选择证书类别");
        return (clean, check);
    }
}

/// <summary>What is known of a published referral telephone number.</summary>
/// <param name="Hours">As people write it; see <see cref="OpeningHours"/>.</param>
public sealed record HotlineFacts(string Number, string Label, string Hours, string? Person = null, string? PersonTitle = null, int Position = 1)
{
    internal (HotlineFacts Clean, Check Check) Examine()
    {
        var check = new Check("directory");
        if (string.IsNullOrWhiteSpace(Number)) check.Fault("号码", "不能为空");
        var hours = OpeningHours.Parse(Hours);
        foreach (var error in hours.Errors) check.Fault("服务时间", error);
        var clean = this with
        {
            Number = check.Identifier("号码", Number, PhoneNumber.Parse) ?? "",
            Label = check.Required("用途", Label, 60),
            Hours = hours.Value?.ToString() ?? Hours,
            Person = check.Optional("负责人", Person, 40),
            PersonTitle = check.Optional("负责人职务", PersonTitle, 40)
        };
        if (Position is < 1 or > 999) check.Fault("顺序", "应在1至999之间");
        return (clean, check);
    }
}
