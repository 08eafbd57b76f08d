using System.CommandLine;
using Spectre.Console;
using Xinglin.Platform;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Commands;

/// <summary><c>demo</c>: serves a demonstration consortium, made on the first start.</summary>
internal static class DemoCommand
{
    private const string Directory = "xinglin-data/demo";

    public static Command Create(CommandHost host)
    {
        var command = new Command("demo", $"启动演示：首次运行时建立演示医联体，并列出可登录的演示账号。数据放在 {Directory}，删除该目录即可重来。");
        command.SetAction((parsed, ct) => Demonstrate(host, parsed, ct));
        return command;
    }

    private static async Task<int> Demonstrate(CommandHost host, ParseResult parsed, CancellationToken ct)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(CommandSettings.Of(parsed)).Build();
        await using var app = given["Xinglin:DataDirectory"] is null ? host.Build(parsed, $"--Xinglin:DataDirectory={Directory}") : host.Build(parsed);
        IReadOnlyList<DemonstrationAccount> accounts = [];
        await ServeCommand.Start(app, ct, async () => accounts = await DemonstrationRun.Ensure(app.Services, ct));
        Show(app, accounts);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static bool IsAddress(DemonstrationAccount account) => account.UserName.StartsWith('/');

    private static void Show(WebApplication app, IReadOnlyList<DemonstrationAccount> accounts)
    {
        Console.WriteLine();
        Console.WriteLine($"杏林演示已启动，请用浏览器打开：{string.Join("  ", app.Urls)}");
        if (accounts.Count > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("账号", "密码", "身份");
            foreach (var account in accounts.Where(account => !IsAddress(account)))
                table.AddRow(Markup.Escape(account.UserName), Markup.Escape(account.Password), Markup.Escape(account.Description));
            AnsiConsole.Write(table);
        }

        // An address that a table breaks in two cannot be copied.
        foreach (var page in accounts.Where(IsAddress))
            Console.WriteLine($"{page.Description}，验证码 {page.Password}（只能用一次）：{app.Urls.First()}{page.UserName}");
        Console.WriteLine("按 Ctrl+C 停止");
    }
}
