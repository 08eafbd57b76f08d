using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Web;
using Xinglin.Web.OpenApi;

namespace Xinglin;

/// <summary>The web host: the same for every command that serves, and for the tests.</summary>
public static class XinglinApp
{
    /// <param name="args">Configuration as <c>--Section:Key=value</c>; environment variables come before, appsettings.json before those.</param>
    /// <param name="configure">Last word over services, for tests.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(XinglinApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory
        });
        builder.WebHost.UseStaticWebAssets();
        // Why the program does not start is told in one line by the command, not by a stack trace before it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddXinglinDatabase(builder.Configuration);
        builder.Services.AddDataProtection().SetApplicationName("Xinglin").PersistKeysToDbContext<XinglinDb>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.AddValidation();
        builder.Services.AddApiDocument();
        builder.Services.AddXinglinWeb();
        foreach (var module in Modules.All) module.AddServices?.Invoke(builder.Services, builder.Configuration);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseXinglinWeb();
        app.MapOpenApi("/api/openapi/{documentName}.json").RequireAuthorization();
        foreach (var module in Modules.All) module.MapEndpoints?.Invoke(app);
        return app;
    }
}
