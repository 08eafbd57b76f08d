using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

internal static class DutyServices
{
    public static void AddDuties(this IServiceCollection services)
    {
        services.AddScoped<DutyBook>();
        services.AddScoped<DutyDesk>();
        services.AddScoped<StatementDesk>();
        services.AddScoped<IWorkSource, DutyWork>();
        services.AddScoped<ISearchSource, StatementSearch>();
        services.AddSingleton<IRecurringJob, DutyReminders>();
    }
}
