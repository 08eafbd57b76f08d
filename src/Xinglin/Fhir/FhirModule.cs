using Xinglin.Fhir.Hooks;
using Xinglin.Fhir.Inbound;
using Xinglin.Fhir.Outbound;
using Xinglin.Platform;

namespace Xinglin.Fhir;

internal static class FhirModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<FhirIntake>();
        services.AddScoped<FhirSearch>();
        services.AddScoped<HookDesk>();
        services.AddSingleton<IRecurringJob, ForgetCards>();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapFhir();
        app.MapHooks();
    }
}
