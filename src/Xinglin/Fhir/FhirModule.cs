using Xinglin.Fhir.Hooks;
using Xinglin.Fhir.Inbound;
using Xinglin.Fhir.Outbound;

namespace Xinglin.Fhir;

internal static class FhirModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<FhirIntake>();
        services.AddScoped<FhirSearch>();
        services.AddScoped<HookDesk>();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapFhir();
        app.MapHooks();
    }
}
