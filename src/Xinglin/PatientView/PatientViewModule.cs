using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Xinglin.Platform;

namespace Xinglin.PatientView;

internal static class PatientViewModule
{
    /// <summary>Limits what one address may try, see <see cref="PatientViewRules.AttemptsPerMinute"/>; looking counts as trying, because a link is a secret too.</summary>
    public const string Attempts = "patient-attempts";

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PatientViewRules>().BindConfiguration(PatientViewRules.Section);
        services.AddSingleton<LinkSecrets>();
        services.AddScoped<LinkDesk>();
        services.AddScoped<EntryDesk>();
        services.AddScoped<OwnView>();
        services.AddScoped<PatientSessions>();
        services.AddScoped<SlipCookie>();
        services.AddScoped<IDemonstration, PatientViewDemonstration>();
        services.AddAuthentication().AddCookie(PatientSessions.Scheme, PatientSessions.Configure);
        services.AddAuthorizationBuilder().AddPolicy(PatientSessions.Policy, policy => policy
            .AddAuthenticationSchemes(PatientSessions.Scheme).RequireAuthenticatedUser().RequireClaim(CurrentUser.PatientClaim));
        services.AddRateLimiter(options => options.AddPolicy(Attempts, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<PatientViewRules>>().Value.AttemptsPerMinute,
                Window = TimeSpan.FromMinutes(1)
            })));
    }

    public static void MapEndpoints(WebApplication app) =>
        app.MapPost("/p/sign-out", async ([FromForm] string? ended, EntryDesk desk, HttpContext context, CancellationToken ct) =>
        {
            await desk.Leave(PatientSessions.VisitOf(context.User), ct);
            return TypedResults.LocalRedirect(PatientSessions.Path);
        }).RequireAuthorization(PatientSessions.Policy).ExcludeFromDescription();
}
