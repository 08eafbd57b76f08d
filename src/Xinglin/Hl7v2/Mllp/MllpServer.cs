using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Xinglin.Hl7v2.Messages;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Mllp;

/// <summary>
/// Listens for MLLP (HL7 Minimal Lower Layer Protocol, release 1). Nothing that a sender does ends the program: a connection that breaks,
/// lies or sleeps is closed and the others go on. On stopping no message more is begun, and what is whole is answered.
/// </summary>
internal sealed class MllpServer(IOptions<Hl7v2Rules> rules, MessageReceiver receiver, TimeProvider time, ILogger<MllpServer> log) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<long, (IPAddress Address, Task Task)> connections = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly MllpBudget budget = new(rules.Value.BufferMegabytes * 1024L * 1024);
    private TcpListener? listener;
    private SslServerAuthenticationOptions? tls;
    private Task accepting = Task.CompletedTask;
    private long last;

    /// <exception cref="StartupProblem">The port is taken, or the certificate cannot be read.</exception>
    public Task StartAsync(CancellationToken ct)
    {
        var set = rules.Value;
        if (set.Port <= 0) return Task.CompletedTask;
        if (set.Certificate.Length > 0) tls = Tls(set);
        listener = TcpListener.Create(set.Port);
        try
        {
            listener.Start(128);
        }
        catch (SocketException exception)
        {
            throw new StartupProblem($"HL7 端口 {set.Port} 不能监听：{exception.Message}。请核对设置 {Hl7v2Rules.Section}:Port，或停止占用它的程序。", exception);
        }

        log.LogInformation("HL7 v2 over MLLP on port {Port}{Tls}", set.Port, tls is null ? "" : " with TLS");
        accepting = Task.Run(Accept, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken ct)
    {
        await stopping.CancelAsync();
        listener?.Stop();
        await accepting;
        await Task.WhenAll(connections.Values.Select(each => each.Task)).WaitAsync(StopsWithin, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync()
    {
        listener?.Dispose();
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Accept()
    {
        while (!stopping.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await listener!.AcceptSocketAsync(stopping.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                log.LogWarning(exception, "An MLLP connection could not be accepted");
                await Task.Delay(100, CancellationToken.None);
                continue;
            }

            var address = (socket.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            if (connections.Count >= rules.Value.MostConnections || connections.Values.Count(each => each.Address.Equals(address)) >= rules.Value.ConnectionsPerAddress)
            {
                log.LogWarning("An MLLP connection from {Address} is one too many", address);
                socket.Dispose();
                continue;
            }

            var id = ++last;
            var served = new TaskCompletionSource();
            connections[id] = (address, served.Task);
            _ = Task.Run(async () =>
            {
                await Serve(socket, address);
                connections.TryRemove(id, out _);
                served.SetResult();
            }, CancellationToken.None);
        }
    }

    private async Task Serve(Socket socket, IPAddress address)
    {
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                await using var plain = new NetworkStream(socket);
                if (tls is null)
                {
                    await new MllpConnection(plain, address, receiver, rules.Value, budget, time, log).Serve(stopping.Token);
                    return;
                }

                await using var secure = new SslStream(plain);
                using (var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token))
                {
                    patience.CancelAfter(TimeSpan.FromSeconds(rules.Value.MessageSeconds));
                    await secure.AuthenticateAsServerAsync(tls, patience.Token);
                }

                await new MllpConnection(secure, address, receiver, rules.Value, budget, time, log).Serve(stopping.Token);
            }
        }
        catch (Exception exception)
        {
            log.LogInformation("An MLLP connection from {Address} ended: {Exception}", address, exception.GetType().Name);
        }
    }

    private static SslServerAuthenticationOptions Tls(Hl7v2Rules set)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(set.Certificate, set.CertificateKey.Length > 0 ? set.CertificateKey : null);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(set.Certificate);
            return new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new StartupProblem($"HL7 接口的证书 {set.Certificate} 不能读取：{exception.Message}。请核对设置 {Hl7v2Rules.Section}:Certificate 和 CertificateKey。", exception);
        }
    }
}

/// <summary>How much unfinished messages hold of memory, over all connections.</summary>
internal sealed class MllpBudget(long most)
{
    private long held;

    public bool TryHold(int bytes)
    {
        if (Interlocked.Add(ref held, bytes) <= most) return true;
        Interlocked.Add(ref held, -bytes);
        return false;
    }

    public void Free(int bytes) => Interlocked.Add(ref held, -bytes);
}
