using System.CommandLine;
using System.Text;
using Xinglin.Agreements.Reading;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary><c>read FILE [--json]</c> and <c>read --schema</c>: reads an agreement without a database and without leaving anything behind.</summary>
internal static class ReadCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("FILE") { Description = "协议文件：.txt、.md 或 .docx。", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "只输出 JSON（UTF-8），结构见 --schema。" };
        var schema = new Option<bool>("--schema") { Description = "输出 JSON 的结构定义（JSON Schema），不读取文件。" };
        var command = new Command("read", "读取一份协议，列出各方、期限、义务、目标和应当留意之处。不使用数据库，不保存任何内容。") { file, json, schema };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(schema))
            {
                await Say(AgreementReadingSchema.Json.TrimEnd(), ct);
                return 0;
            }
            if (parsed.GetValue(file) is not { } given) throw new StartupProblem("请写出要读取的协议文件，如：read 协议.docx；运行 read --help 查看用法。");
            var reading = AgreementReader.Read(Open(given).Text, TimeProvider.System.Today());
            if (parsed.GetValue(json)) await Say(reading.ToJson(), ct);
            else ReadingSummary.Show(reading, given.Name);
            return 0;
        });
        return command;
    }

    private static DocumentText Open(FileInfo file)
    {
        if (System.IO.Directory.Exists(file.FullName)) throw new StartupProblem($"“{file.Name}”是文件夹，请指定协议文件。");
        try
        {
            using var stream = file.OpenRead();
            return DocumentText.From(stream, file.Name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartupProblem($"没有找到文件“{file.Name}”。");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new StartupProblem($"无法打开文件“{file.Name}”，请检查是否有读取权限、是否被其他程序占用。");
        }
    }

    /// <summary>UTF-8 without a byte order mark whatever the console's own encoding is.</summary>
    private static async Task Say(string text, CancellationToken ct)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(new UTF8Encoding(false).GetBytes(text + "\n"), ct);
    }
}
