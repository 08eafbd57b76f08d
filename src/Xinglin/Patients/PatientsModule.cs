using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Patients;

internal static class PatientsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PatientRules>();
        services.AddSingleton<PatientVault>();
        services.AddScoped<PatientStore>();
        services.AddScoped<PatientFinder>();
        services.AddScoped<RegistrationDesk>();
        services.AddScoped<EmergencyDesk>();
        services.AddScoped<ConsentStore>();
        services.AddScoped<ConsentDesk>();
        services.AddScoped<IPatients, Register>();
        services.AddScoped<IConsents, ConsentRegister>();
        services.AddScoped<IOwnRecord, OwnRecord>();
        services.AddSingleton<IRecurringJob, ConsentCalendar>();
        services.AddScoped<ISearchSource, PatientSearch>();
        services.AddScoped<IWorkSource, PatientWork>();
        services.AddScoped<IDemonstration, PatientsDemonstration>();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapPatients();
        app.MapPatientFiles();
    }
}
