using Xinglin.Patients.Contract;
using Xinglin.Patients.Import;
using Xinglin.Patients.MasterIndex;
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
        services.AddSingleton<MatchModels>();
        services.AddScoped<IndexLinks>();
        services.AddScoped<IndexMatching>();
        services.AddScoped<IndexStore>();
        services.AddScoped<IndexDesk>();
        services.AddScoped<IPatientIndex, IndexAnswers>();
        services.AddScoped<BulkReading>();
        services.AddScoped<BulkPairs>();
        services.AddScoped<BulkLinks>();
        services.AddScoped<BulkMatching>();
        services.AddScoped<PatientImporter>();
        services.AddScoped<PatientImportDesk>();
        services.AddScoped<PatientFileImport>();
        services.AddSingleton<IRecurringJob, PatientImportJob>();
        services.AddSingleton<IRecurringJob, IndexCatchUp>();
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
        services.AddScoped<IDemonstration, IndexDemonstration>();
    }

    public static void MapEndpoints(WebApplication app)
    {
        app.MapPatients();
        app.MapPatientFiles();
    }
}
