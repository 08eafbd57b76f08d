using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>
/// Opens, re-issues and checks sessions. A session is a cookie with the person, the chosen organisation and the roles in it; while
/// an <see cref="Obligation"/> stands it carries the <see cref="PendingClaim"/> instead of roles and opens only the page where
/// that is done.
/// </summary>
internal sealed class Sessions(IHttpContextAccessor accessor, IDirectory directory, TimeProvider time, IOptions<IdentityRules> options)
{
    public const string Cookie = "xinglin";
    public const string PendingClaim = "xinglin:pending";
    private const string StampClaim = "xinglin:stamp";
    private const string BegunAt = "begun";

    private HttpContext Context => accessor.HttpContext!;

    /// <summary>Begins a session after all factors have been checked.</summary>
    /// <returns>What the person must do first; null where the way is free.</returns>
    public async Task<Obligation?> Begin(User user, CancellationToken ct)
    {
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        var organizations = user.Assignments.Select(assignment => assignment.OrganizationId).Distinct().ToList();
        return await Issue(user, organizations.Count == 1 ? organizations[0] : null, time.Now(), ct);
    }

    /// <summary>Issues the present session anew after the account or the chosen organisation changed. Its absolute end stays.</summary>
    public async Task<Obligation?> Renew(User user, Guid? organization, CancellationToken ct)
    {
        var session = await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var begun = session.Properties is { } properties ? Begun(properties) : null;
        if (organization is null && user.Assignments.Select(assignment => assignment.OrganizationId).Distinct().ToList() is [var only]) organization = only;
        return await Issue(user, organization, begun ?? time.Now(), ct);
    }

    /// <summary>Remembers for five minutes that the password was right, for the page of the second factor.</summary>
    public Task AwaitSecondFactor(User user) => Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(StampClaim, user.SecurityStamp)], IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>Who has given the right password and still owes the second factor, with the stamp seen then.</summary>
    public async Task<(Guid User, string Stamp)?> AwaitingSecondFactor()
    {
        var half = await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return half.Principal is { } principal
            ? (Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!), principal.FindFirstValue(StampClaim)!)
            : null;
    }

    public Task End() => Context.SignOutAsync(IdentityConstants.ApplicationScheme);

    /// <summary>Ends sessions that are too old or whose account was locked or changed since. One primary-key look-up a request.</summary>
    public static async Task Check(CookieValidatePrincipalContext context)
    {
        // A scope of its own: the request's must not learn who is acting before the cookie has been accepted.
        await using var scope = context.HttpContext.RequestServices.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var rules = services.GetRequiredService<IOptions<IdentityRules>>().Value;
        var now = services.GetRequiredService<TimeProvider>().Now();
        var db = services.GetRequiredService<XinglinDb>();
        var id = Guid.Parse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var stamp = context.Principal!.FindFirstValue(StampClaim);

        var tooOld = Begun(context.Properties) is not { } begun || now - begun >= TimeSpan.FromHours(rules.SessionHours);
        if (tooOld || !await db.Set<User>().AnyAsync(user => user.Id == id && user.SecurityStamp == stamp && user.LockReason == null, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    private async Task<Obligation?> Issue(User user, Guid? organization, DateTimeOffset begun, CancellationToken ct)
    {
        var owes = user.Owes(options.Value, organization, time.Now());
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, user.UserName),
            new(CurrentUser.DisplayNameClaim, user.DisplayName),
            new(StampClaim, user.SecurityStamp)
        };
        if (owes is { } pending) claims.Add(new(PendingClaim, pending.ToString()));
        if (organization is { } chosen)
        {
            claims.Add(new(CurrentUser.OrganizationClaim, chosen.ToString()));
            claims.Add(new(CurrentUser.OrganizationNameClaim, (await directory.Find(chosen, ct))?.Name ?? ""));
            if (owes is null) claims.AddRange(user.RolesIn(chosen).Select(role => new Claim(ClaimTypes.Role, role)));
        }

        var properties = new AuthenticationProperties { Items = { [BegunAt] = begun.ToString("O", CultureInfo.InvariantCulture) } };
        await Context.SignInAsync(IdentityConstants.ApplicationScheme,
            new ClaimsPrincipal(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme)), properties);
        return owes;
    }

    private static DateTimeOffset? Begun(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(BegunAt, out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var begun) ? begun : null;
}
