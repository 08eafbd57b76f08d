using System.Security.Cryptography;
using Xinglin.Platform;

namespace Xinglin.Identity.ApiClients;

/// <summary>
/// <c>xinglin_</c> and 43 letters and digits, about 256 bits. The prefix lets a search over logs and repositories find a secret that got
/// where it does not belong.
/// </summary>
internal static class ApiTokens
{
    public const string Prefix = "xinglin_";
    private const int RandomLength = 43;
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New() => Prefix + RandomNumberGenerator.GetString(Characters, RandomLength);

    public static bool IsOne(string text) =>
        text.Length == Prefix.Length + RandomLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Characters) < 0;

    public static ApiSecret Keep(string token, Guid client, DateTimeOffset at, DateTimeOffset expiresAt) =>
        new(Guid.CreateVersion7(at), client, Sha256.Of(token), token[^4..], at, expiresAt);
}
