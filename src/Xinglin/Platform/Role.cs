namespace Xinglin.Platform;

/// <summary>
/// What a person does for an organisation. The values are stored and appear in claims; <see cref="Names"/> are what people read.
/// The three administrators exclude each other and every other role, and see no patient (GB/T 22239-2019, 三员分立).
/// </summary>
public static class Role
{
    public const string Physician = "physician";
    public const string ReferralCoordinator = "referral-coordinator";
    public const string ConsortiumOffice = "consortium-office";
    public const string MedicalAffairs = "medical-affairs";
    public const string Diagnostics = "diagnostics";
    public const string Pharmacy = "pharmacy";
    public const string Education = "education";
    public const string PublicHealth = "public-health";
    public const string Director = "director";
    public const string SystemAdministrator = "system-administrator";
    public const string SecurityAdministrator = "security-administrator";
    public const string AuditAdministrator = "audit-administrator";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Physician] = "医师",
        [ReferralCoordinator] = "转诊专员",
        [ConsortiumOffice] = "医联体办公室",
        [MedicalAffairs] = "医务科",
        [Diagnostics] = "检验/影像科",
        [Pharmacy] = "药剂科",
        [Education] = "科教科",
        [PublicHealth] = "公卫科",
        [Director] = "院领导",
        [SystemAdministrator] = "系统管理员",
        [SecurityAdministrator] = "安全管理员",
        [AuditAdministrator] = "审计管理员"
    };

    public static readonly IReadOnlySet<string> Administrators =
        new HashSet<string> { SystemAdministrator, SecurityAdministrator, AuditAdministrator };

    public static bool IsAdministrator(string role) => Administrators.Contains(role);
}
