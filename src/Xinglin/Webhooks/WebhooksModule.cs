using Xinglin.Platform;

namespace Xinglin.Webhooks;

internal static class WebhooksModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookRules>().BindConfiguration(WebhookRules.Section);
        services.AddSingleton<WebhookTarget>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookDispatch>();
        services.AddScoped<WebhookDesk>();
        services.AddSingleton<IRecurringJob, ForgetDeliveries>();
        services.AddScoped<IDemonstration, WebhooksDemonstration>();
        services.AddHostedService<WebhookPulse>();
    }

    public static void MapEndpoints(WebApplication app) => app.MapWebhooks();
}
