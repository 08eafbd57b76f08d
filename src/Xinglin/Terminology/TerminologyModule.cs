using Xinglin.Terminology.Contract;

namespace Xinglin.Terminology;

internal static class TerminologyModule
{
    public static void AddServices(IServiceCollection services, IConfiguration _)
    {
        services.AddScoped<ITerminology, ConceptFinder>();
        services.AddScoped<CodeTableDesk>();
    }

    public static void MapEndpoints(WebApplication app) => app.MapTerminology();
}
