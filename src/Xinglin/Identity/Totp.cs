using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Xinglin.Identity;

/// <summary>
/// Time-based one-time passwords: RFC 6238 with HMAC-SHA-1, 30 seconds and six digits, which every authenticator app speaks.
/// Says which time step a code belongs to, so that the caller can refuse a step that was used before.
/// </summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits (RFC 4226 section 4, R6).</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a time step, six digits.</summary>
    public static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 apps use HMAC-SHA-1, for which collisions of SHA-1 do not matter.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The time step that the code belongs to: now, one before or one after (clocks differ); null where it fits none.</summary>
    public static long? Match(byte[] key, string code, DateTimeOffset now)
    {
        var plain = string.Concat(code.Where(char.IsAsciiDigit));
        var present = StepAt(now);
        foreach (var step in (ReadOnlySpan<long>)[present, present - 1, present + 1])
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(plain), System.Text.Encoding.ASCII.GetBytes(CodeAt(key, step))))
                return step;
        return null;
    }

    /// <summary>The address that a QR code gives to an authenticator app.</summary>
    public static string Address(byte[] key, string userName) =>
        $"otpauth://totp/{Uri.EscapeDataString("杏林")}:{Uri.EscapeDataString(userName)}?secret={ToBase32(key)}&issuer={Uri.EscapeDataString("杏林")}";

    /// <summary>RFC 4648 without padding; the secret's length is a multiple of five bytes.</summary>
    public static string ToBase32(byte[] bytes)
    {
        var text = new char[bytes.Length * 8 / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = bytes[bit / 8] << 8 | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Base32[pair >> (11 - bit % 8) & 0x1f];
        }

        return new string(text);
    }
}
