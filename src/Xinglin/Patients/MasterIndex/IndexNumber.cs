using System.Globalization;
using System.Security.Cryptography;

namespace Xinglin.Patients.MasterIndex;

/// <summary>
/// The number of a person in the index: XL, twelve digits drawn at random, so that it tells nothing, and a check digit by ISO/IEC 7064
/// MOD 11,10, which finds every wrong digit.
/// </summary>
internal static class IndexNumber
{
    public const int Length = 15;
    private const string Prefix = "XL";
    private const int Digits = 12;

    public static string Draw() => Of(RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));

    public static string Of(string digits) => $"{Prefix}{digits}{CheckDigit(digits)}";

    /// <summary>The number in normal form; null where it is none, or its check digit is wrong.</summary>
    public static string? Parse(string? text)
    {
        var number = PatientNumbers.Normal(text ?? "");
        if (number.Length != Length || !number.StartsWith(Prefix, StringComparison.Ordinal) || !number.Skip(Prefix.Length).All(char.IsAsciiDigit)) return null;
        return number[^1] == CheckDigit(number.Substring(Prefix.Length, Digits)) ? number : null;
    }

    private static char CheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + (11 - product) % 10);
    }
}
