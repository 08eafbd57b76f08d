using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Xinglin.Platform.Backup;

/// <summary>SQLite: a snapshot of the file, taken page by page while people work.</summary>
internal static class SqliteBackup
{
    public const string EntryName = "xinglin.db";
    private const int PagesAtOnce = 512;

    /// <returns>Rows by table.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> Write(string database, BackupWriter backup, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using (var source = Open(database, SqliteOpenMode.ReadWrite))
        {
            // An open read transaction keeps the snapshot; without it each commit of a writer would begin the copy anew.
            await using var snapshot = source.BeginTransaction(deferred: true);
            Scalar(source, "SELECT count(*) FROM sqlite_master");
            Copy(source, backup.Scratch, progress, ct);
        }

        IReadOnlyDictionary<string, long> rows;
        await using (var copy = Open(backup.Scratch, SqliteOpenMode.ReadWrite))
        {
            Scalar(copy, "PRAGMA journal_mode = DELETE");
            rows = Rows(copy);
        }

        await backup.AddFile(EntryName, backup.Scratch, share => progress.Report(new("压缩", share)), ct);
        return rows;
    }

    /// <summary>Checks the file beside the database and puts it in its place in one step.</summary>
    /// <exception cref="StartupProblem">The program is running, or the file is not sound.</exception>
    public static async Task Restore(BackupReader backup, string database, bool keepOld, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var entry = backup.Entry(EntryName) ?? throw new StartupProblem("备份中没有 SQLite 数据库。");
        var aside = database + ".restoring";
        try
        {
            await backup.Extract(entry, aside, share => progress.Report(new("写入数据库", share)), ct);
            await using (var restored = Open(aside, SqliteOpenMode.ReadWrite))
            {
                if (Scalar(restored, "PRAGMA integrity_check") is not "ok") throw new StartupProblem("备份中的数据库未通过完整性检查，没有恢复任何内容。");
                foreach (var (table, rows) in Rows(restored))
                    if (backup.Manifest.Tables.GetValueOrDefault(table) != rows)
                        throw new StartupProblem($"表 {table} 的行数与清单不符，没有恢复任何内容。");
                Scalar(restored, "PRAGMA journal_mode = WAL");
            }

            if (File.Exists(database))
            {
                MustBeFree(database);
                if (keepOld) File.Copy(database, $"{database}.before-restore", overwrite: true);
            }

            File.Move(aside, database, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static void Copy(SqliteConnection source, string target, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        File.Delete(target);
        using var destination = Open(target, SqliteOpenMode.ReadWriteCreate);
        using var copying = raw.sqlite3_backup_init(destination.Handle, "main", source.Handle, "main");
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var result = raw.sqlite3_backup_step(copying, PagesAtOnce);
            var total = raw.sqlite3_backup_pagecount(copying);
            if (total > 0) progress.Report(new("复制数据库", 1 - (double)raw.sqlite3_backup_remaining(copying) / total));
            if (result == raw.SQLITE_DONE) return;
            if (result is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) Thread.Sleep(20);
            else if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, destination.Handle);
        }
    }

    /// <summary>Only who is alone gets the exclusive lock; closing then also empties the write-ahead log.</summary>
    private static void MustBeFree(string database)
    {
        try
        {
            using var connection = Open(database, SqliteOpenMode.ReadWrite);
            Scalar(connection, "PRAGMA locking_mode = EXCLUSIVE");
            Scalar(connection, "BEGIN EXCLUSIVE; COMMIT;");
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new StartupProblem("数据库正在使用，请先停止杏林再恢复。没有恢复任何内容。", exception);
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static Dictionary<string, long> Rows(SqliteConnection connection)
    {
        var tables = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
            using var reader = command.ExecuteReader();
            while (reader.Read()) tables.Add(reader.GetString(0));
        }

        return tables.ToDictionary(table => table, table => (long)Scalar(connection, $"SELECT count(*) FROM \"{table}\"")!);
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
