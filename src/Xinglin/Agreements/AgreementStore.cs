using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>
/// Finds agreements within what a person may see and changes them one at a time: change, story line, audit entry and revision
/// number become visible together or not at all.
/// </summary>
public sealed class AgreementStore(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time, IAgreementTerms terms)
{
    /// <summary>
    /// A draft is the drafter's own; from circulation on the parties see it. What belongs to others reads as not there. The three
    /// administrators have no business here.
    /// </summary>
    public IQueryable<Agreement> Visible
    {
        get
        {
            var agreements = db.Set<Agreement>().AsQueryable();
            if (user.UserId is null) return agreements;
            if (user.OrganizationId is not { } organization || user.Roles.All(Role.IsAdministrator)) return agreements.Where(_ => false);
            return agreements.Where(agreement => agreement.OwnerId == organization
                || (agreement.State != AgreementState.Draft && agreement.State != AgreementState.Withdrawn
                    && agreement.Parties.Any(party => party.OrganizationId == organization)));
        }
    }

    /// <exception cref="Refused">There is none, or it belongs to others.</exception>
    public async Task<Agreement> Read(Guid id, CancellationToken ct = default) =>
        await Visible.AsNoTracking().FirstOrDefaultAsync(agreement => agreement.Id == id, ct) ?? throw Refused.NotFound("这份协议");

    public async Task<IReadOnlyList<Clause>> Clauses(Guid agreementId, CancellationToken ct = default) =>
        [.. AgreementDocument.InOrder(await db.Set<Clause>().AsNoTracking().Where(clause => clause.AgreementId == agreementId).ToListAsync(ct))];

    public async Task<IReadOnlyList<AgreementTarget>> Targets(Guid agreementId, CancellationToken ct = default) =>
        await db.Set<AgreementTarget>().AsNoTracking().Where(target => target.AgreementId == agreementId).OrderBy(target => target.Position).ToListAsync(ct);

    public async Task<IReadOnlyList<AgreementFinding>> Findings(Guid agreementId, CancellationToken ct = default) =>
        await db.Set<AgreementFinding>().AsNoTracking().Where(finding => finding.AgreementId == agreementId).OrderBy(finding => finding.Position).ToListAsync(ct);

    public async Task<IReadOnlyList<AgreementEvent>> Story(Guid agreementId, CancellationToken ct = default) =>
        await db.Set<AgreementEvent>().AsNoTracking().Where(line => line.AgreementId == agreementId)
            .OrderByDescending(line => line.At).ThenByDescending(line => line.Id).ToListAsync(ct);

    public Task<AgreementSource?> Source(Guid agreementId, CancellationToken ct = default) =>
        db.Set<AgreementSource>().AsNoTracking().FirstOrDefaultAsync(source => source.AgreementId == agreementId, ct);

    /// <summary>The text that is agreed to and sealed: as it was sent to the parties, or of a draft as it stands now.</summary>
    public async Task<AgreementDocumentView> Document(Agreement agreement, CancellationToken ct = default)
    {
        var kept = agreement.DocumentHash is { } hash
            ? await db.Set<AgreementText>().AsNoTracking().FirstOrDefaultAsync(text => text.AgreementId == agreement.Id && text.Sha256 == hash, ct)
            : null;
        var now = await Compose(agreement, ct);
        var text = kept?.Text ?? now.Text;
        var sha256 = Sha256.Of(text);
        return new AgreementDocumentView(text, sha256, agreement.DocumentHash is not null,
            agreement.DocumentHash is null || agreement.DocumentHash == sha256, kept is null || kept.CodesSha256 == now.CodesSha256);
    }

    /// <summary>Writes the text that the parties will have before them, and keeps it.</summary>
    /// <returns>Its SHA-256.</returns>
    public async Task<string> CloseText(Agreement agreement, CancellationToken ct = default)
    {
        var text = await Compose(agreement, ct);
        if (!await db.Set<AgreementText>().AnyAsync(known => known.AgreementId == text.AgreementId && known.Sha256 == text.Sha256, ct)) db.Add(text);
        return text.Sha256;
    }

    private async Task<AgreementText> Compose(Agreement agreement, CancellationToken ct)
    {
        var (clauses, targets) = (await Clauses(agreement.Id, ct), await Targets(agreement.Id, ct));
        return new AgreementText(agreement.Id, AgreementDocument.Write(agreement, clauses, targets, await Source(agreement.Id, ct)),
            AgreementCodes.Hash(agreement, clauses, targets), time.Now());
    }

    /// <summary>
    /// Runs a change with the agreement's row locked, so that a clause cannot slip in while the text is being closed, and saves it.
    /// </summary>
    /// <param name="seen">The version that the person looked at; null where the act does not depend on it.</param>
    public Task<T> Change<T>(Guid id, int? seen, Func<Agreement, Task<T>> act, CancellationToken ct = default) => Save(async () =>
    {
        await Lock(id, ct);
        var agreement = await Tracked(id, ct);
        agreement.MustBeAt(seen, $"协议{agreement.Reference}");
        return await act(agreement);
    }, ct);

    public Task Change(Guid id, int? seen, Action<Agreement> act, CancellationToken ct = default) =>
        Change(id, seen, agreement => { act(agreement); return Task.FromResult(true); }, ct);

    /// <summary>Runs an act with every version of the agreement's lineage locked, so that none of them changes meanwhile.</summary>
    public Task<T> ChangeLineage<T>(Guid id, Func<Agreement, Task<T>> act, CancellationToken ct = default) => Save(async () =>
    {
        var lineage = Visible.Where(agreement => agreement.Id == id).Select(agreement => agreement.LineageId);
        foreach (var version in await db.Set<Agreement>().Where(agreement => lineage.Contains(agreement.LineageId))
                     .OrderByDescending(agreement => agreement.VersionNumber).Select(agreement => agreement.Id).ToListAsync(ct))
            await Lock(version, ct);
        return await act(await Tracked(id, ct));
    }, ct);

    /// <summary>The version before, to be changed together with the one at hand. Its row is locked at once: newer before older, and both before the count of changes, is the order that all keep.</summary>
    public async Task<Agreement> Previous(Guid id, CancellationToken ct = default)
    {
        await Lock(id, ct);
        return await db.Set<Agreement>().SingleAsync(agreement => agreement.Id == id, ct);
    }

    /// <summary>Adds a new agreement with its parts, giving it the next number of the year unless it continues a lineage.</summary>
    public Task<Agreement> Add(Func<string, Agreement> create, Func<Agreement, Task> fill, CancellationToken ct = default) => Save(async () =>
    {
        var agreement = create(await NextNumber(ct));
        db.Add(agreement);
        await fill(agreement);
        return agreement;
    }, ct);

    /// <summary>Writes the story line for people and the audit entry for the auditor.</summary>
    public void Tell(Agreement agreement, string action, string title, string? detail = null)
    {
        var now = time.Now();
        db.Add(new AgreementEvent(Guid.CreateVersion7(now), agreement.Id, now, user.Name, user.OrganizationName, title, detail));
        audit.Record(action, agreement.Subject, detail is null ? title : $"{title}：{detail}");
    }

    /// <summary>All or nothing: a refused or failed act leaves nothing behind that a later save of this request would take along.</summary>
    private async Task<T> Save<T>(Func<Task<T>> act, CancellationToken ct)
    {
        try
        {
            await using var transaction = await JoinedTransaction.Begin(db, ct);
            var result = await act();
            await Number(ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            await terms.EnsureCurrent(ct);
            return result;
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    private Task<int> Lock(Guid id, CancellationToken ct) => db.Set<Agreement>().Where(agreement => agreement.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(agreement => agreement.Revision, agreement => agreement.Revision), ct);

    private async Task<Agreement> Tracked(Guid id, CancellationToken ct) =>
        await Visible.FirstOrDefaultAsync(candidate => candidate.Id == id, ct) ?? throw Refused.NotFound("这份协议");

    private async Task Number(CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        if (!db.ChangeTracker.Entries().Any(entry => entry.Entity is Agreement or AgreementParty && entry.State != EntityState.Unchanged)) return;
        await db.Set<AgreementRevision>().ExecuteUpdateAsync(set => set.SetProperty(revision => revision.Number, revision => revision.Number + 1), ct);
        var number = await db.Set<AgreementRevision>().Select(revision => revision.Number).SingleAsync(ct);
        foreach (var entry in db.ChangeTracker.Entries<Agreement>().ToList()) entry.Entity.Revision = number;
    }

    private async Task<string> NextNumber(CancellationToken ct)
    {
        var year = time.Today().Year;
        await db.Set<AgreementRevision>().ExecuteUpdateAsync(set => set
            .SetProperty(revision => revision.NumberInYear, revision => revision.NumberYear == year ? revision.NumberInYear + 1 : 1)
            .SetProperty(revision => revision.NumberYear, year), ct);
        return $"XL-{year}-{await db.Set<AgreementRevision>().Select(revision => revision.NumberInYear).SingleAsync(ct):0000}";
    }
}
