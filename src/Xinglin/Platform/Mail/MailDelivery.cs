using System.Text.Json;
using MailKit.Net.Smtp;
using MimeKit;
using MimeKit.Text;
using Xinglin.Platform.Outbox;

namespace Xinglin.Platform.Mail;

internal sealed class MailQueue(IOutbox outbox, TimeProvider time, MailSettings? settings = null) : IMail
{
    public bool IsSet => settings is not null;

    public void Send(string address, string subject, string text) =>
        outbox.Add(MailDelivery.MessageType, new MailMessage(Guid.CreateVersion7(time.Now()), address, subject, text));
}

/// <summary>Hands a message to the mail server; what it refuses is tried again like anything that cannot be delivered.</summary>
internal sealed class MailDelivery(MailSettings? settings = null) : IOutboxHandler
{
    public const string MessageType = "mail";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Type => MessageType;
    public string Name => "邮件";

    public async Task Handle(string payload, CancellationToken ct)
    {
        var server = settings ?? throw new InvalidOperationException("没有设置邮件服务器");
        var message = JsonSerializer.Deserialize<MailMessage>(payload, JsonSerializerOptions.Web)!;
        using var mail = new MimeMessage();
        mail.From.Add(server.Sender);
        mail.To.Add(MailboxAddress.Parse(message.Address));
        mail.Subject = message.Subject;
        mail.MessageId = $"{message.Id:n}@{server.Sender.Domain}";
        mail.Body = new TextPart(TextFormat.Plain) { Text = message.Text };

        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        // A server inside a hospital's network reaches no list of revoked certificates; name and issuer are checked all the same.
        client.CheckCertificateRevocation = false;
        await client.ConnectAsync(server.Server, server.Port, server.Security, ct);
        if (server is { User: { } user, Password: { } password }) await client.AuthenticateAsync(user, password, ct);
        await client.SendAsync(mail, ct);
        await client.DisconnectAsync(quit: true, ct);
    }
}
