using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Xinglin.Webhooks.Contract;

/// <summary>
/// Signs as the Standard Webhooks specification (standardwebhooks.com) says, for which most languages have a library: HMAC-SHA256 over
/// <c>id.timestamp.body</c>, in Base64 after <c>v1,</c>. During a change-over two signatures stand side by side, separated by a space.
/// </summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    public const string SecretPrefix = "whsec_";

    /// <summary>A receiver must refuse what is older or newer: it may be recorded and sent again.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static string Of(string secret, Guid id, DateTimeOffset at, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}.{body}")));

    /// <summary>As a receiver checks it: signature and time. That an id does not come twice, it must keep itself.</summary>
    public static bool IsGood(string secret, string id, string timestamp, string signatures, string body, DateTimeOffset now)
    {
        if (!Guid.TryParse(id, out var guid) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        var at = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, 253402300799));
        if ((now - at).Duration() > Tolerance) return false;
        var expected = Encoding.ASCII.GetBytes(Of(secret, guid, at, body));
        return signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), expected));
    }

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
