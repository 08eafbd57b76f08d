using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Referrals.Capacity;
using Xinglin.Referrals.Statistics;

namespace Xinglin.Referrals;

internal static class ReferralsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ReferralStore>();
        services.AddScoped<ReferralGate>();
        services.AddScoped<DiagnosisCoding>();
        services.AddScoped<PharmacyDesk>();
        services.AddScoped<SendingDesk>();
        services.AddScoped<ReceivingDesk>();
        services.AddScoped<FollowUpPlan>();
        services.AddScoped<FollowUpDesk>();
        services.AddScoped<MessageDesk>();
        services.AddScoped<PracticeDesk>();
        services.AddScoped<PaperDesk>();
        services.AddScoped<PlaceBook>();
        services.AddScoped<QuotaDesk>();
        services.AddScoped<CapacityDesk>();
        services.AddScoped<WaitDesk>();
        services.AddScoped<StatisticsDesk>();
        services.AddScoped<ReferralList>();
        services.AddScoped<IWorkSource, ReferralWork>();
        services.AddScoped<ISearchSource, ReferralSearch>();
        services.AddScoped<IEvidenceSource, ReferralEvidence>();
        services.AddSingleton<IRecurringJob, ReferralAlarms>();
        services.AddSingleton<IRecurringJob, PlaceRelease>();
        services.AddScoped<IDemonstration, CapacityDemonstration>();
        services.AddScoped<IDemonstration, ReferralsDemonstration>();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapReferrals();
        app.MapPapers();
        app.MapQuotas();
        app.MapStatistics();
    }
}
