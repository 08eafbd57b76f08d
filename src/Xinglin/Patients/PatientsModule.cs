using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Notices;

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
        services.AddSingleton(new NoticeKind("consent", "知情同意"));
        services.AddSingleton(new NoticeKind("consent-late", "知情同意", Urgent: true));
        services.AddSingleton(new NoticeKind("patient-emergency", "紧急调阅", Urgent: true));
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
