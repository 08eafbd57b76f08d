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
        services.AddAntiforgery();
        services.AddScoped<Flash>();
        return services;
    }

    public static WebApplication UseXinglinWeb(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>();
        return app;
    }
}
