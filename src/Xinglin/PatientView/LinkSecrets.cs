using System.Security.Cryptography;
using Xinglin.Platform;
using Xinglin.Platform.Sealing;

namespace Xinglin.PatientView;

/// <summary>
/// Token, code and session of a link. The token has 128 bits and is kept as SHA-256. The code has six digits, which a plain hash would not
/// hide: its hash is keyed with the data key, so that the database alone does not tell it.
/// </summary>
internal sealed class LinkSecrets(DataKey key)
{
    /// <summary>What is read off paper and typed: no characters that look alike, no upper case.</summary>
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int TokenLength = 26;
    private const int CodeDigits = 6;

    public static string NewToken() => RandomNumberGenerator.GetString(Letters, TokenLength);

    public static string NewCode() => RandomNumberGenerator.GetString("0123456789", CodeDigits);

    public static string TokenHash(string token) => Sha256.Of(token.Trim().ToLowerInvariant());

    public string CodeHash(Guid link, string code) => key.Index("patient-view-code", $"{link:n}:{Plain(code)}");

    public static string NewSession() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>「482 913」</summary>
    public static string Show(string code) => $"{code[..3]} {code[3..]}";

    /// <summary>Typed with spaces, strokes or full-width digits it is the same.</summary>
    private static string Plain(string code) => string.Concat(code.Compatible().Where(char.IsAsciiDigit));
}
