using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>
/// At start, seals the heads of a new database with this node's key and makes sure that the key is the one the database was
/// written with. A lost or exchanged key stops the program here instead of breaking the chain later.
/// </summary>
internal sealed class AuditStart(IServiceScopeFactory scopes, AuditKey key, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var heads = await Heads(db, ct);
        if (heads.All(IsUnsealed) && !await db.Set<AuditEntry>().AnyAsync(ct))
        {
            foreach (var head in heads) await Seal(db, head.Strand, ct);
            heads = await Heads(db, ct);
        }

        foreach (var head in heads)
            if (head.Seal != key.Seal(head.Strand, head.Number, head.Hash))
                throw new StartupProblem(
                    $"审计密钥与数据库不符（{AuditKey.FileName(configuration)}）。请用 Xinglin__AuditKeyFile 指定写入该数据库时所用的密钥文件；多个节点必须共用同一密钥。如确认密钥无误，请运行 audit verify 查明被改动的记录。");
    }

    private static Task<List<AuditHead>> Heads(XinglinDb db, CancellationToken ct) => db.Set<AuditHead>().AsNoTracking().ToListAsync(ct);

    /// <summary>As a new database has them all; a single one beside sealed ones is a strand that somebody emptied.</summary>
    private static bool IsUnsealed(AuditHead head) => head is { Number: 0, Seal: "" };

    private Task Seal(XinglinDb db, int strand, CancellationToken ct)
    {
        var seal = key.Seal(strand, 0, AuditHead.Beginning);
        return db.Set<AuditHead>().Where(head => head.Strand == strand && head.Number == 0 && head.Seal == "")
            .ExecuteUpdateAsync(set => set.SetProperty(head => head.Seal, seal), ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
