using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Xinglin.Tests.Support;

/// <summary>A mail server on a free port of this machine that keeps what it takes, or refuses everything (RFC 5321, as much as a client needs).</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly List<MimeMessage> taken = [];
    private readonly List<string> secrets = [];
    private readonly Task serving;

    public MailServer()
    {
        listener.Start();
        serving = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>451 to every message while it is set.</summary>
    public bool Refuses { get; set; }

    public IReadOnlyList<MimeMessage> Taken
    {
        get { lock (taken) return [.. taken]; }
    }

    /// <summary>User and password as they were given, parted by a blank.</summary>
    public IReadOnlyList<string> Secrets
    {
        get { lock (taken) return [.. secrets]; }
    }

    public string[] Settings => ["--Xinglin:Mail:Server=127.0.0.1", $"--Xinglin:Mail:Port={Port}", "--Xinglin:Mail:Security=none", "--Xinglin:Mail:Sender=杏林 <xinglin@example.cn>"];

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await serving;
        stopped.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true) await Talk(await listener.AcceptTcpClientAsync(stopped.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var connection = client;
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        async Task Say(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), stopped.Token);
        try
        {
            await Say("220 test");
            while (await reader.ReadLineAsync(stopped.Token) is { } line)
            {
                if (line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase)) await Say("250-test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN");
                else if (line.StartsWith("AUTH PLAIN ", StringComparison.OrdinalIgnoreCase))
                {
                    lock (taken) secrets.Add(Encoding.UTF8.GetString(Convert.FromBase64String(line[11..])).Trim('\0').Replace('\0', ' '));
                    await Say("235 ok");
                }
                else if (line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase) && Refuses) await Say("451 try later");
                else if (line == "DATA")
                {
                    await Say("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync(stopped.Token) is { } part and not ".") text.Append(part).Append("\r\n");
                    lock (taken) taken.Add(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()))));
                    await Say("250 ok");
                }
                else if (line == "QUIT")
                {
                    await Say("221 bye");
                    return;
                }
                else await Say("250 ok");
            }
        }
        catch (IOException)
        {
            // The client went away.
        }
    }
}
