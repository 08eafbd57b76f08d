using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xinglin.Webhooks.Contract;

namespace Xinglin.Tests.Webhooks;

/// <summary>What arrived at a receiver.</summary>
public sealed record Received(string Id, string Timestamp, string Signature, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsGood(string secret, DateTimeOffset now) => WebhookSignature.IsGood(secret, Id, Timestamp, Signature, Body, now);
}

/// <summary>A real listener on this machine, as a hospital's system would have one.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication host;

    private Receiver(WebApplication host) => this.host = host;

    public ConcurrentQueue<Received> Received { get; } = new();

    /// <summary>What it answers; changed while it runs.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public string Url => host.Urls.First() + "/hook";

    public static async Task<Receiver> Start(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var host = builder.Build();
        host.Urls.Add(url);
        var receiver = new Receiver(host);
        host.Run(receiver.Take);
        await host.StartAsync();
        return receiver;
    }

    public async Task Stop() => await host.StopAsync();

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Received.Enqueue(new Received(headers.GetValueOrDefault(WebhookSignature.IdHeader, ""), headers.GetValueOrDefault(WebhookSignature.TimestampHeader, ""),
            headers.GetValueOrDefault(WebhookSignature.SignatureHeader, ""), await reader.ReadToEndAsync(), headers));
        await Answer(context);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
