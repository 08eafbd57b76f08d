using Microsoft.Data.Sqlite;

namespace Xinglin.Platform.Database;

/// <summary>
/// Carries what is committed from SQLite's log into its file beside the work. Left to itself SQLite does so within the commit that fills the
/// thousandth page of the log (sqlite.org/wal.html#ckpt): one act in some thirty waited for a thousand pages of others. Nobody is kept from
/// reading or writing meanwhile, but who commits at that moment waits for the disk longer; so it is done
/// seldom. A log that grows all the same is written out by the next commit (<see cref="SqliteConnectionSettings"/>).
/// </summary>
internal sealed class SqliteCheckpoint(IConfiguration configuration, ILogger<SqliteCheckpoint> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private bool failed;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseSetup.SqliteFile(configuration), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) Write(connection);
        }
        catch (OperationCanceledException) { }
    }

    private void Write(SqliteConnection connection)
    {
        try
        {
            if (connection.State != System.Data.ConnectionState.Open) connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
            failed = false;
        }
        catch (SqliteException exception)
        {
            // The commits write the log out themselves then; once is enough to be told of.
            if (!failed) log.LogWarning(exception, "SQLite's log could not be written out.");
            failed = true;
            connection.Close();
        }
    }
}
