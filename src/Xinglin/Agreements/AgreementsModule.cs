using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Duties;
using Xinglin.Agreements.Reading;
using Xinglin.Agreements.Terms;
using Xinglin.Platform;
using Xinglin.Platform.Notices;

namespace Xinglin.Agreements;

internal static class AgreementsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TermsInForce>();
        services.AddScoped<IAgreementTerms, CurrentTerms>();
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
        services.AddScoped<ISearchSource, ClauseSearch>();
        services.AddSingleton<IRecurringJob, AgreementInitials>();
        services.AddSingleton<IRecurringJob, AgreementCalendar>();
        services.AddSingleton<IRecurringJob, AgreementClocks>();
        services.AddSingleton(new NoticeKind("agreement", "协议"));
        services.AddSingleton(new NoticeKind("agreement-late", "协议", Urgent: true));
        services.AddSingleton(new NoticeKind("duty", "履约"));
        services.AddSingleton(new NoticeKind("duty-overdue", "履约", Urgent: true));
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
