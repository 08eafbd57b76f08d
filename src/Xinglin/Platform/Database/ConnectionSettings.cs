using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Platform.Database;

/// <summary>
/// Every SQLite connection waits for the one writer instead of failing, and a commit is on the disk before it is acknowledged,
/// so that neither a killed process nor a lost mains takes back what somebody was told is saved; PostgreSQL is so by itself. Only
/// while the demonstration is made, which nobody has been told of, the disk is not waited for: a thousand commits would take a minute.
/// </summary>
internal sealed class ConnectionSettings(string? always, string whileDemonstrationIsMade) : DbConnectionInterceptor
{
    public static readonly ConnectionSettings Sqlite =
        new("PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;", "PRAGMA busy_timeout = 30000; PRAGMA synchronous = OFF;");

    public static readonly ConnectionSettings Postgres = new(null, "SET synchronous_commit = off");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken ct = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private void Apply(DbConnection connection)
    {
        if ((DemonstrationTime.IsMaking ? whileDemonstrationIsMade : always) is not { } settings) return;
        using var command = connection.CreateCommand();
        command.CommandText = settings;
        command.ExecuteNonQuery();
    }
}
