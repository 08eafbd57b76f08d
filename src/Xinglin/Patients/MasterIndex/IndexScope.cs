using Xinglin.Platform;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Who decides whether two registrations are one person: those who register, and medical affairs, of an institution that registered one of the two.</summary>
internal static class IndexScope
{
    public const string ReviewerRoles = $"{PatientScope.RegistrarRoles},{Role.MedicalAffairs}";

    private static readonly string[] Reviewers = ReviewerRoles.Split(',');

    public static bool MayReview(this CurrentUser user) => user.OrganizationId is not null && user.IsAny(Reviewers);

    public static void MustReview(this CurrentUser user, string act) => user.Require(act, Reviewers);
}
