using System.Globalization;
using System.Security.Cryptography;
using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>
/// 「ZZ261124-K7Q2F9」: the day in China and six characters that do not look alike. Drawn by lot, so that nodes need not ask each
/// other and nobody can count another's referrals; the unique index has the last word.
/// </summary>
internal static class ReferralNumber
{
    private const string Plain = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string Next(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $"ZZ{ChinaTime.DateIn(at):yyMMdd}-{RandomNumberGenerator.GetString(Plain, 6)}");
}
