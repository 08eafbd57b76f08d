namespace Xinglin.Patients;

internal static class PatientsModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public static void MapEndpoints(WebApplication app)
    {
    }
}
