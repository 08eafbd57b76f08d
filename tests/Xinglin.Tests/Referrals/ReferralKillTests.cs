using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Identity;
using Xinglin.Tests.Referrals.Capacity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Kills the real process while referrals are sent, accepted, sent on and sent back. What was acknowledged is there, once and whole.</summary>
public class ReferralKillTests
{
    private const int Writers = 3;
    private const int OfEachWayBeforeKill = 2;

    /// <summary>What the program acknowledged before it was killed.</summary>
    private sealed class Acknowledged
    {
        public ConcurrentBag<Guid> Sent { get; } = [];
        public ConcurrentBag<Guid> Approved { get; } = [];
        public ConcurrentBag<Guid> Accepted { get; } = [];
        public ConcurrentBag<Guid> SentBack { get; } = [];
        public ConcurrentBag<Guid> Redirected { get; } = [];

        public bool Enough => Accepted.Count > OfEachWayBeforeKill && SentBack.Count >= OfEachWayBeforeKill && Redirected.Count >= OfEachWayBeforeKill;
    }

    [Theory, EveryDatabase]
    public async Task Every_acknowledged_step_outlives_kill_9_whole_and_once(Engine engine)
    {
        var app = await People.App(engine);
        var pair = await Referred.Pair(app, review: true);
        var patient = await Referred.Patient(app, pair.Township);
        var elsewhere = await Agreed.House(app, "市中心医院");
        await Held.Quota(pair, 50);
        await app.Person("D001", (pair.Township.Id, Role.Physician), (pair.Township.Id, Role.ReferralCoordinator));
        await app.Person("D002", (pair.Hospital.Id, Role.Physician), (pair.Hospital.Id, Role.ReferralCoordinator));
        await using var database = await app.Stop();
        var done = new Acknowledged();
        using (var program = RealProgram.Start(["serve", "--urls=http://127.0.0.1:0", .. database.Arguments]))
        {
            var address = new Uri((await program.SaidUntil("杏林已启动")).Split("杏林已启动：")[1].Split(' ')[0]);
            var rest = program.StandardOutput.ReadToEndAsync();
            var work = Task.WhenAll(Enumerable.Range(0, Writers).Select(first => Task.Run(() => Write(address, patient, pair.Hospital.Id, elsewhere.Id, first, done))));
            while (!done.Enough) Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(10)));
            program.Kill();
            await work;
            await rest;
        }

        await using var after = await TestApp.On(database);
        await after.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var referrals = await db.Set<Referral>().ToDictionaryAsync(referral => referral.Id);
            var events = await db.Set<ReferralEvent>().ToListAsync();
            var documents = (await db.Set<ReferralDocument>().Select(document => document.ReferralId).ToListAsync()).ToHashSet();
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

            var places = (await db.Set<ReferralPlace>().ToListAsync()).Where(place => place.EndedAt is null).ToList();
            Assert.Equal(places.Count, places.Select(place => (place.QuotaId, place.Day, place.Seat)).Distinct().Count());
            Assert.Equal(referrals.Values.Where(referral => referral.ExpectedAt is not null && PlaceBook.Holds(referral)).Select(referral => referral.Id).Order(), places.Select(place => place.ReferralId!.Value).Order());
        });
        var (code, said) = await RealProgram.Run(["audit", "verify", .. database.Arguments]);
        Assert.Contains("审计日志完好", said);
        Assert.Equal(0, code);
    }

    /// <summary>
    /// Sends referrals by the pages' forms; of three one is taken in and sent back, one refused and sent on, one accepted. Until the program is gone.
    /// </summary>
    private static async Task Write(Uri address, Guid patient, Guid hospital, Guid elsewhere, int first, Acknowledged done)
    {
        using var township = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        using var receiver = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        try
        {
            await township.SignIn("D001");
            await receiver.SignIn("D002");
            for (var number = first; ; number++)
            {
                var answer = await township.Submit($"/referrals/new?patient={patient}&to={hospital}&direction=up", "referral", [.. ReferralPageTests.Typed("反复胸闷一周"), ("decision", "submit")]);
                var page = answer.RedirectsTo();
                var id = Guid.Parse(page.Split('/')[^1]);
                done.Sent.Add(id);
                (await township.Submit(page, "act-approve")).RedirectsTo();
                done.Approved.Add(id);
                if (number % 3 == 0)
                {
                    (await receiver.Submit(page, "act-refuse", ("Form.ReasonCode", "RF01"))).RedirectsTo();
                    (await township.Submit(page, "act-redirect", ("Form.ToId", elsewhere.ToString()), ("Form.Text", "满床"), ("Form.PatientAgreed", "true"))).RedirectsTo();
                    done.Redirected.Add(id);
                    continue;
                }

                (await receiver.Submit(page, "act-accept", ("Form.Department", "心内科"), ("Form.Place", "门诊楼 3 层"), ("Form.Contact", "张护士长"), ("Form.Phone", "0538-7654321"))).RedirectsTo();
                done.Accepted.Add(id);
                if (number % 3 == 2) continue;
                (await receiver.Submit(page, "act-arrive")).RedirectsTo();
                (await receiver.Submit(page, "act-admit")).RedirectsTo();
                (await receiver.Submit($"{page}/outcome?home=true", "outcome", ("Form.Reasons", "DN01"), ("Form.FromPhone", "0538-1111111"), ("Form.Outcome.Course", "抗血小板治疗，症状缓解。"),
                    ("Form.Outcome.Plan", "规律服药。"), ("Form.Outcome.WarningSigns", "胸痛不缓解。"), ("Form.Outcome.GuidingPhone", "0538-1234567"), ("Form.SignedBy", "王小明"), ("Form.Relation", "本人"), ("Form.Informed", "true"))).RedirectsTo();
                done.SentBack.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The program is gone.
        }
    }
}
