using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Backup;

/// <summary>
/// Makes and restores backups. Both engines use one file format: a zip with a manifest (schema, rows, SHA-256 of each part), the
/// data, and the keys, without which the trail could not be verified and sealed values not be read. The file is therefore a secret: mode 600, to be kept as such.
/// </summary>
/// <param name="keyFiles">Where the keys are, by their name in the backup.</param>
internal sealed class BackupDesk(IServiceProvider services, IReadOnlyDictionary<string, string> keyFiles)
{
    private IConfiguration Configuration => services.GetRequiredService<IConfiguration>();
    private string? Postgres => Configuration.GetConnectionString("Xinglin") is { Length: > 0 } set ? set : null;

    /// <exception cref="StartupProblem">The file cannot be written.</exception>
    public async Task<long> Back(string file, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var schema = (await scope.ServiceProvider.GetRequiredService<XinglinDb>().Database.GetAppliedMigrationsAsync(ct)).Last();
        await using var backup = new BackupWriter(file);
        var rows = Postgres is { } postgres
            ? await PostgresBackup.Write(postgres, backup, progress, ct)
            : await SqliteBackup.Write(DatabaseSetup.SqliteFile(Configuration), backup, progress, ct);
        foreach (var (name, place) in keyFiles)
            if (File.Exists(place)) await backup.AddFile(name, place, _ => { }, ct);
        await backup.Finish(Postgres is null ? BackupManifest.Sqlite : BackupManifest.Postgres, schema, services.GetRequiredService<TimeProvider>().Now(), rows);
        return rows.Values.Sum();
    }

    /// <param name="force">Replace a database in which people have worked.</param>
    /// <exception cref="StartupProblem">The backup is damaged or of another engine or a newer version; the database is in use or not empty.</exception>
    public async Task<BackupManifest> Restore(string file, bool force, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        using var backup = await BackupReader.Open(file, progress, ct);
        await MustFit(backup.Manifest, ct);
        var empty = await IsEmpty(ct);
        if (!empty && !force) throw new StartupProblem("目标数据库不是空的。如确认要用备份替换现有数据，请加 --force。没有恢复任何内容。");
        if (Postgres is { } postgres)
        {
            await DatabaseMigration.Apply(services, ct);
            NpgsqlConnection.ClearAllPools();
            await PostgresRestore.Run(backup, postgres, progress, ct);
        }
        else
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await SqliteBackup.Restore(backup, DatabaseSetup.SqliteFile(Configuration), keepOld: !empty, progress, ct);
        }

        foreach (var (name, place) in keyFiles) await RestoreKey(backup, name, place, ct);
        return backup.Manifest;
    }

    private async Task MustFit(BackupManifest manifest, CancellationToken ct)
    {
        var engine = Postgres is null ? BackupManifest.Sqlite : BackupManifest.Postgres;
        if (manifest.Engine != engine)
            throw new StartupProblem($"该备份来自 {(manifest.Engine == BackupManifest.Sqlite ? "SQLite" : "PostgreSQL")}，与当前配置的数据库类型不同，请按备份的类型配置后再恢复。");
        await using var scope = services.CreateAsyncScope();
        if (!scope.ServiceProvider.GetRequiredService<XinglinDb>().Database.GetMigrations().Contains(manifest.Schema))
            throw new StartupProblem("该备份由更新的版本制作，请先升级程序再恢复。");
        ct.ThrowIfCancellationRequested();
    }

    private async Task<bool> IsEmpty(CancellationToken ct)
    {
        if (!await DatabaseReach.Exists(Configuration, ct)) return true;
        await using var scope = services.CreateAsyncScope();
        return !await DatabaseContent.HasAny(scope.ServiceProvider.GetRequiredService<XinglinDb>(), ct);
    }

    private static async Task RestoreKey(BackupReader backup, string name, string keyFile, CancellationToken ct)
    {
        if (backup.Entry(name) is not { } key) return;
        var aside = keyFile + ".restoring";
        await backup.Extract(key, aside, _ => { }, ct);
        if (File.Exists(keyFile) && !File.ReadAllBytes(keyFile).AsSpan().SequenceEqual(File.ReadAllBytes(aside)))
            File.Copy(keyFile, keyFile + ".before-restore", overwrite: true);
        File.Move(aside, keyFile, overwrite: true);
    }
}
