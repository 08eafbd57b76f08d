using Microsoft.EntityFrameworkCore.Diagnostics;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Notices;
using Xinglin.Referrals.Capacity;
using Xinglin.Referrals.Contract;
using Xinglin.Referrals.Statistics;
using Xinglin.Results.Contract;

namespace Xinglin.Referrals;

internal static class ReferralsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ReferralStore>();
        services.AddScoped<IInterceptor, ReferralAnnouncements>();
        services.AddScoped<ReferralGate>();
        services.AddScoped<ReferralOffers>();
        services.AddScoped<DiagnosisCoding>();
        services.AddScoped<ReportLinks>();
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
        services.AddScoped<IOwnReferrals, OwnReferrals>();
        services.AddScoped<IWorkSource, ReferralWork>();
        services.AddScoped<ISearchSource, ReferralSearch>();
        services.AddScoped<IEvidenceSource, ReferralEvidence>();
        services.AddScoped<ITreatmentSource, ReferralTreatment>();
        services.AddSingleton<IRecurringJob, ReferralAlarms>();
        services.AddSingleton(new NoticeKind("referral", "转诊"));
        services.AddSingleton(new NoticeKind("referral-emergency", "转诊", Urgent: true));
        services.AddSingleton(new NoticeKind("referral-late", "转诊", Urgent: true));
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
