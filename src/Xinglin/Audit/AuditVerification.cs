using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <param name="Strand">The strand that is broken.</param>
/// <param name="Number">The number of the first bad entry in it.</param>
/// <param name="Problem">Chinese: what is wrong with it.</param>
public sealed record AuditFault(int Strand, long Number, Guid? EntryId, string Problem)
{
    public override string ToString() => $"第 {Strand} 链第 {Number} 条{(EntryId is { } id ? $"（{id}）" : "")}：{Problem}";
}

/// <param name="Checked">How many entries were read.</param>
/// <param name="Fault">The first bad entry; null where the whole trail is sound.</param>
public sealed record AuditReport(long Checked, AuditFault? Fault);

/// <summary>
/// Walks every strand and finds the first entry that was changed, removed or inserted. Entries are immutable and appended together
/// with their head, so the walk needs no lock and people can go on working. That the whole database was put back to an earlier
/// state, key and all, cannot be seen from inside; compare with an exported trail for that.
/// </summary>
internal sealed class AuditVerification(XinglinDb db, AuditKey key)
{
    /// <summary>The entry that a trail which was found sound gets; a broken one gets none more.</summary>
    public const string Verified = "audit.verified";

    private const int Batch = 1000;

    public async Task<AuditReport> Run(IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        var total = await db.Set<AuditHead>().SumAsync(head => head.Number, ct);
        long done = 0;
        for (var strand = 0; strand < AuditHead.Strands; strand++)
        {
            var (walked, fault) = await Walk(strand, batch => progress?.Report((done + batch, total)), ct);
            done += walked;
            if (fault is not null) return new AuditReport(done, fault);
        }

        progress?.Report((done, total));
        return new AuditReport(done, null);
    }

    private async Task<(long Walked, AuditFault? Fault)> Walk(int strand, Action<long> report, CancellationToken ct)
    {
        var head = await Head(strand, ct);
        if (head is null) return (0, new AuditFault(strand, 0, null, "链首记录缺失，可能被删除。"));
        var (last, hash) = (0L, AuditHead.Beginning);
        while (last < head.Number)
        {
            var batch = await db.Set<AuditEntry>().AsNoTracking()
                .Where(entry => entry.Strand == strand && entry.Number > last && entry.Number <= head.Number)
                .OrderBy(entry => entry.Number).Take(Batch).ToListAsync(ct);
            foreach (var entry in batch)
            {
                if (Fault(entry, last, hash) is { } fault) return (last, fault);
                (last, hash) = (entry.Number, entry.Hash);
            }

            report(last);
            if (batch.Count == 0) return (last, new AuditFault(strand, last + 1, null, $"记录缺失，链尾应到第 {head.Number} 条，可能被删除。"));
        }

        if (head.Hash != hash) return (last, new AuditFault(strand, head.Number, null, "链尾摘要与最后一条记录不符，链尾可能被改动。"));
        if (head.Seal != key.Seal(strand, head.Number, head.Hash))
            return (last, new AuditFault(strand, head.Number, null, "链尾封记不正确，链尾可能被改动，或审计密钥不是写入时所用的密钥。"));
        return (last, await BeyondHead(strand, ct));
    }

    private AuditFault? Fault(AuditEntry entry, long last, string hash)
    {
        if (entry.Number != last + 1) return new AuditFault(entry.Strand, last + 1, null, $"记录缺失（其后为第 {entry.Number} 条），可能被删除。");
        if (entry.Hash != key.Hash(entry)) return new AuditFault(entry.Strand, entry.Number, entry.Id, "内容与摘要不符，该记录被改动或为他人插入。");
        if (entry.PreviousHash != hash) return new AuditFault(entry.Strand, entry.Number, entry.Id, "与上一条记录不相连，该记录被替换或移动。");
        return null;
    }

    /// <summary>One statement sees head and entries at the same moment, whoever is writing.</summary>
    private async Task<AuditFault?> BeyondHead(int strand, CancellationToken ct)
    {
        var extra = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.Strand == strand
                && entry.Number > db.Set<AuditHead>().Where(head => head.Strand == strand).Max(head => head.Number))
            .OrderBy(entry => entry.Number).Select(entry => new { entry.Number, entry.Id }).FirstOrDefaultAsync(ct);
        return extra is null ? null : new AuditFault(strand, extra.Number, extra.Id, "记录在链尾之后，为他人插入，或链尾被改小。");
    }

    private Task<AuditHead?> Head(int strand, CancellationToken ct) =>
        db.Set<AuditHead>().AsNoTracking().FirstOrDefaultAsync(head => head.Strand == strand, ct);
}
