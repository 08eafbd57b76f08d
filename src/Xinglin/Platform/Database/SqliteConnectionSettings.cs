using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Platform.Database;

/// <summary>
/// Every connection waits for the one writer instead of failing, and a commit is on the disk before it is acknowledged, so that neither
/// a killed process nor a lost mains takes back what somebody was told is saved. Only while the demonstration is made, which nobody has
/// been told of, the disk is not waited for: a thousand commits would take a minute.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    public static readonly SqliteConnectionSettings Instance = new();

    /// <summary>Pages that the log may hold (64 MB) before a commit writes it out itself; as a rule <see cref="SqliteCheckpoint"/> has done so before.</summary>
    private const int LongestLog = 16_384;

    /// <summary>
    /// A file costs nothing while it is open, but settings and schema are read again each time that it is opened: it closes with the unit of
    /// work and not after each statement.
    /// </summary>
    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData data, InterceptionResult result) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData data, InterceptionResult result) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken ct = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout = 30000; PRAGMA wal_autocheckpoint = {LongestLog}; PRAGMA synchronous = {(DemonstrationTime.IsMaking ? "OFF" : "FULL")};";
        command.ExecuteNonQuery();
    }
}
