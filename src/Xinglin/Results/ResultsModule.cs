using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Notices;
using Xinglin.Results.Alerts;
using Xinglin.Results.Contract;
using Xinglin.Results.Import;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;
using Xinglin.Results.Reports;

namespace Xinglin.Results;

internal static class ResultsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<Revisions>();
        services.AddSingleton<Newest<Revision, ItemSet>>();
        services.AddScoped<ItemDictionary>();
        services.AddScoped<ItemDesk>();
        services.AddScoped<MappingDesk>();
        services.AddScoped<MeaningLock>();
        services.AddScoped<LocalCodes>();
        services.AddSingleton<AlertRules>();
        services.AddScoped<AlertDesk>();
        services.AddScoped<IWorkSource, AlertWork>();
        services.AddSingleton<IRecurringJob, ResultAlarms>();
        services.AddScoped<ReportBook>();
        services.AddScoped<IntakeDesk>();
        services.AddScoped<IResultIntake>(provider => provider.GetRequiredService<IntakeDesk>());
        services.AddScoped<ReportImportDesk>();
        services.AddScoped<ReportStore>();
        services.AddScoped<PatientResults>();
        services.AddScoped<IReportList, ReportList>();
        services.AddScoped<IReportReading, ReportReading>();
        services.AddScoped<IOwnResults, OwnResults>();
        services.AddSingleton<Newest<(Revision Rules, Revision Scopes), RulesInForce>>();
        services.AddScoped<KeptRules>();
        services.AddScoped<RuleDesk>();
        services.AddScoped<QualityDesk>();
        services.AddSingleton<IRecurringJob, MarkCalendar>();
        services.AddScoped<AgreedListDesk>();
        services.AddScoped<PriceDesk>();
        services.AddScoped<Lookup>();
        services.AddScoped<Reliance>();
        services.AddScoped<InterventionDesk>();
        services.AddSingleton(new RepeatReasons(configuration));
        services.AddScoped<OrderDesk>();
        services.AddScoped<IOrderAdvice>(provider => provider.GetRequiredService<OrderDesk>());
        services.AddScoped<Figures>();
        services.AddScoped<FigureCases>();
        services.AddScoped<IEvidenceSource, RecognitionEvidence>();
        services.AddSingleton(new NoticeKind("result", "检查检验"));
        services.AddSingleton(new NoticeKind("result-alert", "危急值与更正报告", Urgent: true));
        services.AddScoped<IDemonstration, ResultsDemonstration>();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapReports();
        app.MapItems();
        app.MapOrders();
    }
}
