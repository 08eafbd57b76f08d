using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.CommandLine;

/// <summary>The program as a command needs it: its services without its web server.</summary>
/// <param name="create">Builds the host from settings of the form <c>--Section:Key=value</c>.</param>
public sealed class CommandHost(Func<string[], WebApplication> create)
{
    public WebApplication Build(ParseResult parsed, params string[] more) => create([.. CommandSettings.Of(parsed), .. more]);

    /// <summary>Works on the database as it is; it is neither made nor changed in shape.</summary>
    /// <exception cref="StartupProblem">There is no database yet, or it has another shape than this program.</exception>
    public async Task<int> OnDatabase(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        await using var app = Build(parsed);
        await DatabaseReach.Check(app.Configuration, ct);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingUser>().User = CurrentUser.Program($"命令行，操作系统账号 {Environment.UserName}");
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        if (!await DatabaseReach.Exists(app.Configuration, ct)) throw new StartupProblem("这里还没有数据库。请检查数据目录或连接串；首次使用请先运行 serve。");
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) throw new StartupProblem("数据库的版本低于本程序，请先用 serve 启动一次完成升级。");
        return await work(scope.ServiceProvider, ct);
    }
}
