using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Xinglin.Platform;

namespace Xinglin.Webhooks;

/// <summary>
/// Which addresses may be called. Whoever can register a URL could otherwise have this server knock at what only it can reach (SSRF). The
/// address is judged when the connection is made, after the name was resolved, so a name that is pointed elsewhere later gains nothing.
/// </summary>
internal sealed class WebhookTarget(IOptions<WebhookRules> rules)
{
    /// <summary>IANA special-purpose address registries (RFC 6890) and multicast.</summary>
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "224.0.0.0/3", "::/127", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8"
        }.Select(IPNetwork.Parse)
    ];

    private readonly Lazy<IPNetwork[]> allowed = new(() =>
        [.. rules.Value.AllowedNetworks.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse)]);

    /// <summary>What can be said of a URL before it is called.</summary>
    /// <exception cref="Refused">It is none, or none that may be called.</exception>
    public Uri Check(string url)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || url.Length > WebhookSubscription.UrlLength)
            throw new Refused(RefusalKind.Invalid, "webhook.url", "请填写完整的接收地址，以 https:// 开头，不带用户名、密码和 # 片段。", $"例如 https://his.example.cn/xinglin，不超过 {WebhookSubscription.UrlLength} 个字符。");
        if (uri.Scheme == "http" && !uri.IsLoopback && !rules.Value.AllowHttp)
            throw new Refused(RefusalKind.Invalid, "webhook.http", "接收地址须使用 https。", "请为接收方配置证书；院内网络确需 http 时，由系统管理员设置 Xinglin__Webhooks__AllowHttp。");
        var address = uri.IsLoopback ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var literal) ? literal : null;
        if (address is not null && !MayCall(address)) throw Closed();
        return uri;
    }

    public bool MayCall(IPAddress address)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Inside.Any(network => network.Contains(real)) || allowed.Value.Any(network => network.Contains(real));
    }

    /// <summary>Connects to the first of the name's addresses that may be called and answers.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct)).Where(MayCall).ToArray();
        if (addresses.Length == 0) throw Closed();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Refused Closed() => new(RefusalKind.Invalid, "webhook.address-inside", "接收地址指向内部网络，没有开放。",
        "院内系统接收推送时，请系统管理员在 Xinglin__Webhooks__AllowedNetworks 中写明允许的网段，如 10.20.0.0/16。");
}
