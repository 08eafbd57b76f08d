using System.Text.Json;
using System.Text.Json.Serialization;
using Xinglin.Audit.Contract;
using Xinglin.Web.Idempotency;
using Xinglin.Web.Live;
using Xinglin.Web.Problems;

namespace Xinglin.Web;

/// <summary>Pages: Razor components rendered on the server, working without JavaScript.</summary>
public static class WebSetup
{
    public static IServiceCollection AddXinglinWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddAuthentication();
        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddScoped<Flash>();
        services.AddScoped<PagePdf>();
        services.AddRequestLimit();
        // Code sets travel as words with hyphens; a number would tie clients to the order in which the code lists them.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)));
        return services;
    }

    public static WebApplication UseXinglinWeb(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseAuditBeforeAnswer();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseSameOrigin();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapLive();
        app.MapRazorComponents<App>();
        return app;
    }
}
