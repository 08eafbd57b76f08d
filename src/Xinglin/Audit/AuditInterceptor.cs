using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>
/// Puts the audit entries into the transaction of the change. They are written as the last thing before the commit, so the lock
/// on a strand is held only for that moment and never together with a wait for another row: two transactions cannot wait for
/// each other here. Where no transaction is open, one is opened around the save.
/// </summary>
internal sealed class AuditInterceptor(AuditTrail trail, AuditChain chain, CurrentUser user, TimeProvider time)
    : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly List<AuditDraft> saved = [];
    private List<ChangeCapture> saving = [];
    private List<AuditDraft> recorded = [];
    private IDbContextTransaction? own;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        var db = data.Context!;
        saving = ChangeCapture.Take(db);
        recorded = trail.Take();
        if (saving.Count + recorded.Count > 0 && db.Database.CurrentTransaction is null)
        {
            db.Database.AutoSavepointsEnabled = false;
            own = await db.Database.BeginTransactionAsync(ct);
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData data, int result, CancellationToken ct = default)
    {
        saved.AddRange(AuditDrafts.Of(recorded, saving));
        Forget();
        if (own is not null)
        {
            await own.CommitAsync(ct);
            await End(data.Context!);
        }

        return result;
    }

    public override async Task SaveChangesFailedAsync(DbContextErrorEventData data, CancellationToken ct = default)
    {
        Forget();
        if (own is not null) await End(data.Context!);
    }

    public override async Task SaveChangesCanceledAsync(DbContextEventData data, CancellationToken ct = default)
    {
        Forget();
        if (own is not null) await End(data.Context!);
    }

    /// <summary>Only the key ring of the framework saves so; its table is not audited.</summary>
    public override InterceptionResult<int> SavingChanges(DbContextEventData data, InterceptionResult<int> result) =>
        ChangeCapture.Take(data.Context!).Count == 0
            ? result
            : throw new InvalidOperationException("Save with SaveChangesAsync: the audit entry is written there.");

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData data, InterceptionResult result, CancellationToken ct = default)
    {
        saved.AddRange(AuditDrafts.Of(trail.Take(), []));
        if (saved.Count == 0) return result;
        await chain.Append((XinglinDb)data.Context!, transaction, saved, user, time.Now(), ct);
        saved.Clear();
        return result;
    }

    public InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData data, InterceptionResult result) =>
        saved.Count == 0 ? result : throw new InvalidOperationException("Commit with CommitAsync: the audit entries are written there.");

    public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData data) => saved.Clear();

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        saved.Clear();
        return Task.CompletedTask;
    }

    private void Forget() => (saving, recorded) = ([], []);

    /// <summary>Disposing of a transaction that was not committed rolls it back.</summary>
    private async Task End(DbContext db)
    {
        await own!.DisposeAsync();
        own = null;
        saved.Clear();
        db.Database.AutoSavepointsEnabled = true;
    }
}
