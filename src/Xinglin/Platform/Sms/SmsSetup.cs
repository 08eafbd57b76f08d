using Xinglin.Platform.Outbox;

namespace Xinglin.Platform.Sms;

internal static class SmsSetup
{
    /// <summary>The carrier that is set, else the folder.</summary>
    public static void AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ISms, SmsQueue>();
        services.AddScoped<IOutboxHandler, SmsDelivery>();
        if (IsGatewaySet(configuration)) services.AddSingleton<ISmsProvider>(new SmsGateway(configuration));
        else services.AddSingleton<ISmsProvider, SmsFiles>();
    }

    public static bool IsGatewaySet(IConfiguration configuration) => configuration["Xinglin:Sms:Url"] is { Length: > 0 };
}
