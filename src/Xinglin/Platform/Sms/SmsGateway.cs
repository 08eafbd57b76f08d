using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Xinglin.Platform.Sms;

/// <summary>
/// Posts each message as JSON to the address of a carrier. The body is a template in which <c>{number}</c>, <c>{text}</c> and <c>{id}</c> stand for
/// the escaped values; a secret from a file goes into a header. Any answer of 2xx counts as taken.
/// </summary>
/// <exception cref="StartupProblem">The settings cannot be used.</exception>
internal sealed class SmsGateway : ISmsProvider, IDisposable
{
    private const string StandardBody = """{"id":"{id}","number":"{number}","text":"{text}"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
    private readonly Uri address;
    private readonly string body;
    private readonly (string Name, string Value)? secret;

    public SmsGateway(IConfiguration configuration)
    {
        address = Uri.TryCreate(configuration["Xinglin:Sms:Url"], UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new StartupProblem("设置 Xinglin:Sms:Url 应为 http 或 https 开头的完整地址。");
        body = configuration["Xinglin:Sms:Body"] is { Length: > 0 } template ? template : StandardBody;
        var file = configuration["Xinglin:Sms:SecretFile"];
        if (file is { Length: > 0 })
            secret = (configuration["Xinglin:Sms:SecretHeader"] is { Length: > 0 } header ? header : "Authorization", SecretFile.Read("Xinglin:Sms:SecretFile", file));
        try { JsonDocument.Parse(Fill(new SmsMessage(Guid.Empty, default, "13800000000", "测试“\"”"))).Dispose(); }
        catch (JsonException fault) { throw new StartupProblem($"设置 Xinglin:Sms:Body 不是正确的 JSON：{fault.Message}"); }
        if (!body.Contains("{number}", StringComparison.Ordinal) || !body.Contains("{text}", StringComparison.Ordinal))
            throw new StartupProblem("设置 Xinglin:Sms:Body 中应有 {number} 和 {text}。");
    }

    public async Task Send(SmsMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(Fill(message), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"))
        };
        if (secret is { } given) request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        using var answer = await client.SendAsync(request, ct);
        // What the carrier answers may repeat number and text; it is kept out of the log and of the list of dead letters.
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"短信平台答复 {(int)answer.StatusCode}");
    }

    public void Dispose() => client.Dispose();

    private string Fill(SmsMessage message) => body
        .Replace("{number}", Escaped(message.Number), StringComparison.Ordinal)
        .Replace("{id}", message.Id.ToString("n"), StringComparison.Ordinal)
        .Replace("{text}", Escaped(message.Text), StringComparison.Ordinal);

    private static string Escaped(string value) => JsonEncodedText.Encode(value).ToString();
}
