using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Identity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Kills the real process while referrals are sent. What was acknowledged is there, once and whole.</summary>
public class ReferralKillTests
{
    private const int Writers = 3;
    private const int AcknowledgedBeforeKill = 15;

    [Theory, EveryDatabase]
    public async Task Every_acknowledged_referral_outlives_kill_9_whole_and_once(Engine engine)
    {
        var app = await People.App(engine);
        var pair = await Referred.Pair(app, review: true);
        var patient = await Referred.Patient(app, pair.Township);
        await app.Person("D001", (pair.Township.Id, Role.Physician), (pair.Township.Id, Role.ReferralCoordinator));
        await using var database = await app.Stop();
        var (sent, approved) = (new ConcurrentBag<Guid>(), new ConcurrentBag<Guid>());
        using (var program = RealProgram.Start(["serve", "--urls=http://127.0.0.1:0", .. database.Arguments]))
        {
            var address = new Uri((await program.SaidUntil("杏林已启动")).Split("杏林已启动：")[1].Split(' ')[0]);
            var rest = program.StandardOutput.ReadToEndAsync();
            var work = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => Write(address, patient, pair.Hospital.Id, sent, approved))));
            while (approved.Count < AcknowledgedBeforeKill) Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(10)));
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
            Assert.All(sent, id => Assert.NotEqual(ReferralState.Draft, referrals[id].State));
            Assert.All(approved, id => Assert.Equal(ReferralState.Submitted, referrals[id].State));
            Assert.All(referrals.Values, referral =>
            {
                Assert.NotNull(referral.OwnerId);
                Assert.NotNull(referral.DueAt);
                Assert.Contains(referral.Id, documents);
                var acts = events.Where(line => line.ReferralId == referral.Id).OrderBy(line => line.At).Select(line => line.Act).ToList();
                Assert.Equal(referral.State switch
                {
                    ReferralState.Draft => [],
                    ReferralState.InReview => [ReferralAct.Submit],
                    _ => new ReferralAct?[] { ReferralAct.Submit, ReferralAct.Approve }
                }, acts);
            });
        });
        var (code, said) = await RealProgram.Run(["audit", "verify", .. database.Arguments]);
        Assert.Contains("审计日志完好", said);
        Assert.Equal(0, code);
    }

    /// <summary>Sends referrals by the page's form and passes the review until the program is gone.</summary>
    private static async Task Write(Uri address, Guid patient, Guid hospital, ConcurrentBag<Guid> sent, ConcurrentBag<Guid> approved)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        try
        {
            await client.SignIn("D001");
            while (true)
            {
                var answer = await client.Submit($"/referrals/new?patient={patient}&to={hospital}&direction=up", "referral", [.. ReferralPageTests.Typed("反复胸闷一周"), ("decision", "submit")]);
                var page = answer.RedirectsTo();
                var id = Guid.Parse(page.Split('/')[^1]);
                sent.Add(id);
                (await client.Submit(page, "act-approve")).RedirectsTo();
                approved.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The program is gone.
        }
    }
}
