using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Xinglin.Platform;

namespace Xinglin.Web;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count: the proxies named in <c>Xinglin:TrustedProxies</c> and nobody
/// else. The audit trail and the limit of attempts hold the address that comes out of it.
/// </summary>
internal static class TrustedProxies
{
    /// <exception cref="StartupProblem">Something in the setting is neither an address nor a network.</exception>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Configuration["Xinglin:TrustedProxies"] is not { Length: > 0 } named) return;
        // Each proxy of a row is looked at, from the nearest on, until one is not trusted.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in named.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (IPAddress.TryParse(one, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) options.KnownIPNetworks.Add(network);
            else throw new StartupProblem($"设置 Xinglin:TrustedProxies 中的“{one}”不是 IP 地址或网段，应如 10.0.0.5 或 10.0.1.0/24。");
        app.UseForwardedHeaders(options);
    }
}
