using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Terms;

/// <summary>
/// Keeps the index of what is sealed in memory and follows the database: every second in the background, and at once where a
/// decision asks for it. Only what changed since is read.
/// </summary>
internal sealed class TermsInForce(IServiceScopeFactory scopes, ILogger<TermsInForce> log) : BackgroundService, IAgreementTerms
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim loading = new(1);
    private volatile TermIndex index = TermIndex.Empty;
    private volatile bool loaded;

    public TermAnswer Ask(Guid bearer, Guid counterparty, string kind, DateTimeOffset at)
    {
        if (!loaded) EnsureCurrent().GetAwaiter().GetResult();
        return index.Ask(bearer, counterparty, kind, ChinaTime.DateIn(at));
    }

    public IReadOnlyList<Term> Of(Guid organization, DateOnly day)
    {
        if (!loaded) EnsureCurrent().GetAwaiter().GetResult();
        return [.. index.Of(organization, day)];
    }

    public Term? Pinned(Guid clauseId)
    {
        if (!loaded) EnsureCurrent().GetAwaiter().GetResult();
        return index.Clause(clauseId);
    }

    public async Task EnsureCurrent(CancellationToken ct = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var number = await Number(db, ct);
        if (loaded && number <= index.Revision) return;
        await loading.WaitAsync(ct);
        try
        {
            if (loaded && number <= index.Revision) return;
            var revision = await Number(db, ct);
            index = index.With(await Load(db, index.Revision, ct), revision);
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
        do
        {
            try
            {
                await EnsureCurrent(stopping);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning(fault, "The terms in force could not be refreshed; trying again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private static Task<long> Number(XinglinDb db, CancellationToken ct) => db.Set<AgreementRevision>().Select(revision => revision.Number).SingleAsync(ct);

    private static async Task<IReadOnlyList<SealedTerms>> Load(XinglinDb db, long since, CancellationToken ct)
    {
        var agreements = await db.Set<Agreement>().AsNoTracking().AsSplitQuery()
            .Where(agreement => agreement.Revision > since && agreement.EffectiveFrom != null).ToListAsync(ct);
        var ids = agreements.Select(agreement => agreement.Id).ToArray();
        var clauses = (await db.Set<Clause>().AsNoTracking()
            .Where(clause => ids.Contains(clause.AgreementId) && clause.State == ClauseState.Confirmed).ToListAsync(ct)).ToLookup(clause => clause.AgreementId);
        return [.. agreements.Select(agreement => Seal(agreement, AgreementDocument.InOrder(clauses[agreement.Id])))];
    }

    private static SealedTerms Seal(Agreement agreement, IEnumerable<Clause> clauses)
    {
        var from = agreement.EffectiveFrom!.Value;
        var last = agreement.LastDay;
        var uncertain = agreement.EarliestEnd is { } earliest && earliest < last ? earliest : (DateOnly?)null;
        var terms = clauses.Select(clause => TermOf(agreement, clause, from, last, uncertain)).ToArray();
        return new SealedTerms(agreement.Id, agreement.LineageId, agreement.Reference, agreement.VersionNumber, agreement.Revision, from, last, uncertain,
            agreement.Ended?.Reason ?? (agreement.Notice is { } notice && notice.LastDay == last ? notice.Reason : null),
            [.. agreement.Parties.Where(party => party.OrganizationId is not null).Select(party => party.OrganizationId!.Value)],
            TermIndex.Group(terms), terms);
    }

    private static Term TermOf(Agreement agreement, Clause clause, DateOnly from, DateOnly? last, DateOnly? uncertain)
    {
        var content = clause.Content;
        var bearers = Organizations(agreement, content.Bearers);
        var counterparties = content.Counterparties.Count > 0
            ? Organizations(agreement, content.Counterparties)
            : [.. agreement.Parties.Where(party => party.Seals && party.OrganizationId is not null).Select(party => party.OrganizationId!.Value)];
        return new Term(clause.Id, agreement.Id, agreement.Reference, agreement.VersionNumber, clause.Path, content.Text, content.Kinds,
            bearers, counterparties, from, last, uncertain,
            new TermParameters(content.Items, content.OpenList, content.WithinMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                content.WithinSource, content.PriceRule, content.PersonInCharge),
            content.AtEnd);
    }

    private static Guid[] Organizations(Agreement agreement, IEnumerable<string> labels) =>
        [.. labels.SelectMany(agreement.PartiesNamed).Select(party => party.OrganizationId).OfType<Guid>().Distinct()];
}
