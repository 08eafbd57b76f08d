using Xinglin.Platform.Outbox;

namespace Xinglin.Platform.Mail;

internal static class MailSetup
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        if (MailSettings.Read(configuration) is { } settings) services.AddSingleton(settings);
        services.AddScoped<IMail, MailQueue>();
        services.AddScoped<IOutboxHandler, MailDelivery>();
    }
}
