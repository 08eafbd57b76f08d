using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Duties;

/// <summary>Which duties, over which days, as known when.</summary>
public sealed record DutyQuestion
{
    /// <summary>Only duties that this organisation owes or is owed.</summary>
    public Guid? Organization { get; init; }

    /// <summary>Only this agreement, with the other versions of its lineage.</summary>
    public Guid? Agreement { get; init; }

    /// <summary>Due days from here on; null from the beginning of the agreement.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Due days up to here; null: what is past, what is near, and the next one after that.</summary>
    public DateOnly? To { get; init; }

    /// <summary>See <see cref="Duty.AmountsCount"/>.</summary>
    public bool AmountsCount { get; init; } = true;
}

/// <summary>
/// Answers what is owed, by whom, by when and how it stands: two queries, plus what the evidence sources need. Nothing is stored
/// about an occurrence; all is computed from agreements, facts and evidence as of a moment.
/// </summary>
public sealed class DutyBook(XinglinDb db, AgreementStore store, IEnumerable<IEvidenceSource> sources, TimeProvider time)
{
    /// <summary>The lines that this person's organisation may see, in the order of the agreements' text.</summary>
    public Task<IReadOnlyList<DutyLine>> Read(DutyQuestion question, CancellationToken ct = default) =>
        Read(store.Visible, question, time.Now(), ct);

    /// <summary>As it was known at a moment.</summary>
    public Task<IReadOnlyList<DutyLine>> Read(DutyQuestion question, DateTimeOffset asOf, CancellationToken ct = default) =>
        Read(store.Visible, question, asOf, ct);

    internal async Task<IReadOnlyList<DutyLine>> Read(IQueryable<Agreement> scope, DutyQuestion question, DateTimeOffset asOf, CancellationToken ct)
    {
        var (duties, facts) = await Load(scope, question.Agreement, asOf, ct);
        if (question.Organization is { } organization)
            duties = [.. duties.Where(duty => duty.BearerId == organization || duty.IsOwedTo(organization))];
        if (!question.AmountsCount) duties = [.. duties.Select(duty => duty with { AmountsCount = false })];
        var today = ChinaTime.DateIn(asOf);
        var evidence = await Collect(duties, question, today, asOf, ct);
        return [.. duties.SelectMany(duty => Lines(duty, Record(duty, facts, evidence, asOf), question, today))];
    }

    /// <summary>One duty with the log of everything recorded about it, newest first.</summary>
    /// <exception cref="Refused">There is none, or it belongs to others.</exception>
    public async Task<(Duty Duty, IReadOnlyList<DutyLine> Lines, IReadOnlyList<DutyFact> Log)> One(Guid clauseId, Guid bearerId, CancellationToken ct = default)
    {
        var now = time.Now();
        var agreement = db.Set<Clause>().Where(clause => clause.Id == clauseId).Select(clause => clause.AgreementId);
        var lineage = store.Visible.Where(each => agreement.Contains(each.Id)).Select(each => each.LineageId);
        var (duties, facts) = await Load(store.Visible.Where(each => lineage.Contains(each.LineageId)), null, now, ct);
        var duty = duties.FirstOrDefault(each => each.Clause.Id == clauseId && each.BearerId == bearerId) ?? throw Refused.NotFound("这项义务");
        var question = new DutyQuestion();
        var evidence = await Collect([duty], question, ChinaTime.DateIn(now), now, ct);
        var lines = Lines(duty, Record(duty, facts, evidence, now), question, ChinaTime.DateIn(now));
        return (duty, [.. lines], [.. facts.Where(fact => fact.BearerId == bearerId && duty.ClauseIds.Contains(fact.ClauseId))
            .OrderByDescending(fact => fact.RecordedAt).ThenByDescending(fact => fact.Id)]);
    }

    private async Task<(IReadOnlyList<Duty> Duties, IReadOnlyList<DutyFact> Facts)> Load(
        IQueryable<Agreement> scope, Guid? agreementId, DateTimeOffset asOf, CancellationToken ct)
    {
        var wanted = scope.Where(agreement => agreement.EffectiveFrom != null);
        if (agreementId is { } id)
        {
            var lineage = scope.Where(agreement => agreement.Id == id).Select(agreement => agreement.LineageId);
            wanted = wanted.Where(agreement => lineage.Contains(agreement.LineageId));
        }

        var agreements = await wanted.AsNoTracking().ToListAsync(ct);
        var ids = wanted.Select(agreement => agreement.Id);
        var rows = await (
            from clause in db.Set<Clause>().AsNoTracking()
            where clause.State == ClauseState.Confirmed && ids.Contains(clause.AgreementId)
            join line in db.Set<DutyFact>().AsNoTracking() on clause.Id equals line.ClauseId into lines
            from fact in lines.DefaultIfEmpty()
            select new { Clause = clause, Fact = fact }).ToListAsync(ct);
        return (DutyRegister.List(agreements, [.. rows.Select(row => row.Clause).DistinctBy(clause => clause.Id)], asOf),
            [.. rows.Select(row => row.Fact).OfType<DutyFact>().Where(fact => fact.RecordedAt <= asOf)]);
    }

    private async Task<ILookup<(Guid, Guid), Evidence>> Collect(
        IReadOnlyList<Duty> duties, DutyQuestion question, DateOnly today, DateTimeOffset asOf, CancellationToken ct)
    {
        var found = new List<Evidence>();
        foreach (var source in sources)
        {
            EvidenceQuery[] queries = [.. duties
                .Where(duty => duty.Content.Kinds.Any(source.Kinds.Contains))
                .Select(duty => new EvidenceQuery(duty.Agreement.Id, duty.ClauseIds, duty.Content.Kinds, duty.BearerId,
                    [.. duty.Counterparties.Select(party => party.OrganizationId!.Value)], duty.Since, question.To is { } to ? Days.Earlier(to.AddYears(1), today) : today, asOf))];
            if (queries.Length > 0) found.AddRange(await source.Collect(queries, ct));
        }

        return found.Where(evidence => evidence.RecordedAt <= asOf && evidence.OccurredOn <= today).ToLookup(evidence => (evidence.ClauseId, evidence.Bearer));
    }

    private static DutyRecord Record(Duty duty, IReadOnlyList<DutyFact> facts, ILookup<(Guid, Guid), Evidence> evidence, DateTimeOffset asOf)
    {
        DutyFact[] own = [.. facts.Where(fact => fact.BearerId == duty.BearerId && fact.RecordedAt <= asOf && duty.ClauseIds.Contains(fact.ClauseId))];
        var takenBack = own.Select(fact => fact.About).OfType<Guid>().ToHashSet();
        DutyFact[] standing = [.. own.Where(fact => fact.About is null && !takenBack.Contains(fact.Id))];
        var manual = standing.Where(fact => fact.Kind == DutyFactKind.Evidence).Select(fact => new DutyProof(
            new Evidence(fact.ClauseId, fact.BearerId, "人工登记", fact.Title!, fact.On!.Value, fact.FileId is { } file ? $"/duties/{fact.ClauseId}/{fact.BearerId}/files/{file}" : null, fact.RecordedAt, true, fact.Period, fact.Amount),
            fact.Id, fact.OrganizationId, fact.Note));
        return new DutyRecord(
            [.. duty.ClauseIds.SelectMany(clause => evidence[(clause, duty.BearerId)]).Select(each => new DutyProof(each, null, null, null)).Concat(manual)
                .OrderBy(proof => proof.Evidence.OccurredOn).ThenBy(proof => proof.Evidence.Source, StringComparer.Ordinal)
                .ThenBy(proof => proof.Evidence.Title, StringComparer.Ordinal).ThenBy(proof => proof.Evidence.RecordedAt)
                .ThenBy(proof => proof.Evidence.Link, StringComparer.Ordinal).ThenBy(proof => proof.FactId)],
            [.. standing.Where(fact => fact.Kind == DutyFactKind.Waiver).OrderBy(fact => fact.RecordedAt).ThenBy(fact => fact.Id)
                .Select(fact => new DutyWaiver(fact.Id, fact.OrganizationId, fact.Organization, fact.On!.Value, fact.Until!.Value, fact.Note!))]);
    }

    private static IEnumerable<DutyLine> Lines(Duty duty, DutyRecord record, DutyQuestion question, DateOnly today)
    {
        if (duty.HasOccurrences)
        {
            var soon = today.AddDays(DutyRules.SoonDays);
            var horizon = question.To ?? Days.Later(today, duty.From).AddYears(2);
            foreach (var occurrence in duty.Occurrences(question.From ?? duty.From, horizon))
            {
                yield return DutyLines.Of(duty, occurrence, record, today);
                if (question.To is null && occurrence.Due > soon) yield break;
            }

            yield break;
        }

        var (from, to) = duty.AgreementYear(duty.BindsOn(today) ? today : duty.BindsUntil is { } last && today > last ? last : duty.From);
        if (question.From is { } first && question.To is { } end)
            (from, to) = (Days.Later(first, duty.From), Days.Earlier(end, duty.BindsUntil ?? end));
        else if (!duty.BindsOn(today) && today >= duty.From)
            yield break;
        if (from <= to) yield return DutyLines.Standing(duty, from, to, record, today);
    }
}
