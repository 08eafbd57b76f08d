using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Terms;

/// <summary>
/// Keeps the index of what is sealed in memory and follows the database: every second in the background, and at once where a
/// decision asks for it. Only what changed since is read.
/// </summary>
internal sealed class TermsInForce(IServiceScopeFactory scopes, ILogger<TermsInForce> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim loading = new(1);
    private volatile TermIndex index = TermIndex.Empty;
    private volatile bool loaded;

    /// <summary>What is known now; on the very first call it is read.</summary>
    public TermIndex Index
    {
        get
        {
            if (!loaded) EnsureCurrent().GetAwaiter().GetResult();
            return index;
        }
    }

    public TermAnswer Ask(Guid bearer, Guid counterparty, string kind, DateTimeOffset at) => Index.Ask(bearer, counterparty, kind, ChinaTime.DateIn(at));

    public IReadOnlyList<Term> Of(Guid organization, DateOnly day) => [.. Index.Of(organization, day)];

    public Term? Pinned(Guid clauseId) => Index.Clause(clauseId);

    /// <summary>Whether this is the number of the last change that is known here.</summary>
    public bool IsAt(long number) => loaded && number == index.Revision;

    public async Task EnsureCurrent(CancellationToken ct = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        if (IsAt(await Number(db, ct))) return;
        await loading.WaitAsync(ct);
        try
        {
            var number = await Number(db, ct);
            if (IsAt(number)) return;
            // A smaller number than before: the database was put back to an earlier state.
            var known = number < index.Revision ? TermIndex.Empty : index;
            index = known.With(await Load(db, known.Revision, ct), number);
            loaded = true;
        }
        finally
        {
            loading.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Poll);
        try
        {
            do
            {
                try { await EnsureCurrent(stopping); }
                catch (Exception fault) when (!stopping.IsCancellationRequested) { log.LogWarning(fault, "The terms in force could not be refreshed; trying again."); }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private static readonly CompiledQuery<Func<XinglinDb, CancellationToken, Task<long>>> LastChange = new(() => EF.CompileAsyncQuery((XinglinDb db, CancellationToken ct) =>
        db.Set<AgreementRevision>().Select(revision => revision.Number).Single()));

    internal static Task<long> Number(XinglinDb db, CancellationToken ct) => LastChange.On(db)(db, ct);

    private static async Task<IReadOnlyList<SealedTerms>> Load(XinglinDb db, long since, CancellationToken ct)
    {
        var changed = db.Set<Agreement>().AsNoTracking().Where(agreement => agreement.Revision > since && agreement.EffectiveFrom != null);
        // One statement: where parties are asked for by a second, an agreement that is sealed between the two takes the parties of others away.
        var agreements = await changed.AsSingleQuery().ToListAsync(ct);
        if (agreements.Count == 0) return [];
        var clauses = (await db.Set<Clause>().AsNoTracking()
            .Where(clause => clause.State == ClauseState.Confirmed && changed.Any(agreement => agreement.Id == clause.AgreementId))
            .ToListAsync(ct)).ToLookup(clause => clause.AgreementId);
        return [.. agreements.Select(agreement => Seal(agreement, AgreementDocument.InOrder(clauses[agreement.Id])))];
    }

    private static SealedTerms Seal(Agreement agreement, IEnumerable<Clause> clauses)
    {
        var from = agreement.EffectiveFrom!.Value;
        var last = agreement.LastDay;
        DateOnly? uncertain = agreement.EarliestEnd is { } earliest && earliest < last ? (earliest > from ? earliest : from) : null;
        var terms = clauses.Select(clause => TermOf(agreement, clause, from, last, uncertain)).ToArray();
        return new SealedTerms(agreement.Id, agreement.LineageId, agreement.PreviousId, agreement.Reference, agreement.Title, agreement.VersionNumber,
            from, last, uncertain, EndReason(agreement),
            Organizations(agreement.Parties), Organizations(agreement.Parties.Where(party => party.Role == PartyRole.Lead)), terms);
    }

    private static string? EndReason(Agreement agreement) =>
        agreement.Ended is { } ended ? ended.Reason
        : agreement.Notice is { } notice && notice.LastDay == agreement.LastDay ? $"通知期满：{notice.Reason}"
        : agreement.LastDay is null ? null : "协议期满";

    private static Term TermOf(Agreement agreement, Clause clause, DateOnly from, DateOnly? last, DateOnly? uncertain)
    {
        var content = clause.Content;
        var bearers = Named(agreement, content.Bearers);
        var counterparties = content.Counterparties.Count > 0
            ? Named(agreement, content.Counterparties)
            : Organizations(agreement.Parties.Where(party => party.Seals));
        if (ClauseKinds.Survive(content.Kinds) && last >= from) (last, uncertain) = (null, null);
        if (bearers is [var only]) counterparties = [.. counterparties.Where(organization => organization != only)];
        return new Term(clause.Id, agreement.Id, agreement.Reference, agreement.VersionNumber, clause.Path, content.Text, content.Kinds,
            bearers, counterparties, from, last, uncertain,
            new TermParameters(content.Items, content.OpenList, content.WithinMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                content.WithinSource, content.PriceRule, content.PersonInCharge, content.Modality, content.QuantityValue, content.QuantityUnit),
            content.AtEnd, agreement.Form is ConsortiumForm.UrbanGroup or ConsortiumForm.CountyCommunity)
        { PreviousClauseId = clause.PreviousId };
    }

    private static Guid[] Named(Agreement agreement, IEnumerable<string> labels) => Organizations(labels.SelectMany(agreement.PartiesNamed));

    private static Guid[] Organizations(IEnumerable<AgreementParty> parties) => [.. parties.Select(party => party.OrganizationId).OfType<Guid>().Distinct()];
}
