using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>What people decide about two registrations. Each act checks <see cref="PairLife"/> and stands in the history of the pair and in the trail of both patients.</summary>
internal sealed class IndexDesk(XinglinDb db, IndexStore store, IndexLinks links, IndexMatching matching, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const int MostWords = 200;

    /// <param name="seen">The version that was shown.</param>
    /// <exception cref="Refused">It is not this person's, someone was faster, or it would join two whom a person judged different.</exception>
    public async Task<IndexPair> Decide(Guid id, int? seen, PairAct act, string? words, CancellationToken ct = default)
    {
        if (!PairLife.IsPersons(act)) throw new Refused(RefusalKind.Invalid, "index.act-unknown", "这不是人工可以办理的事项。");
        var said = string.IsNullOrWhiteSpace(words) ? null : words.Trim();
        if (said?.Length > MostWords) throw new Refused(RefusalKind.Invalid, "index.words-long", $"说明最多 {MostWords} 个字，现为 {said.Length} 个字。");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await links.Lock(ct);
        var pair = await store.Take(id, ct);
        pair.MustBeAt(seen, "这一对登记");
        var transition = PairLife.Require(pair, act, user, said);
        if (transition.To == PairState.Linked && await links.Join(pair.FirstId, pair.SecondId, ct) is { } against) throw Against(against);
        db.Add(pair.Move(act, transition.To, user, time.Now(), said));
        await db.SaveChangesAsync(ct);
        switch (act)
        {
            case PairAct.Link: break;
            case PairAct.Undo: await Part(pair, ct); break;
            case PairAct.JudgeDifferent when transition.From == PairState.Linked: await Part(pair, ct); await Separate(pair, ct); break;
            case PairAct.JudgeDifferent: await Separate(pair, ct); break;
            default: await Release(pair, ct); break;
        }

        var action = act switch { PairAct.Link => "patient.linked", PairAct.Undo => "patient.unlinked", PairAct.JudgeDifferent => "patient.judged-different", _ => "patient.match-reopened" };
        foreach (var patient in new[] { pair.FirstId, pair.SecondId }) audit.Record(action, new("patient", patient), $"{act.Show()}{(said is null ? "" : $"：{said}")}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return pair;
    }

    private async Task Part(IndexPair pair, CancellationToken ct)
    {
        await links.Part(pair.FirstId, ct);
        await links.Part(pair.SecondId, ct);
    }

    /// <summary>
    /// Judged different, the two may still hang together through others: the weakest link that the program made on the way is taken away until
    /// they do not. It is marked as held by this judgement and comes back when the judgement is taken back.
    /// </summary>
    private async Task Separate(IndexPair judged, CancellationToken ct)
    {
        while (await links.Path(judged.FirstId, judged.SecondId, ct) is { Count: > 0 } path)
        {
            var weakest = path.Where(link => !link.ByPerson).OrderBy(link => link.Probability).ThenBy(link => link.Id).FirstOrDefault()
                ?? throw new Refused(RefusalKind.Conflict, "index.linked-by-people", "两份登记还通过其他登记连在一起，而那些关联都是人工确认的。", "请先撤销其中确认有误的关联，再判定不是同一人。");
            db.Add(weakest.Move(PairAct.Part, PairState.Awaiting, user, time.Now(), "因另一对登记判定不是同一人而断开"));
            weakest.Hold(judged.Id);
            await db.SaveChangesAsync(ct);
            await Part(weakest, ct);
        }
    }

    /// <summary>What was held by this judgement alone is linked again, the likeliest first.</summary>
    private async Task Release(IndexPair reopened, CancellationToken ct)
    {
        var held = await db.Set<IndexPair>().Where(pair => pair.HeldBy == reopened.Id && pair.State == PairState.Awaiting && !pair.ByPerson && pair.Certain)
            .OrderByDescending(pair => pair.Probability).ThenBy(pair => pair.Id).ToListAsync(ct);
        foreach (var pair in held)
        {
            await matching.LinkAlone(pair, new("patient", pair.FirstId), ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Names the judgement only to those who may see it.</summary>
    private Refused Against(IndexPair against) => new(RefusalKind.Conflict, "index.judged-different",
        "关联后会把判定“不是同一人”的两份登记归到一起。", "请先核对那一对登记；原判定有误的，重新核对后再关联。",
        against.Concerns(user.OrganizationId) ? new Citation("不是同一人的判定", Link: IndexStore.Link(against.Id)) : null);
}
