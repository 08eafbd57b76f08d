using System.CommandLine;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Identity;

/// <summary><c>identity reset USER</c>: the way back in when nobody can reset the account on its page.</summary>
internal static class IdentityCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var user = new Argument<string>("USER") { Description = "工号。" };
        var secondFactor = new Option<bool>("--second-factor") { Description = "同时移除双因素认证，用于手机和恢复码都已遗失；管理员下次登录时须重新设置。" };
        var reset = new Command("reset", "为账号设置一次性密码，下次登录时必须更换，原有登录随即失效。用于唯一的安全管理员忘记密码。计入审计日志。") { user, secondFactor };
        reset.SetAction((parsed, ct) => host.OnDatabase(parsed,
            (services, token) => Reset(services, parsed.GetRequiredValue(user), parsed.GetValue(secondFactor), token), ct));
        return [new Command("identity", "账号：找回登录。") { reset }];
    }

    private static async Task<int> Reset(IServiceProvider services, string userName, bool secondFactorToo, CancellationToken ct)
    {
        var (user, password) = await services.GetRequiredService<AccountRecovery>().Reset(userName, secondFactorToo, ct);
        Console.WriteLine($"账号：{user.UserName}（{user.DisplayName}）");
        Console.WriteLine($"一次性密码：{password}");
        Console.WriteLine("只显示这一次，请当面交给本人；下次登录时必须更换。");
        if (!secondFactorToo && user.SecondFactorOn) Console.WriteLine("双因素认证仍然有效；如验证器和恢复码都已遗失，请加上 --second-factor 重新运行。");
        return 0;
    }
}
