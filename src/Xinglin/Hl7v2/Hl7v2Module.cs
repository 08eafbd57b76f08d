using Xinglin.Hl7v2.Files;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Mllp;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;
using Xinglin.Platform.Notices;

namespace Xinglin.Hl7v2;

internal static class Hl7v2Module
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Hl7v2Rules>().BindConfiguration(Hl7v2Rules.Section);
        services.AddSingleton<SenderBook>();
        services.AddScoped<SenderDesk>();
        services.AddSingleton<MessageReceiver>();
        services.AddSingleton<MessageQueue>();
        services.AddScoped<MessageStore>();
        services.AddScoped<QuarantineDesk>();
        services.AddScoped<IWorkSource, QuarantineWork>();
        services.AddSingleton<IRecurringJob, ForgetMessages>();
        services.AddSingleton(new NoticeKind("hl7v2-quarantine", "未能接收的消息"));
        services.AddScoped<UploadDesk>();
        services.AddSingleton<IRecurringJob, FolderScan>();
        services.AddHostedService<MllpServer>();
        services.AddScoped<IDemonstration, Hl7v2Demonstration>();
    }

    public static void MapEndpoints(WebApplication app) => app.MapHl7v2();
}
