using Microsoft.EntityFrameworkCore.Diagnostics;
using Xinglin.Audit.Contract;
using Xinglin.Platform;

namespace Xinglin.Audit;

internal static class AuditModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AuditKey>();
        services.AddSingleton<AuditChain>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
        services.AddScoped<IInterceptor, AuditInterceptor>();
        services.AddScoped<AuditVerification>();
        services.AddScoped<AuditSearch>();
        services.AddScoped<IWorkSource, AuditWork>();
        services.AddScoped<IAccessHistory, AccessHistory>();
        services.AddHostedService<AuditStart>();
    }

    public static void MapEndpoints(WebApplication app) => AuditExport.Map(app);
}
