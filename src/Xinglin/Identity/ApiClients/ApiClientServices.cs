using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Xinglin.Platform;

namespace Xinglin.Identity.ApiClients;

/// <summary>What signs API clients in and keeps each within its scopes and its rate.</summary>
internal static class ApiClientServices
{
    public static void AddApiClients(this IServiceCollection services)
    {
        services.AddScoped<ApiClientDesk>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiClientAuthentication>(ApiClientAuthentication.Name, null);
    }

    /// <summary>A person is not bound by scopes; what a client was not given reads as forbidden before any desk is asked.</summary>
    public static bool IsWithinScopes(AuthorizationHandlerContext context) =>
        !context.User.Identities.Any(identity => identity.AuthenticationType == ApiClientAuthentication.Name)
        || (context.Resource is HttpContext http && ApiScope.Covers(context.User.FindAll(ApiScope.Claim).Select(claim => claim.Value), ApiScope.Wanted(http.Request)));

    /// <summary>Each client in a window of a minute of its own, counted on this node.</summary>
    public static void LimitApiClients(this RateLimiterOptions options) => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        if (context.User.FindFirst(ApiClientAuthentication.LimitClaim) is not { } own) return RateLimitPartition.GetNoLimiter("");
        var limit = int.TryParse(own.Value, CultureInfo.InvariantCulture, out var set) ? set : context.RequestServices.GetRequiredService<IOptions<ApiRules>>().Value.RequestsPerMinute;
        return RateLimitPartition.GetFixedWindowLimiter($"{context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value}:{limit}",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1) });
    });
}
