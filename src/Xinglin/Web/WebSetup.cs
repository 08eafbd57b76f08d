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
        services.AddRequestLimit();
        return services;
    }

    public static WebApplication UseXinglinWeb(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapRazorComponents<App>();
        return app;
    }
}
