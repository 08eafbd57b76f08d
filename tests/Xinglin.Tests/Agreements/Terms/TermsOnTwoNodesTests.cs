using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Terms;

public class TermsOnTwoNodesTests
{
    private static readonly ClauseContent Priority = Agreed.Clause(ClauseKinds.ReferralPriority, "甲方", "甲方为乙方转来的患者提供优先。");

    [Theory, EveryDatabase]
    public async Task What_another_node_sealed_is_known_at_once_where_it_is_asked_for_and_within_seconds_elsewhere(Engine engine)
    {
        await using var one = await TestApp.Fresh(engine);
        var other = await TestApp.On(one.Database);
        try
        {
            var (lead, member) = (await Agreed.House(one, "市中医院"), await Agreed.House(one, "县医院"));
            var day = new DateOnly(2025, 6, 15);
            Assert.Equal("term.no-agreement", other.Refused(lead, member, ClauseKinds.ReferralPriority, day).Code);

            var id = await Agreed.InForce(one, lead, member, Priority);
            await other.Terms().EnsureCurrent();
            other.Granted(lead, member, ClauseKinds.ReferralPriority, day);

            var last = one.Time.Today();
            await Agreed.End(one, id, last, "不可抗力", lead, member);
            var waited = Stopwatch.StartNew();
            while (other.Ask(lead, member, ClauseKinds.ReferralPriority, last.AddDays(1)) is TermAnswer.Granted && waited.Elapsed < TimeSpan.FromSeconds(10))
                await Task.Delay(50);

            Assert.Equal("term.ended", other.Refused(lead, member, ClauseKinds.ReferralPriority, last.AddDays(1)).Code);
        }
        finally
        {
            await other.Stop();
        }
    }

    [Theory, EveryDatabase]
    public async Task A_change_that_is_taken_back_leaves_nothing_among_the_terms(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var day = new DateOnly(2025, 6, 15);
        await app.As(lead.Office, async services =>
        {
            var (db, terms) = (services.GetRequiredService<XinglinDb>(), services.GetRequiredService<IAgreementTerms>());
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Set<AgreementRevision>().ExecuteUpdateAsync(set => set.SetProperty(revision => revision.Number, revision => revision.Number + 1));
            await terms.EnsureCurrent();
        });

        await Agreed.InForce(app, lead, member, Priority);
        await app.As(lead.Office, async services =>
        {
            var terms = services.GetRequiredService<IAgreementTerms>();
            await terms.EnsureCurrent();
            Assert.IsType<TermAnswer.Granted>(terms.Ask(lead.Id, member.Id, ClauseKinds.ReferralPriority, ChinaTime.StartOf(day)));
        });
    }

    [Theory, EveryDatabase]
    public async Task An_agreement_sealed_while_a_node_reads_takes_nothing_from_its_neighbours(Engine engine)
    {
        await using var one = await TestApp.Fresh(engine);
        var (lead, member) = (await Agreed.House(one, "市中医院"), await Agreed.House(one, "县医院"));
        var (before, between, after) = (await Agreed.House(one, "前院"), await Agreed.House(one, "中院"), await Agreed.House(one, "后院"));
        await Agreed.InForce(one, lead, before, Priority);
        var draft = await Agreed.Draft(one, lead, [between], Agreed.ThreeYears, Priority);
        await Agreed.InForce(one, lead, after, Priority);
        // Between the first statement that reads sealed agreements and the next.
        var meanwhile = new Meanwhile(sql => sql.Contains("effective_from", StringComparison.Ordinal) && sql.Contains("revision", StringComparison.Ordinal), 2,
            () => Agreed.Close(one, draft, lead, [lead, between], Agreed.SealedOn));

        var other = await TestApp.On(one.Database, services => services.AddSingleton<IInterceptor>(meanwhile));
        try
        {
            await other.Terms().EnsureCurrent();
            await meanwhile.Done;
            await other.Terms().EnsureCurrent();

            foreach (var house in (House[])[before, between, after]) other.Granted(lead, house, ClauseKinds.ReferralPriority, new DateOnly(2025, 6, 15));
            Assert.Equal("term.no-agreement", other.Refused(lead, member, ClauseKinds.ReferralPriority, new DateOnly(2025, 6, 15)).Code);
        }
        finally
        {
            await other.Stop();
        }
    }
}
