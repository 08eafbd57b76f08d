using FsCheck.Xunit;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Terms;

namespace Xinglin.Tests.Agreements.Terms;

/// <summary>
/// Random histories of versions (amended, renewed ahead, called off, ended early, given notice and taken back) against an oracle
/// that knows no index: it looks at every version for every question.
/// </summary>
public class TermIndexProperties
{
    private static readonly DateOnly Start = new(2025, 1, 1);
    private static readonly Guid[] Houses = [.. Enumerable.Range(1, 4).Select(Id)];
    private static readonly string[] Kinds = [ClauseKinds.TwoWayReferral, ClauseKinds.GreenChannel, "local-custom"];

    [Property(MaxTest = 300)]
    public void Every_answer_is_what_a_look_at_every_version_gives(int seed)
    {
        var history = History(new Random(seed));
        var index = TermIndex.Empty.With(history, 1);

        foreach (var bearer in Houses)
            foreach (var counterparty in Houses.Where(other => other != bearer))
                foreach (var kind in Kinds)
                    for (var day = -5; day < 130; day += 3)
                        Same(Oracle(history, bearer, counterparty, kind, Start.AddDays(day)), index.Ask(bearer, counterparty, kind, Start.AddDays(day)));
    }

    [Property(MaxTest = 200)]
    public void The_order_in_which_changes_arrive_does_not_matter(int seed)
    {
        var random = new Random(seed);
        var history = History(random);
        var index = TermIndex.Empty;
        var revision = 0L;
        foreach (var terms in history.OrderBy(_ => random.Next()).ToList())
        {
            // First as something else (a notice that is taken back, an end that is moved), then as it finally is.
            if (random.Next(2) == 0) index = index.With([EndingOn(terms, Start.AddDays(random.Next(-10, 120)))], ++revision);
            index = index.With([terms], ++revision);
        }

        foreach (var terms in history.Where(_ => random.Next(3) == 0).ToList())
            index = index.With([EndingOn(terms, terms.From.AddDays(-1))], ++revision).With([terms], ++revision);

        var atOnce = TermIndex.Empty.With(history, revision);
        foreach (var bearer in Houses)
        {
            foreach (var counterparty in Houses.Where(other => other != bearer))
                foreach (var kind in Kinds)
                    for (var day = -5; day < 130; day += 7)
                        Assert.Equivalent(atOnce.Ask(bearer, counterparty, kind, Start.AddDays(day)), index.Ask(bearer, counterparty, kind, Start.AddDays(day)), strict: true);
            Assert.Equal(
                atOnce.Of(bearer, Start.AddDays(30)).Select(term => term.ClauseId).Order(), index.Of(bearer, Start.AddDays(30)).Select(term => term.ClauseId).Order());
        }

        Assert.All(history.SelectMany(terms => terms.All), term => Assert.Equal(term.Text, index.Clause(term.ClauseId)!.Text));
    }

    [Property(MaxTest = 200)]
    public void What_is_granted_is_in_force_between_these_two_and_the_latest_to_begin(int seed)
    {
        var history = History(new Random(seed));
        var index = TermIndex.Empty.With(history, 1);
        foreach (var bearer in Houses)
            foreach (var counterparty in Houses.Where(other => other != bearer))
                for (var day = -5; day < 130; day += 5)
                {
                    if (index.Ask(bearer, counterparty, Kinds[0], Start.AddDays(day)) is not TermAnswer.Granted { Term: var term }) continue;
                    Assert.True(term.InForceOn(Start.AddDays(day)));
                    Assert.Contains(bearer, term.Bearers);
                    Assert.Contains(counterparty, term.Counterparties);
                    Assert.Contains(Kinds[0], term.Kinds);
                    Assert.Contains(index.Of(bearer, Start.AddDays(day)), each => each.ClauseId == term.ClauseId);
                    Assert.DoesNotContain(index.Of(bearer, Start.AddDays(day)), each =>
                        each.From > term.From && each.Kinds.Contains(Kinds[0]) && each.Bearers.Contains(bearer) && each.Counterparties.Contains(counterparty));
                }
    }

    private sealed record Expected(string? Code, DateOnly? From, DateOnly? LastDay, bool Caution);

    private static Expected Oracle(IReadOnlyList<SealedTerms> history, Guid bearer, Guid counterparty, string kind, DateOnly day)
    {
        DateOnly? End(SealedTerms version)
        {
            var heirs = Heirs(version).Where(heir => heir.LastDay is null || heir.LastDay >= heir.From).Select(heir => heir.From.AddDays(-1)).ToList();
            if (version.LastDay is { } last) heirs.Add(last);
            return heirs.Count > 0 ? heirs.Min() : null;
        }

        IEnumerable<SealedTerms> Heirs(SealedTerms version) =>
            history.Where(each => each.PreviousId == version.AgreementId).SelectMany(heir => Heirs(heir).Prepend(heir));

        if (!history.Any(version => version.Parties.Contains(bearer) && version.Parties.Contains(counterparty))) return new("term.no-agreement", null, null, false);
        var holding = history
            .Where(version => version.All.Any(term => term.Kinds.Contains(kind) && term.Bearers.Contains(bearer) && term.Counterparties.Contains(counterparty)))
            .Select(version => (version.From, Last: End(version), version.UncertainFrom)).ToList();
        var now = holding.Where(each => day >= each.From && (each.Last is null || day <= each.Last)).OrderByDescending(each => each.From).ToList();
        if (now.Count > 0)
        {
            // Two that began on one day are told apart by nothing that this oracle knows.
            var best = now.Where(each => each.From == now[0].From).ToList();
            return new(null, best[0].From, best.Count == 1 ? best[0].Last : null, best.All(each => each.UncertainFrom <= day && each.UncertainFrom <= (each.Last ?? DateOnly.MaxValue)));
        }

        var past = holding.Where(each => each.From <= each.Last && each.Last < day).ToList();
        if (past.Count > 0) return new("term.ended", null, past.Max(each => each.Last), false);
        if (holding.Any(each => each.From > day && (each.Last is null || each.Last >= each.From))) return new("term.not-yet", null, null, false);
        return new(holding.Count > 0 ? "term.ended" : "term.no-clause", null, null, false);
    }

    private static void Same(Expected expected, TermAnswer answer)
    {
        switch (answer)
        {
            case TermAnswer.Granted granted:
                Assert.Null(expected.Code);
                Assert.Equal(expected.From, granted.Term.From);
                if (expected.LastDay is { } last) Assert.Equal(last, granted.Term.LastDay);
                if (expected.Caution) Assert.NotNull(granted.Caution);
                break;
            case TermAnswer.NotGranted refusal:
                Assert.Equal(expected.Code, refusal.Code);
                Assert.NotEmpty(refusal.Remedy);
                if (expected.LastDay is { } ended) Assert.Contains($"{ended:yyyy-MM-dd}", refusal.Reason);
                break;
        }
    }

    private static List<SealedTerms> History(Random random)
    {
        var history = new List<SealedTerms>();
        var lineages = random.Next(1, 4);
        for (var lineage = 1; lineage <= lineages; lineage++)
        {
            var versions = new List<SealedTerms>();
            var parties = Houses.OrderBy(_ => random.Next()).Take(random.Next(2, Houses.Length + 1)).ToArray();
            for (var number = 1; number <= random.Next(1, 5); number++)
                versions.Add(Version(random, lineage, number, versions.Count == 0 ? null : versions[random.Next(versions.Count)], parties));
            history.AddRange(versions);
        }

        return history;
    }

    private static SealedTerms Version(Random random, int lineage, int number, SealedTerms? previous, Guid[] parties)
    {
        var from = Start.AddDays(previous is null ? random.Next(40) : random.Next(110));
        DateOnly? last = random.Next(4) == 0 ? null : from.AddDays(random.Next(-3, 60));
        DateOnly? uncertain = last is { } end && end > from && random.Next(3) == 0 ? from.AddDays(random.Next(end.DayNumber - from.DayNumber)) : null;
        var id = Id(lineage * 100 + number);
        var terms = Enumerable.Range(1, random.Next(0, 4)).Select(path =>
        {
            var bearers = Some(random, parties);
            return new Term(Id(lineage * 10000 + number * 100 + path), id, $"XL-2025-{lineage:0000}", number, $"1.{path}", $"第{path}条的原文",
                [Kinds[random.Next(Kinds.Length)]], bearers, Some(random, parties), from, last, uncertain,
                new TermParameters([], false, null, null, null, null), AtEnd.Finish);
        }).ToList();
        return new SealedTerms(id, Id(lineage * 100 + 1), previous?.AgreementId, $"XL-2025-{lineage:0000}", "协议", number, from, last, uncertain,
            last is null ? null : "协议期满", parties, parties[..1], terms);
    }

    private static SealedTerms EndingOn(SealedTerms terms, DateOnly last) => new(terms.AgreementId, terms.LineageId, terms.PreviousId, terms.Reference, terms.Title,
        terms.Version, terms.From, last, null, "通知期满", terms.Parties, terms.Leads, [.. terms.All.Select(term => term with { LastDay = last, UncertainFrom = null })]);

    private static Guid[] Some(Random random, Guid[] parties) => [.. parties.OrderBy(_ => random.Next()).Take(random.Next(1, parties.Length + 1))];

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
