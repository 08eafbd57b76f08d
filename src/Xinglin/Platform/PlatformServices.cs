using Microsoft.EntityFrameworkCore.Diagnostics;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Platform.Idempotency;
using Xinglin.Platform.Jobs;
using Xinglin.Platform.Live;
using Xinglin.Platform.Mail;
using Xinglin.Platform.Notices;
using Xinglin.Platform.Outbox;
using Xinglin.Platform.Sealing;
using Xinglin.Platform.Sms;

namespace Xinglin.Platform;

internal static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        HolidaySettings.Apply(configuration);
        services.AddScoped<ActingUser>();
        services.AddScoped(provider => provider.GetRequiredService<ActingUser>().User
            ?? (provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context
                ? CurrentUser.From(context.User, context.Connection.RemoteIpAddress?.ToString())
                : CurrentUser.Program("后台任务")));
        services.AddScoped<IOutbox, Outbox.Outbox>();
        services.AddSingleton<OutboxDelivery>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<DataKey>();
        services.AddHostedService<DataKeyStart>();
        services.AddHostedService<Background>();
        services.AddSingleton<IRecurringJob, StatisticsUpkeep>();
        services.AddScoped<NoticeBoard>();
        services.AddScoped<INotices>(provider => provider.GetRequiredService<NoticeBoard>());
        services.AddScoped<FileStore>();
        services.AddScoped<PublicAddress>();
        services.AddSms(configuration);
        services.AddMail(configuration);
        services.AddSingleton<NoticeKinds>();
        services.AddScoped<NoticeSettings>();
        services.AddScoped<IOutboxHandler, NoticeForwarding>();
        services.AddScoped<OutboxDesk>();
        services.AddScoped<IWorkSource, OutboxWork>();
        services.AddOptions<ApiRules>().BindConfiguration(ApiRules.Section);
        services.AddOptions<LiveRules>().BindConfiguration(LiveRules.Section);
        services.AddScoped<KeptAnswers>();
        services.AddScoped<AnnouncementLog>();
        services.AddSingleton<AnnouncementNudge>();
        services.AddScoped<IInterceptor, AnnouncementInterceptor>();
        services.AddSingleton<LiveSignals>();
        services.AddSingleton<LiveStreams>();
        services.AddHostedService<AnnouncementPulse>();
        services.AddSingleton<IRecurringJob, ForgetAnswers>();
        return services;
    }
}
