using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Items;

/// <summary>
/// Keeps what codes and items mean from changing while results are written by it. Whoever writes results shares it with others, whoever
/// changes a meaning holds it alone, both until their transaction ends: else a result written beside a change would keep the meaning of
/// before for ever. It is taken before anything is read that is decided by; items that were read before are read anew. SQLite
/// has one writer anyway.
/// </summary>
public sealed class MeaningLock(XinglinDb db, ItemDictionary dictionary)
{
    // Any numbers that nothing else of this program locks by.
    private const long AllHouses = 0x584C_4D4E;
    private const int OneHouse = 0x584C_4D4E;

    /// <summary>To write results of a house.</summary>
    internal Task Share(Guid organization, CancellationToken ct) =>
        Take($"SELECT pg_advisory_xact_lock_shared({AllHouses}), pg_advisory_xact_lock_shared({OneHouse}, {Number(organization)})", ct);

    /// <summary>To change what the codes of a house mean.</summary>
    internal Task Change(Guid organization, CancellationToken ct) =>
        Take($"SELECT pg_advisory_xact_lock_shared({AllHouses}), pg_advisory_xact_lock({OneHouse}, {Number(organization)})", ct);

    /// <summary>To change the items of all houses.</summary>
    internal Task ChangeAll(CancellationToken ct) => Take($"SELECT pg_advisory_xact_lock({AllHouses})", ct);

    private async Task Take(FormattableString statement, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Meanings change, and results are written, within a transaction.");
        if (db is PostgresXinglinDb) await db.Database.ExecuteSqlAsync(statement, ct);
        dictionary.Forget();
    }

    // Two houses that share a number wait for each other and do no harm.
    private static int Number(Guid organization) => BitConverter.ToInt32(organization.ToByteArray(), 12);
}
