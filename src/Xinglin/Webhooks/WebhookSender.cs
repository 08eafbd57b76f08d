using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Sealing;
using Xinglin.Webhooks.Contract;

namespace Xinglin.Webhooks;

/// <param name="Error">Null where it went well.</param>
internal sealed record WebhookOutcome(int? Status, int Milliseconds, string? Error)
{
    /// <summary>The receiver says that it is gone for good (RFC 9110, 15.5.11).</summary>
    public bool Gone => Status == 410;
}

/// <summary>Posts one delivery. Redirects are not followed, no proxy is asked, and of the answer only the status counts.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpClient client;
    private readonly DataKey key;
    private readonly TimeProvider time;

    public WebhookSender(WebhookTarget target, DataKey key, TimeProvider time, IOptions<WebhookRules> rules)
    {
        (this.key, this.time) = (key, time);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = target.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16
        })
        { Timeout = TimeSpan.FromSeconds(rules.Value.TimeoutSeconds) };
    }

    public async Task<WebhookOutcome> Send(WebhookSubscription subscription, WebhookDelivery delivery, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        WebhookOutcome Ended(int? status, string? error) => new(status, (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds, error);
        try
        {
            using var request = Request(subscription, delivery);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var status = (int)response.StatusCode;
            return Ended(status, status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => $"接收方返回 {status} 重定向；推送不跟随重定向，请把地址改为最终地址",
                410 => "接收方返回 410，表示不再接收",
                _ => $"接收方返回 {status}"
            });
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Ended(null, $"{client.Timeout.TotalSeconds:0} 秒内没有应答");
        }
        catch (HttpRequestException fault)
        {
            return Ended(null, fault.InnerException is Refused refused ? refused.Message : $"连接不上接收方（{fault.HttpRequestError}）");
        }
    }

    private HttpRequestMessage Request(WebhookSubscription subscription, WebhookDelivery delivery)
    {
        var now = time.Now();
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("Xinglin-Webhook/1");
        request.Headers.Add(WebhookSignature.IdHeader, delivery.Id.ToString());
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Seconds(now));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, string.Join(' ', Secrets(subscription, now).Select(secret => WebhookSignature.Of(secret, delivery.Id, now, delivery.Body))));
        return request;
    }

    private IEnumerable<string> Secrets(WebhookSubscription subscription, DateTimeOffset now)
    {
        yield return key.Open(subscription.Id, subscription.Secret);
        if (subscription.FormerSecret is { } former && subscription.FormerSecretEnds > now) yield return key.Open(subscription.Id, former);
    }

    public void Dispose() => client.Dispose();
}
