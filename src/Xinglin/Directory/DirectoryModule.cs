using Xinglin.Directory.Contract;

namespace Xinglin.Directory;

internal static class DirectoryModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddScoped<IDirectory, OrganizationDirectory>().AddScoped<IOrganizationRegistry, OrganizationRegistry>();
}
