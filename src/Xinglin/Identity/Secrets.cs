using System.Security.Cryptography;

namespace Xinglin.Identity;

/// <summary>Random secrets that people read off paper and type, without characters that look alike.</summary>
internal static class Secrets
{
    private const string Plain = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Lower = "abcdefghijkmnpqrstuvwxyz";
    private const string Digits = "23456789";

    /// <summary>「K7QF-2M9X-TR4D」, about 59 bits.</summary>
    public static string SetupCode() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Plain, 4)));

    /// <summary>「K7QF2-M9XTR」, about 49 bits.</summary>
    public static string RecoveryCode() => $"{RandomNumberGenerator.GetString(Plain, 5)}-{RandomNumberGenerator.GetString(Plain, 5)}";

    /// <summary>「Kfmq-xhtr-7294」, about 70 bits, of four character classes.</summary>
    public static string OneTimePassword() => string.Concat(
        RandomNumberGenerator.GetString(Upper, 1), RandomNumberGenerator.GetString(Lower, 3), "-",
        RandomNumberGenerator.GetString(Lower, 4), "-", RandomNumberGenerator.GetString(Upper, 2), RandomNumberGenerator.GetString(Digits, 4));
}
