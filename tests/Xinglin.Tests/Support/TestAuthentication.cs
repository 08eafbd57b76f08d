using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xinglin.Identity;
using Xinglin.Platform;

namespace Xinglin.Tests.Support;

/// <summary>Lets a test act as anyone by a header, so that only the tests of signing in pay for signing in.</summary>
public sealed class TestAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Test";
    public const string Header = "X-Test-User";

    /// <summary>The cookie of a real sign-in or a client's token counts wherever the header is absent.</summary>
    public static string Select(HttpContext context) => context.Request.Headers.ContainsKey(Header) ? Scheme : IdentityModule.Scheme;

    public static string Write(CurrentUser user) => Uri.EscapeDataString(string.Join('|',
        user.UserId, user.Name, user.OrganizationId, user.OrganizationName, string.Join(',', user.Roles)));

    public static ClaimsPrincipal Principal(CurrentUser user)
    {
        if (user.UserId is null) return new ClaimsPrincipal(new ClaimsIdentity());
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, user.UserId.ToString()!),
            new(ClaimTypes.Name, user.Name),
            new(CurrentUser.DisplayNameClaim, user.Name)
        };
        if (user.OrganizationId is { } organization) claims.Add(new(CurrentUser.OrganizationClaim, organization.ToString()));
        if (user.OrganizationName is { } name) claims.Add(new(CurrentUser.OrganizationNameClaim, name));
        claims.AddRange(user.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var value)) return Task.FromResult(AuthenticateResult.NoResult());
        var parts = Uri.UnescapeDataString(value.ToString()).Split('|');
        var user = new CurrentUser(
            Guid.Parse(parts[0]), parts[1],
            Guid.TryParse(parts[2], out var organization) ? organization : null,
            parts[3].Length > 0 ? parts[3] : null,
            parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Principal(user), Scheme)));
    }
}
