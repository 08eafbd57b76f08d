using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>
/// At start, makes sure that the key is the one the database was written with; a new trail is sealed with it. A lost or exchanged
/// key stops the program here instead of breaking the chain later.
/// </summary>
internal sealed class AuditStart(IServiceScopeFactory scopes, AuditKey key, AuditChain chain) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var heads = await Heads(db, ct);
        // A single one beside sealed ones is a strand that somebody emptied.
        if (heads.All(head => head.Seal.Length == 0))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await chain.SealIfNew(transaction.GetDbTransaction(), ct);
            await transaction.CommitAsync(ct);
            heads = await Heads(db, ct);
        }

        foreach (var head in heads)
            if (head.Seal != key.Seal(head.Strand, head.Number, head.Hash)) throw key.DoesNotFit();
    }

    private static Task<List<AuditHead>> Heads(XinglinDb db, CancellationToken ct) => db.Set<AuditHead>().AsNoTracking().ToListAsync(ct);

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
