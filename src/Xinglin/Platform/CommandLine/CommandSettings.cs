using System.CommandLine;
using System.Text.RegularExpressions;

namespace Xinglin.Platform.CommandLine;

/// <summary>Settings of the program that may stand behind every command, as <c>--Section:Key=value</c>.</summary>
internal static partial class CommandSettings
{
    public const string Help = """
        设置（命令行写作 --名称=值；环境变量把冒号写作两个下划线，如 Xinglin__DataDirectory）：

          --Xinglin:DataDirectory=目录
              数据目录，存放 SQLite 数据库、审计密钥和数据密钥。默认 xinglin-data，演示为 xinglin-data/demo。
          --ConnectionStrings:Xinglin=连接串
              使用 PostgreSQL，如 "Host=db;Database=xinglin;Username=xinglin;Password=…"。不设则用 SQLite。
          --Xinglin:AuditKeyFile=文件
              审计密钥文件，首次启动时生成，多个节点必须共用。默认为数据目录下的 audit.key。
          --Xinglin:DataKeyFile=文件
              数据密钥文件，加密患者的证件号码、电话和地址，首次启动时生成，多个节点必须共用，丢失后无法读出。默认为数据目录下的 data.key。
          --Xinglin:LateConsentHours=小时
              紧急情况下知情同意的补签时限。默认 24。
          --Xinglin:EmergencyAccessHours=小时
              一次紧急调阅的有效时间。默认 24。
          --urls=地址
              监听地址，多个用分号隔开。默认 http://localhost:5080。
          --Logging:LogLevel:Default=级别
              日志级别：Debug、Information、Warning、Error。默认 Information。
        """;

    public static string[] Of(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    /// <summary>Words of the command line that are neither option nor setting: mistakes of typing.</summary>
    public static IEnumerable<string> Unknown(ParseResult parsed) => parsed.UnmatchedTokens.Where(token => !Setting().IsMatch(token));

    [GeneratedRegex("^--[A-Za-z][A-Za-z0-9:_.-]*=")]
    private static partial Regex Setting();
}
