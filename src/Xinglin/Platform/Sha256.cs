using System.Security.Cryptography;
using System.Text;

namespace Xinglin.Platform;

/// <summary>SHA-256 as it stands under texts and statements: lower-case hexadecimal, of a text its UTF-8 bytes.</summary>
public static class Sha256
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
