using Xinglin.Directory.Contract;
using Xinglin.Directory.Import;
using Xinglin.Platform;

namespace Xinglin.Directory;

internal static class DirectoryModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<IDirectory, OrganizationDirectory>()
        .AddScoped<IOrganizationRegistry, OrganizationRegistry>()
        .AddScoped<IHotlines, PublishedHotlines>()
        .AddScoped<IStaffLicences, StaffLicences>()
        .AddScoped<OrganizationDesk>()
        .AddScoped<DepartmentDesk>()
        .AddScoped<StaffDesk>()
        .AddScoped<HotlineDesk>()
        .AddScoped<ImportDesk>()
        .AddScoped<DirectoryLists>()
        .AddScoped<ISearchSource, DirectorySearch>()
        .AddScoped<IDemonstration, DirectoryDemonstration>();

    public static void MapEndpoints(WebApplication app)
    {
        if (!Pinyin.IsAvailable)
            app.Logger.LogWarning("本机没有 ICU（或启用了 InvariantGlobalization）：拼音首字母检索不可用，只能按汉字检索。安装 libicu 后重启即可。");
        DirectoryEndpoints.Map(app);
    }
}
