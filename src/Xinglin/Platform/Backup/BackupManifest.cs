using System.Text.Json;

namespace Xinglin.Platform.Backup;

/// <param name="Name">Name within the backup.</param>
/// <param name="Table">The table whose rows these are; null for a whole database file or an attached file.</param>
/// <param name="Rows">0 where there are no rows.</param>
/// <param name="Bytes">Unpacked.</param>
public sealed record BackupEntry(string Name, string? Table, IReadOnlyList<string> Columns, long Rows, long Bytes, string Sha256);

/// <summary>What a backup holds. It stands last in the zip file, because only then all sums are known.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Schema">The last migration that the database had.</param>
/// <param name="Tables">Rows by table.</param>
public sealed record BackupManifest(
    string Format, string Engine, string Schema, DateTimeOffset MadeAt, IReadOnlyDictionary<string, long> Tables, IReadOnlyList<BackupEntry> Entries)
{
    public const string FileName = "manifest.json";
    public const string CurrentFormat = "xinglin-backup-1";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgresql";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>How far a backup or restore is.</summary>
/// <param name="Step">Chinese.</param>
/// <param name="Share">0 to 1.</param>
public readonly record struct BackupProgress(string Step, double Share);
