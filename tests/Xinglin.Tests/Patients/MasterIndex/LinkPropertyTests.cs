using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.MasterIndex;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients.MasterIndex;

/// <summary>The laws of the index, under any sequence of what people and the program do to the pairs of six registrations.</summary>
public class LinkPropertyTests
{
    private const int Patients = 6, Sequences = 12, Longest = 25;

    [Theory, EveryDatabase]
    public async Task Under_any_sequence_persons_follow_from_links_and_hold_nobody_judged_different(Engine engine)
    {
        await using var table = await Table.Build(engine);
        foreach (var seed in Enumerable.Range(1, Sequences))
        {
            var draw = new Random(seed * 7919);
            for (var step = 0; step < Longest; step++)
            {
                var pair = table.Pairs[draw.Next(table.Pairs.Count)];
                await table.Try(pair, draw.Next(5) switch { 0 => PairAct.LinkAlone, 1 => PairAct.Link, 2 => PairAct.JudgeDifferent, 3 => PairAct.Undo, _ => PairAct.Reopen });
                var state = await table.State();
                var links = state.Pairs.Where(one => one.State == PairState.Linked).ToList();
                var parts = IndexLinks.Components(state.Persons.Keys, links);
                Assert.All(parts, part => Assert.All(part, member => Assert.Equal(part[0], state.Persons[member])));
                Assert.DoesNotContain(state.Pairs, one => one.State == PairState.Different && state.Persons[one.FirstId] == state.Persons[one.SecondId]);
                Assert.Equal(table.Numbers, state.Numbers);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task A_link_and_its_undoing_leave_everything_as_it_was(Engine engine)
    {
        await using var table = await Table.Build(engine);
        foreach (var seed in Enumerable.Range(1, Sequences))
        {
            var draw = new Random(seed * 104729);
            foreach (var pair in table.Pairs.OrderBy(_ => draw.Next()).Take(3).ToList()) await table.Try(pair, draw.Next(2) == 0 ? PairAct.Link : PairAct.JudgeDifferent);
            var before = await table.State();
            if (before.Pairs.Where(one => one.State == PairState.Awaiting).OrderBy(_ => draw.Next()).FirstOrDefault() is not { } tried) continue;
            if (!await table.Try(tried.Id, PairAct.Link)) continue;

            await table.Try(tried.Id, PairAct.Undo);

            var after = await table.State();
            Assert.Equal(before.Persons, after.Persons);
            Assert.Equal(before.Pairs.Select(one => (one.Id, one.State)), after.Pairs.Select(one => (one.Id, one.State)));
            await table.Clear();
        }
    }

    [Theory, EveryDatabase]
    public async Task Links_give_the_same_persons_in_whatever_order_they_are_made(Engine engine)
    {
        await using var table = await Table.Build(engine);
        foreach (var seed in Enumerable.Range(1, 8))
        {
            var draw = new Random(seed);
            var chosen = table.Pairs.Where(_ => draw.Next(4) == 0).ToList();
            var outcomes = new List<string>();
            foreach (var order in new[] { chosen, [.. chosen.AsEnumerable().Reverse()], [.. chosen.OrderBy(_ => draw.Next())] })
            {
                await table.Clear();
                foreach (var pair in order) await table.Try(pair, PairAct.LinkAlone);
                outcomes.Add(string.Join(' ', (await table.State()).Persons.OrderBy(one => one.Key)));
            }

            Assert.Single(outcomes.Distinct());
        }
    }

    [Fact]
    public void A_wrong_digit_of_an_index_number_is_noticed() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 999_999).Two().SelectMany(_ => Gen.Choose(2, 14), (digits, place) => (digits, place)).SelectMany(_ => Gen.Choose(1, 9), (one, by) => (one.digits, one.place, by)).ToArbitrary(),
        drawn =>
        {
            var number = IndexNumber.Of($"{drawn.digits.Item1:000000}{drawn.digits.Item2:000000}");
            var wrong = number.ToCharArray();
            wrong[drawn.place] = (char)('0' + (wrong[drawn.place] - '0' + drawn.by) % 10);
            return IndexNumber.Parse(number) == number && IndexNumber.Parse($" {number[..5]} {number[5..].ToLowerInvariant()}") == number && IndexNumber.Parse(new(wrong)) is null;
        }));

    private sealed record Snapshot(Dictionary<Guid, Guid> Persons, SortedDictionary<Guid, string> Numbers, List<IndexPair> Pairs);

    /// <summary>Six registrations of an institution each on their own database, and the fifteen pairs between them.</summary>
    private sealed class Table(TestApp app, CurrentUser[] people) : IAsyncDisposable
    {
        public List<Guid> Pairs { get; private set; } = [];
        public SortedDictionary<Guid, string> Numbers { get; private set; } = [];

        public static async Task<Table> Build(Engine engine)
        {
            var app = await TestApp.Fresh(engine);
            var house = await House.Build(app);
            List<Patient> patients = [];
            for (var n = 0; n < Patients; n++) patients.Add(await house.Register(IndexTests.Person(), confirmed: true));
            var table = new Table(app, [house.Physician]);
            await app.As(house.Physician, async services =>
            {
                var (db, time) = (services.GetRequiredService<XinglinDb>(), services.GetRequiredService<TimeProvider>());
                var records = patients.Select(patient => new MatchRecord { Id = patient.Id, Organization = patient.OrganizationId, Name = PersonName.None }).ToList();
                foreach (var (place, left) in records.Index())
                    foreach (var right in records.Skip(place + 1))
                        db.Add(IndexPair.Found(new(left, right, new(10 + place, [], null), MatchVerdict.Certain, 0), time.Now()));
                await db.SaveChangesAsync();
            });
            var state = await table.State();
            (table.Pairs, table.Numbers) = ([.. state.Pairs.Select(pair => pair.Id)], state.Numbers);
            return table;
        }

        /// <returns>Whether it was done; what may not be done is refused and leaves nothing behind.</returns>
        public async Task<bool> Try(Guid pair, PairAct act)
        {
            try
            {
                await app.As(people[0], async services =>
                {
                    if (PairLife.IsPersons(act))
                    {
                        await services.GetRequiredService<IndexDesk>().Decide(pair, null, act, "试验");
                        return;
                    }

                    var db = services.GetRequiredService<XinglinDb>();
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await services.GetRequiredService<IndexLinks>().Lock(default);
                    var found = await db.Set<IndexPair>().SingleAsync(one => one.Id == pair);
                    if (found is { State: PairState.Awaiting, ByPerson: false }) await services.GetRequiredService<IndexMatching>().LinkAlone(found, new("patient", found.FirstId), default);
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                });
                return true;
            }
            catch (Refused)
            {
                return false;
            }
        }

        public Task Clear() => app.As(people[0], async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await db.Set<IndexPair>().ExecuteUpdateAsync(set => set.SetProperty(pair => pair.State, PairState.Awaiting).SetProperty(pair => pair.ByPerson, false).SetProperty(pair => pair.HeldBy, (Guid?)null));
            await db.Set<IndexEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.PersonId, entry => entry.PatientId));
        });

        public Task<Snapshot> State() => app.As(people[0], async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var entries = await db.Set<IndexEntry>().AsNoTracking().ToListAsync();
            return new Snapshot(entries.ToDictionary(entry => entry.PatientId, entry => entry.PersonId), new(entries.ToDictionary(entry => entry.PatientId, entry => entry.Number)),
                await db.Set<IndexPair>().AsNoTracking().OrderBy(pair => pair.Id).ToListAsync());
        });

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
