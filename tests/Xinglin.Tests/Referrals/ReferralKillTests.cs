using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Identity;
using Xinglin.Tests.Referrals.Capacity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Kills the real process again and again while referrals are sent, accepted, sent on and sent back. What was acknowledged is there, once and whole.</summary>
public class ReferralKillTests
{
    private const int Kills = 10, Writers = 3, MostStepsBeforeKill = 14;

    private static readonly HashSet<string> Acts = [.. Enum.GetValues<ReferralAct>().Select(act => $"referral.{act.ToString().ToLowerInvariant()}")];

    /// <summary>What the program acknowledged before it was killed.</summary>
    private sealed class Acknowledged
    {
        private int steps;

        public ConcurrentBag<Guid> Sent { get; } = [];
        public ConcurrentBag<Guid> Approved { get; } = [];
        public ConcurrentBag<Guid> Accepted { get; } = [];
        public ConcurrentBag<Guid> SentBack { get; } = [];
        public ConcurrentBag<Guid> Redirected { get; } = [];

        public int Steps => Volatile.Read(ref steps);

        public void Step() => Interlocked.Increment(ref steps);
    }

    [Theory, EveryDatabase]
    public async Task Every_acknowledged_step_outlives_kill_9_whole_and_once(Engine engine)
    {
        var app = await People.App(engine);
        var pair = await Referred.Pair(app, review: true);
        var patient = await Referred.Patient(app, pair.Township);
        var elsewhere = await Agreed.House(app, "市中心医院");
        await Held.Quota(pair, 200);
        await app.Person("D001", (pair.Township.Id, Role.Physician), (pair.Township.Id, Role.ReferralCoordinator));
        await app.Person("D002", (pair.Hospital.Id, Role.Physician), (pair.Hospital.Id, Role.ReferralCoordinator));
        await using var database = await app.Stop();
        var done = new Acknowledged();
        var writers = Enumerable.Range(0, Writers).Select(first => new Writer(patient, pair.Hospital.Id, elsewhere.Id, first, done)).ToList();
        var killed = 0;
        for (; killed < Kills || done.SentBack.IsEmpty || done.Redirected.IsEmpty; killed++)
            await Run(database, writers, done, done.Steps + 1 + Random.Shared.Next(MostStepsBeforeKill));
        await Run(database, writers, done, null);
        Assert.True(killed >= Kills);

        await using var after = await TestApp.On(database);
        await after.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var referrals = await db.Set<Referral>().ToDictionaryAsync(referral => referral.Id);
            var events = await db.Set<ReferralEvent>().ToListAsync();
            var documents = (await db.Set<ReferralDocument>().Select(document => document.ReferralId).ToListAsync()).ToHashSet();
            // What was sent again because its answer was lost was done once: nobody began a referral that nobody was told of.
            Assert.Equal(done.Sent.Count, done.Sent.Distinct().Count());
            Assert.Equal(done.Sent.Order(), referrals.Values.Where(referral => referral.PreviousId is null).Select(referral => referral.Id).Order());
            Assert.All(done.Sent, id => Assert.NotEqual(ReferralState.Draft, referrals[id].State));
            Assert.All(done.Approved, id => Assert.NotNull(referrals[id].SubmittedAt));
            Assert.All(done.Accepted, id => Assert.NotNull(referrals[id].ExpectedAt));
            Assert.All(done.SentBack, id => Assert.Equal(ReferralState.SentBack, referrals[id].State));
            Assert.All(done.Redirected, id => Assert.Equal(ReferralState.Redirected, referrals[id].State));
            Assert.All(referrals.Values, referral =>
            {
                Assert.Equal(referral.IsOpen, referral.OwnerId is not null);
                Assert.Equal(referral.IsOpen, referral.DueAt is not null);
                Assert.Contains(referral.Id, documents);
                var story = events.Where(line => line.ReferralId == referral.Id).OrderBy(line => line.At).ThenBy(line => line.Id).ToList();
                Assert.Equal(referral.State, story.Aggregate(ReferralState.Draft, (state, line) => { Assert.Equal(state, line.From); return line.To; }));
                Assert.Equal(story.Count, story.Select(line => line.Act).Distinct().Count());

                // Who was sent back or sent on has one referral that goes on, and nobody else has.
                var next = referrals.Values.Where(one => one.PreviousId == referral.Id).ToList();
                if (referral.State is ReferralState.SentBack) Assert.Equal(ReferralDirection.Return, Assert.Single(next).Direction);
                else if (referral.State is ReferralState.Redirected) Assert.Equal(elsewhere.Id, Assert.Single(next).ToId);
                else Assert.Empty(next);
            });

            // Each step of a story has its one entry in the trail, and the trail knows of no other.
            var entries = await db.Set<AuditEntry>().Where(entry => entry.SubjectType == "referral").Select(entry => new { entry.SubjectId, entry.Action }).ToListAsync();
            Assert.Equal(events.Select(line => $"{line.ReferralId} referral.{line.Act!.ToString()!.ToLowerInvariant()}").Order(StringComparer.Ordinal),
                entries.Select(entry => $"{entry.SubjectId} {entry.Action}").Where(entry => Acts.Contains(entry.Split(' ')[1])).Order(StringComparer.Ordinal));

            var places = (await db.Set<ReferralPlace>().ToListAsync()).Where(place => place.EndedAt is null).ToList();
            Assert.Equal(places.Count, places.Select(place => (place.QuotaId, place.Day, place.Seat)).Distinct().Count());
            Assert.Equal(referrals.Values.Where(referral => referral.ExpectedAt is not null && PlaceBook.Holds(referral)).Select(referral => referral.Id).Order(), places.Select(place => place.ReferralId!.Value).Order());
        });
        var (code, said) = await RealProgram.Run(["audit", "verify", .. database.Arguments]);
        Assert.Contains("审计日志完好", said);
        Assert.Equal(0, code);
    }

    /// <summary>Starts the program and lets people work until it has acknowledged so many steps, then kills it; null lets each only finish what was cut short.</summary>
    private static async Task Run(TestDatabase database, IReadOnlyList<Writer> writers, Acknowledged done, int? steps)
    {
        using var program = RealProgram.Start(["serve", "--urls=http://127.0.0.1:0", .. database.Arguments]);
        var address = new Uri((await program.SaidUntil("杏林已启动")).Split("杏林已启动：")[1].Split(' ')[0]);
        var rest = program.StandardOutput.ReadToEndAsync();
        var work = Task.WhenAll(writers.Select(writer => Task.Run(() => writer.Work(address, goOn: steps is not null))));
        if (steps is null) await work;
        while (done.Steps < steps) Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(1)));
        program.Kill();
        await work;
        await rest;
    }

    /// <summary>
    /// Sends referrals by the pages' forms; of three one is taken in and sent back, one refused and sent on, one accepted. Whoever got no answer
    /// sends the same form again when the program is back, as a browser does.
    /// </summary>
    private sealed class Writer(Guid patient, Guid hospital, Guid elsewhere, int number, Acknowledged done)
    {
        private readonly CookieContainer township = new(), receiver = new();
        private readonly Queue<(CookieContainer Who, string Page, string Form, Action<string>? Told, (string, string)[] Typed)> plan = [];
        private (IHtmlDocument Page, string Address)? open;
        private bool signedIn;

        public async Task Work(Uri address, bool goOn)
        {
            using var sender = Client(township, address);
            using var answering = Client(receiver, address);
            try
            {
                if (!signedIn)
                {
                    await sender.SignIn("D001");
                    await answering.SignIn("D002");
                    signedIn = true;
                }

                while (goOn || open is not null)
                {
                    if (plan.Count == 0) Begin();
                    var next = plan.Peek();
                    var client = next.Who == township ? sender : answering;
                    open ??= (await client.Page(next.Page), next.Page);
                    var answer = (await client.Submit(open.Value.Page, open.Value.Address, next.Form, next.Typed)).RedirectsTo();
                    open = null;
                    plan.Dequeue();
                    next.Told?.Invoke(answer);
                    done.Step();
                }
            }
            catch (HttpRequestException)
            {
                // The program is gone.
            }
        }

        private void Begin() => plan.Enqueue((township, $"/referrals/new?patient={patient}&to={hospital}&direction=up", "referral", GoOn, [.. ReferralPageTests.Typed("反复胸闷一周"), ("decision", "submit")]));

        private void GoOn(string page)
        {
            var id = Guid.Parse(page.Split('/')[^1]);
            done.Sent.Add(id);
            void Next(CookieContainer who, string form, ConcurrentBag<Guid>? told, params (string, string)[] typed) => plan.Enqueue((who, form == "outcome" ? $"{page}/outcome?home=true" : page, form, _ => told?.Add(id), typed));

            Next(township, "act-approve", done.Approved);
            var way = number++ % 3;
            if (way == 0)
            {
                Next(receiver, "act-refuse", null, ("Form.ReasonCode", "RF01"));
                Next(township, "act-redirect", done.Redirected, ("Form.ToId", elsewhere.ToString()), ("Form.Text", "满床"), ("Form.PatientAgreed", "true"));
                return;
            }

            Next(receiver, "act-accept", done.Accepted, ("Form.Department", "心内科"), ("Form.Place", "门诊楼 3 层"), ("Form.Contact", "张护士长"), ("Form.Phone", "0538-7654321"));
            if (way == 2) return;
            Next(receiver, "act-arrive", null);
            Next(receiver, "act-admit", null);
            Next(receiver, "outcome", done.SentBack, ("Form.Reasons", "DN01"), ("Form.FromPhone", "0538-1111111"), ("Form.Outcome.Course", "抗血小板治疗，症状缓解。"),
                ("Form.Outcome.Plan", "规律服药。"), ("Form.Outcome.WarningSigns", "胸痛不缓解。"), ("Form.Outcome.GuidingPhone", "0538-1234567"), ("Form.SignedBy", "王小明"), ("Form.Relation", "本人"), ("Form.Informed", "true"));
        }

        private static HttpClient Client(CookieContainer cookies, Uri address) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
    }
}
