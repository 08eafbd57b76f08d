using System.CommandLine;
using Xinglin.Platform.CommandLine;
using Xinglin.Platform.Database;

namespace Xinglin.Commands;

/// <summary><c>serve</c>: brings the database up to date and serves until stopped.</summary>
internal static class ServeCommand
{
    private const string DefaultAddress = "http://localhost:5080";

    public static Command Create(CommandHost host)
    {
        var command = new Command("serve", "启动服务。首次访问时建立第一位管理员和机构。");
        command.SetAction((parsed, ct) => Serve(host, parsed, ct));
        return command;
    }

    public static async Task<int> Serve(CommandHost host, ParseResult parsed, CancellationToken ct)
    {
        await using var app = host.Build(parsed);
        await Start(app, ct);
        Console.WriteLine($"杏林已启动：{string.Join("  ", app.Urls)}    按 Ctrl+C 停止");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <param name="prepare">Runs on the migrated database before the first request is served.</param>
    public static async Task Start(WebApplication app, CancellationToken ct, Func<Task>? prepare = null)
    {
        // Addresses and database model need most of a start's compiling: a second processor does the one beside the other.
        var addresses = Task.Run(() => ((IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count), ct);
        await DatabaseReach.Check(app.Configuration, ct);
        await DatabaseMigration.Apply(app.Services, ct);
        if (prepare is not null) await prepare();
        await addresses;
        var settings = app.Configuration;
        if (settings["urls"] is null && settings["http_ports"] is null && settings["https_ports"] is null && !settings.GetSection("Kestrel:Endpoints").Exists())
            app.Urls.Add(DefaultAddress);
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            // What had started before the server could not must not go on over services that are taken away.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
