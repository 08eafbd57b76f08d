using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.PatientView;

/// <summary>Who looks at the own data now, through which link.</summary>
/// <param name="OrganizationId">Who gave the link.</param>
internal sealed record PatientVisit(Guid LinkId, Guid PatientId, LinkHolder Holder, Guid OrganizationId);

/// <summary>
/// A patient's session: a cookie of its own that the browser sends to the patient's pages only, with a scheme of its own that no other page
/// knows. The staff's cookie opens none of these pages, and this one none of theirs. Every request looks the session up in the database.
/// </summary>
internal sealed class PatientSessions(IHttpContextAccessor accessor)
{
    public const string Scheme = "xinglin-patient";
    public const string Policy = "patient";
    public const string Path = "/p";
    private const string LinkClaim = "xinglin:patient-link";
    private const string HolderClaim = "xinglin:patient-holder";
    private const string IssuerClaim = "xinglin:patient-link-organization";
    private const string SessionClaim = "xinglin:patient-session";

    private HttpContext Context => accessor.HttpContext!;

    public Task Begin(PatientLink link, string session, DateTimeOffset until)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, link.PatientId.ToString()), new(CurrentUser.PatientClaim, link.PatientId.ToString()),
            new(CurrentUser.DisplayNameClaim, link.HolderName), new(LinkClaim, link.Id.ToString()), new(HolderClaim, link.Holder.ToString()),
            new(IssuerClaim, link.OrganizationId.ToString()), new(SessionClaim, session)
        ];
        return Context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), new AuthenticationProperties { ExpiresUtc = until, IsPersistent = false });
    }

    public Task End() => Context.SignOutAsync(Scheme);

    public static PatientVisit VisitOf(ClaimsPrincipal principal) => new(
        Guid.Parse(principal.FindFirstValue(LinkClaim)!), Guid.Parse(principal.FindFirstValue(CurrentUser.PatientClaim)!),
        Enum.Parse<LinkHolder>(principal.FindFirstValue(HolderClaim)!), Guid.Parse(principal.FindFirstValue(IssuerClaim)!));

    /// <summary>The holder as the one who acts: without organisation and role, so that whatever is not the own data refuses.</summary>
    public static CurrentUser UserOf(PatientLink link, string? remoteAddress) =>
        new(link.PatientId, link.HolderName, null, null, new HashSet<string>(), remoteAddress, link.PatientId);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Scheme;
        cookie.Cookie.Path = Path;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = Check;
        cookie.Events.OnRedirectToLogin = context =>
        {
            context.Response.Redirect(Path);
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = cookie.Events.OnRedirectToLogin;
    }

    private static async Task Check(CookieValidatePrincipalContext context)
    {
        // A scope of its own: the request's must not learn who is acting before the cookie has been accepted.
        await using var scope = context.HttpContext.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().Now();
        var id = VisitOf(context.Principal!).LinkId;
        var session = Sha256.Of(context.Principal!.FindFirstValue(SessionClaim)!);
        if (await db.Set<PatientLink>().AnyAsync(link => link.Id == id && link.SessionHash == session && link.SessionUntil > now && link.ExpiresAt > now
                && link.WithdrawnAt == null, context.HttpContext.RequestAborted)) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
