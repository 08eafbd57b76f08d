using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Platform.Database;

/// <summary>
/// Every SQLite connection waits for the one writer instead of failing, and a commit is on the disk before it is acknowledged,
/// so that neither a killed process nor a lost mains takes back what somebody was told is saved; PostgreSQL is so by itself. Only
/// while the demonstration is made, which nobody has been told of, the disk is not waited for: a thousand commits would take a minute.
/// </summary>
internal sealed class ConnectionSettings(string? always, string whileDemonstrationIsMade, bool staysOpen) : DbConnectionInterceptor
{
    public static readonly ConnectionSettings Sqlite =
        new("PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;", "PRAGMA busy_timeout = 30000; PRAGMA synchronous = OFF;", staysOpen: true);

    public static readonly ConnectionSettings Postgres = new(null, "SET synchronous_commit = off", staysOpen: false);

    /// <summary>
    /// A file costs nothing while it is open, but settings and schema are read again each time that it is opened: it closes with the unit of
    /// work and not after each statement. A server's connections are few; a request that waits for something else gives its own back.
    /// </summary>
    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData data, InterceptionResult result) =>
        staysOpen ? InterceptionResult.Suppress() : result;

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData data, InterceptionResult result) =>
        ValueTask.FromResult(staysOpen ? InterceptionResult.Suppress() : result);

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
