using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Sealing;

/// <summary>
/// Seals what must not stand in the database in clear (AES-256-GCM, a random nonce each, the row's id as associated data, so that a
/// sealed value moved to another row does not open) and makes blind indexes, by which a sealed value is found if it is known in full
/// (HMAC-SHA256). Both keys are derived (HKDF-SHA256) from one secret in a file (<c>Xinglin:DataKeyFile</c>, by default
/// <c>data.key</c> in the data directory). The algorithms are those of .NET; no certified cryptographic product (商用密码产品) is
/// involved, which an assessment under GB/T 39786 would note.
/// </summary>
public sealed class DataKey(IConfiguration configuration)
{
    /// <summary>Stands before every sealed value: nonce, tag and cipher text follow in Base64, so that a later key or algorithm can be told from this one.</summary>
    private const string Plain = "v1:";

    /// <summary>The same of a long text, deflated before it was sealed: what was shown at an order is thirty kilobytes of sentences that are much alike.</summary>
    private const string Packed = "v2:";
    private const int LongText = 4096;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lazy<(byte[] Seal, byte[] Index)> keys = new(() =>
    {
        var secret = KeyFile.ReadOrMake(FileName(configuration), "数据密钥");
        return (Derive(secret, "xinglin-data-seal-1"), Derive(secret, "xinglin-data-index-1"));
    });

    public static string FileName(IConfiguration configuration) =>
        configuration["Xinglin:DataKeyFile"] is { Length: > 0 } set
            ? Path.GetFullPath(set)
            : Path.Combine(DatabaseSetup.DataDirectory(configuration), "data.key");

    /// <param name="row">Whose value it is; it opens only for the same.</param>
    public string Seal(Guid row, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < LongText ? Seal(Plain, row, bytes) : Seal(Packed, row, Pack(bytes));
    }

    /// <exception cref="CryptographicException">The value was changed, moved from another row, or sealed with another key.</exception>
    public string Open(Guid row, string sealedText)
    {
        var version = sealedText.StartsWith(Plain, StringComparison.Ordinal) ? Plain : sealedText.StartsWith(Packed, StringComparison.Ordinal) ? Packed
            : throw new CryptographicException("The sealed value has an unknown version.");
        var whole = Convert.FromBase64String(sealedText[version.Length..]);
        if (whole.Length < NonceBytes + TagBytes) throw new CryptographicException("The sealed value is too short.");
        var plain = new byte[whole.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(keys.Value.Seal, TagBytes);
        aes.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), plain, Associated(version, row));
        return Encoding.UTF8.GetString(version == Packed ? Unpack(plain) : plain);
    }

    /// <summary>64 hexadecimal digits. The same value of another kind has another index.</summary>
    /// <param name="value">In normal form: the caller decides what counts as equal.</param>
    public string Index(string kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Value.Index, Encoding.UTF8.GetBytes($"{kind}\0{value}")));

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyFile.Bytes, info: Encoding.ASCII.GetBytes(purpose));

    private static byte[] Associated(string version, Guid row) => Encoding.ASCII.GetBytes(version + row.ToString("n"));

    private string Seal(string version, Guid row, ReadOnlySpan<byte> plain)
    {
        var whole = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(keys.Value.Seal, TagBytes);
        aes.Encrypt(whole.AsSpan(0, NonceBytes), plain, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), Associated(version, row));
        return version + Convert.ToBase64String(whole);
    }

    private static ReadOnlySpan<byte> Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest)) deflate.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress)) deflate.CopyTo(bytes);
        return bytes.ToArray();
    }
}
