using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Duties;
using Xinglin.Agreements.Reading;
using Xinglin.Agreements.Terms;
using Xinglin.Platform;

namespace Xinglin.Agreements;

internal static class AgreementsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TermsInForce>();
        services.AddSingleton<IAgreementTerms>(provider => provider.GetRequiredService<TermsInForce>());
        services.AddHostedService(provider => provider.GetRequiredService<TermsInForce>());
        services.AddScoped<TermDesk>();
        services.AddScoped<AgreementStore>();
        services.AddScoped<DraftingDesk>();
        services.AddScoped<ConfirmingDesk>();
        services.AddScoped<SealingDesk>();
        services.AddScoped<FactsDesk>();
        services.AddScoped<AgreementList>();
        services.AddScoped<SealScans>();
        services.AddScoped<IWorkSource, AgreementWork>();
        services.AddScoped<ISearchSource, AgreementSearch>();
        services.AddSingleton<IRecurringJob, AgreementCalendar>();
        services.AddSingleton<IRecurringJob, AgreementClocks>();
        services.AddScoped<IDemonstration, AgreementsDemonstration>();
        services.AddDuties();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapAgreements();
        app.MapTerms();
        app.MapDuties();
        app.MapAgreementFiles();
        app.MapGet("/schemas/agreement-reading.json", () => TypedResults.Text(AgreementReadingSchema.Json, "application/schema+json")).AllowAnonymous().ExcludeFromDescription();
    }
}
