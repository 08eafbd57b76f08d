using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>
/// The secret that links audit entries. It lives in a file (<c>Xinglin:AuditKeyFile</c>, by default <c>audit.key</c> in the data
/// directory) and never in the database: who can write the database still cannot forge an entry. The algorithm is HMAC-SHA256
/// over one canonical JSON array; no certified cryptographic product (商用密码产品) is involved.
/// </summary>
internal sealed class AuditKey(IConfiguration configuration)
{
    private readonly Lazy<byte[]> key = new(() => KeyFile.ReadOrMake(FileName(configuration), "审计密钥"));

    public static string FileName(IConfiguration configuration) =>
        configuration["Xinglin:AuditKeyFile"] is { Length: > 0 } set
            ? Path.GetFullPath(set)
            : Path.Combine(DatabaseSetup.DataDirectory(configuration), "audit.key");

    public string Hash(AuditEntry entry) => Authenticate(writer =>
    {
        writer.WriteStringValue("xinglin-audit-entry-1");
        writer.WriteNumberValue(entry.Strand);
        writer.WriteNumberValue(entry.Number);
        writer.WriteStringValue(entry.Id);
        writer.WriteNumberValue(entry.Moment.ToUnixTimeMilliseconds());
        WriteId(writer, entry.UserId);
        writer.WriteStringValue(entry.UserName);
        WriteId(writer, entry.OrganizationId);
        writer.WriteStringValue(entry.OrganizationName);
        writer.WriteStringValue(entry.RemoteAddress);
        writer.WriteStringValue(entry.Action);
        writer.WriteStringValue(entry.SubjectType);
        WriteId(writer, entry.SubjectId);
        writer.WriteStringValue(entry.SubjectName);
        writer.WriteStringValue(entry.Outcome.ToString());
        writer.WriteStringValue(entry.Details);
        writer.WriteStringValue(entry.Changes);
        writer.WriteStringValue(entry.PreviousHash);
    });

    public string Seal(int strand, long number, string hash) => Authenticate(writer =>
    {
        writer.WriteStringValue("xinglin-audit-head-1");
        writer.WriteNumberValue(strand);
        writer.WriteNumberValue(number);
        writer.WriteStringValue(hash);
    });

    /// <summary>For the operator, where a head of the trail was not sealed with this key.</summary>
    public StartupProblem DoesNotFit() => new(
        $"审计密钥与数据库不符（{FileName(configuration)}）。请用 Xinglin__AuditKeyFile 指定写入该数据库时所用的密钥文件；多个节点必须共用同一密钥。如确认密钥无误，请运行 audit verify 查明被改动的记录。");

    private string Authenticate(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteId(Utf8JsonWriter writer, Guid? id)
    {
        if (id is { } value) writer.WriteStringValue(value);
        else writer.WriteNullValue();
    }
}
