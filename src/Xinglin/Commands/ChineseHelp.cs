using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Xinglin.Commands;

/// <summary>What <c>--help</c> says. System.CommandLine's own help has words without a translation and knows nothing of settings.</summary>
internal sealed class ChineseHelp : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parsed)
    {
        var (output, command) = (parsed.InvocationConfiguration.Output, parsed.CommandResult.Command);
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"用法：{Usage(command)}{(command.Action is null ? " 命令" : "")} [--设置=值 …]");
        Section(output, "参数", command.Arguments.Select(argument => (argument.Name, argument.Description)));
        Section(output, "选项", command.Options.Append(new HelpOption { Description = "显示帮助" }).DistinctBy(option => option.Name)
            .Select(option => (string.Join(", ", option.Aliases.Append(option.Name).Where(name => name[0] == '-')), option.Description)));
        Section(output, "命令", Leaves(command).Select(leaf => (string.Join(' ', Words(leaf).Skip(Words(command).Count())), leaf.Description)));
        output.WriteLine();
        output.WriteLine(command is RootCommand ? Settings.Help : "全部设置见 Xinglin --help。");
        return 0;
    }

    private static string Usage(Command command) => string.Join(' ', Words(command).Concat(command.Options.Where(option => option is not (HelpOption or VersionOption))
        .Select(option => $"[{option.Name}]")));

    /// <summary>The command's whole name and its arguments.</summary>
    private static IEnumerable<string> Words(Command command) => command.Parents.OfType<Command>().SelectMany(Words).Append(command.Name)
        .Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name));

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.SelectMany(inner => inner.Subcommands.Count == 0 ? [inner] : Leaves(inner));

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string? Description)> lines)
    {
        var shown = lines.ToList();
        if (shown.Count == 0) return;
        output.WriteLine();
        output.WriteLine($"{title}：");
        foreach (var (name, description) in shown)
        {
            output.WriteLine($"  {name}");
            output.WriteLine($"      {description}");
        }
    }
}
