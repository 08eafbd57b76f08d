using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Platform.Jobs;
using Xinglin.Platform.Notices;
using Xinglin.Platform.Outbox;
using Xinglin.Platform.Sealing;

namespace Xinglin.Platform;

internal static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services)
    {
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
        return services;
    }
}
