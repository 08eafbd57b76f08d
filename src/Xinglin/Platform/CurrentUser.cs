using System.Security.Claims;

namespace Xinglin.Platform;

/// <summary>
/// Who acts, for which organisation and in which roles. Every use case takes it; queries are scoped by <see cref="OrganizationId"/>.
/// </summary>
/// <param name="UserId">Of a person's account or of an API client; null for a job of the program itself and for a visitor.</param>
/// <param name="Name">The person's name as others see it, or the API client's with whom it acts for.</param>
/// <param name="OrganizationId">The organisation acted for; null where none is chosen.</param>
/// <param name="PatientId">The patient who looks at the own data, or whose guardian does; such a user has no organisation and no role. Null for everybody else.</param>
/// <param name="OnBehalfOf">The practitioner for whom a hospital's system says that it acts; the program cannot check it.</param>
public sealed record CurrentUser(
    Guid? UserId, string Name, Guid? OrganizationId, string? OrganizationName, IReadOnlySet<string> Roles, string? RemoteAddress = null, Guid? PatientId = null,
    string? OnBehalfOf = null)
{
    public const string OrganizationClaim = "xinglin:organization";
    public const string OrganizationNameClaim = "xinglin:organization-name";
    public const string DisplayNameClaim = "xinglin:name";
    public const string PatientClaim = "xinglin:patient";
    public const string OnBehalfOfClaim = "xinglin:on-behalf-of";

    public static readonly CurrentUser Visitor = new(null, "访客", null, null, new HashSet<string>());

    /// <summary>The program acting by itself, named by the job.</summary>
    public static CurrentUser Program(string job) => new(null, $"系统（{job}）", null, null, new HashSet<string>());

    public static CurrentUser From(ClaimsPrincipal principal, string? remoteAddress) =>
        principal.Identity?.IsAuthenticated != true
            ? Visitor with { RemoteAddress = remoteAddress }
            : new CurrentUser(
                Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!),
                principal.FindFirstValue(DisplayNameClaim) ?? principal.Identity.Name ?? "",
                Guid.TryParse(principal.FindFirstValue(OrganizationClaim), out var organization) ? organization : null,
                principal.FindFirstValue(OrganizationNameClaim),
                principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value).ToHashSet(),
                remoteAddress,
                Guid.TryParse(principal.FindFirstValue(PatientClaim), out var patient) ? patient : null,
                principal.FindFirstValue(OnBehalfOfClaim));

    /// <summary>A job, and no visitor.</summary>
    public bool IsProgram => UserId is null && Name != Visitor.Name;

    public bool Is(string role) => Roles.Contains(role);

    public bool IsAny(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            if (Roles.Contains(role)) return true;
        return false;
    }

    /// <summary>The organisation acted for.</summary>
    /// <exception cref="Refused">No organisation is chosen.</exception>
    public Guid Organization => OrganizationId ?? throw new Refused(
        RefusalKind.Forbidden, "user.no-organization", "请先选择您代表哪个机构办理。", "点击右上角的姓名，选择机构后再试。");

    /// <exception cref="Refused">None of the roles is held.</exception>
    public void Require(string act, params ReadOnlySpan<string> roles)
    {
        if (IsAny(roles)) return;
        var names = string.Join("、", roles.ToArray().Select(role => Role.Names[role]));
        throw new Refused(RefusalKind.Forbidden, "user.role-required", $"您当前的岗位不能{act}。", $"需要岗位：{names}。如确有需要，请联系本机构安全管理员调整授权。");
    }
}
