using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Platform.Database;

/// <summary>
/// Every SQLite connection waits for the one writer instead of failing, and a commit is on the disk before it is acknowledged,
/// so that neither a killed process nor a lost mains takes back what somebody was told is saved.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken ct = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }
}
