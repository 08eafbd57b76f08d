using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Directory;

internal static class DirectoryModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<IDirectory, OrganizationDirectory>()
        .AddScoped<IOrganizationRegistry, OrganizationRegistry>()
        .AddScoped<IHotlines, PublishedHotlines>()
        .AddScoped<OrganizationDesk>()
        .AddScoped<DepartmentDesk>()
        .AddScoped<StaffDesk>()
        .AddScoped<HotlineDesk>()
        .AddScoped<Import.ImportDesk>();
}
