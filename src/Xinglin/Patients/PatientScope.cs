using Xinglin.Platform;

namespace Xinglin.Patients;

/// <summary>
/// Who may look at patients at all: those who take part in care, and medical affairs, who watch over it (医疗机构病历管理规定 2013).
/// Offices, directors and the three administrators see none.
/// </summary>
internal static class PatientScope
{
    public const string ReaderRoles = $"{Role.Physician},{Role.ReferralCoordinator},{Role.Diagnostics},{Role.PublicHealth},{Role.MedicalAffairs}";
    public const string RegistrarRoles = $"{Role.Physician},{Role.ReferralCoordinator},{Role.PublicHealth}";

    public static readonly string[] Readers = ReaderRoles.Split(',');

    private static readonly string[] Registrars = RegistrarRoles.Split(',');
    private static readonly string[] Treating = [Role.Physician, Role.ReferralCoordinator, Role.Diagnostics, Role.PublicHealth];

    public static bool MaySeePatients(this CurrentUser user) => user.OrganizationId is not null && user.IsAny(Readers);

    public static bool MayRegister(this CurrentUser user) => user.OrganizationId is not null && user.IsAny(Registrars);

    public static void MustRegister(this CurrentUser user, string act) => user.Require(act, Registrars);

    /// <summary>Sees full names in lists; the others see 「张*」.</summary>
    public static bool IsTreating(this CurrentUser user) => user.IsAny(Treating);

    public static bool MayOpenInEmergency(this CurrentUser user) => user.OrganizationId is not null && user.IsAny(Role.Physician, Role.ReferralCoordinator);

    public static bool MaySeeAccessHistory(this CurrentUser user, Patient patient) => user.OrganizationId == patient.OrganizationId && user.Is(Role.MedicalAffairs);
}
