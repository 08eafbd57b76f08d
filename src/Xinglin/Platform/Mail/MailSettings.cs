using System.Globalization;
using MailKit.Security;
using MimeKit;

namespace Xinglin.Platform.Mail;

/// <summary>The mail server that takes what the program sends.</summary>
/// <param name="User">Null where the server asks for none.</param>
internal sealed record MailSettings(string Server, int Port, SecureSocketOptions Security, MailboxAddress Sender, string? User, string? Password)
{
    private const int StandardPort = 587;

    private static readonly Dictionary<string, SecureSocketOptions> Securities = new()
    {
        ["starttls"] = SecureSocketOptions.StartTls,
        ["tls"] = SecureSocketOptions.SslOnConnect,
        ["none"] = SecureSocketOptions.None
    };

    /// <summary>Without the password, wherever it is logged.</summary>
    public override string ToString() => $"{Server}:{Port}";

    /// <returns>Null where no server is set.</returns>
    /// <exception cref="StartupProblem">A setting cannot be used.</exception>
    public static MailSettings? Read(IConfiguration configuration)
    {
        if (configuration["Xinglin:Mail:Server"] is not { Length: > 0 } server) return null;
        var port = configuration["Xinglin:Mail:Port"] is not { Length: > 0 } typed ? StandardPort
            : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number
            : throw new StartupProblem($"设置 Xinglin:Mail:Port 应为 1 至 65535 之间的端口号，现为“{typed}”。");
        var security = configuration["Xinglin:Mail:Security"] is not { Length: > 0 } wanted ? SecureSocketOptions.StartTls
            : Securities.TryGetValue(wanted, out var known) ? known
            : throw new StartupProblem($"设置 Xinglin:Mail:Security 应为 {string.Join("、", Securities.Keys)} 之一，现为“{wanted}”。");
        var sender = configuration["Xinglin:Mail:Sender"] is { Length: > 0 } written && MailboxAddress.TryParse(written, out var address) && address.Address.Contains('@', StringComparison.Ordinal)
            ? address
            : throw new StartupProblem("设置了 Xinglin:Mail:Server，就要用 Xinglin:Mail:Sender 指定发件地址，如 杏林 <xinglin@example.cn>。");
        var user = configuration["Xinglin:Mail:User"] is { Length: > 0 } given ? given : null;
        var file = configuration["Xinglin:Mail:PasswordFile"];
        if (user is not null && string.IsNullOrEmpty(file)) throw new StartupProblem("设置了 Xinglin:Mail:User，就要用 Xinglin:Mail:PasswordFile 指定存放密码的文件。");
        if (user is not null && security == SecureSocketOptions.None && server is not ("localhost" or "127.0.0.1" or "::1"))
            throw new StartupProblem("Xinglin:Mail:Security=none 时不加密，不能向其他机器发送密码。请改用 starttls 或 tls。");
        return new(server, port, security, sender, user, user is null ? null : SecretFile.Read("Xinglin:Mail:PasswordFile", file!));
    }
}
