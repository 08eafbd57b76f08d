using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Xinglin.Platform;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Commands;

/// <summary>What can be typed behind the program's name. Without a command it serves.</summary>
internal static class XinglinCommands
{
    public static async Task<int> Run(string[] args)
    {
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var host = new CommandHost(settings => XinglinApp.Create(settings));
        var root = new RootCommand("杏林：按医疗联合体协议运行的协作平台。不写命令即为 serve。");
        root.SetAction((parsed, ct) => ServeCommand.Serve(host, parsed, ct));
        foreach (var command in (IEnumerable<Command>)
            [ServeCommand.Create(host), DemoCommand.Create(host), BackupCommand.Create(host), RestoreCommand.Create(host),
                .. Modules.All.SelectMany(module => module.Commands?.Invoke(host) ?? [])])
            root.Subcommands.Add(command);
        PassSettings(root);
        foreach (var option in root.Options)
            if (option is HelpOption help) (help.Description, help.Action) = ("显示帮助", new ChineseHelp());
            else if (option is VersionOption) option.Description = "显示版本";

        var parsed = root.Parse(CommandSettings.Joined(args));
        if (parsed.Errors.Count == 0 && CommandSettings.Unknown(parsed).FirstOrDefault() is { } unknown)
            return Complain($"不认识“{unknown}”。设置请写作 --名称=值；运行 --help 查看全部命令和设置。");
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (Explain(exception) is { } line)
        {
            return Complain(line);
        }
    }

    private static void PassSettings(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        foreach (var inner in command.Subcommands) PassSettings(inner);
    }

    private static int Complain(string line)
    {
        Console.Error.WriteLine(line);
        return 1;
    }

    /// <summary>What an operator can put right; null for a fault of the program, which shows its stack trace.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        StartupProblem => exception.Message,
        Refused refused => refused.Message + refused.Remedy,
        IOException { InnerException: AddressInUseException } => $"监听地址已被占用：{exception.Message} 请停止占用它的程序，或用 --urls=http://localhost:其他端口 换一个。",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "没有权限监听该端口，请用 --urls= 换一个 1024 以上的端口。",
        OperationCanceledException => "已取消。",
        _ => null
    };
}
