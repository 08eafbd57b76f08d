using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public class ReferralFeedTests
{
    [Theory, EveryDatabase]
    public async Task Each_side_reads_every_change_that_it_may_see_once_and_in_order(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Claim(up.Id, new ActWords(null)));
        var (sender, receiver) = (pair.App.Client(pair.Sender), pair.App.Client(pair.Receiver));

        var sent = await All(sender, limit: 2);
        var received = await All(receiver, limit: 1);

        Assert.Equal([null, "submit", "claim"], sent.Select(change => change.Act));
        Assert.Equal(["submit", "claim"], received.Select(change => change.Act));
        Assert.All(sent, change => Assert.Equal((up.Id, up.Number), (change.Id, change.Number)));
        Assert.Equal(sent.Select(change => change.Version).Order(), sent.Select(change => change.Version));
        Assert.Equal(["draft", "submitted", "submitted"], sent.Select(change => change.State));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_else_reads_it_and_no_word_about_the_patient_is_in_it(Engine engine)
    {
        var (mine, theirs) = (await Referred.Pair(engine), await Referred.Pair(engine));
        await Referred.Submitted(mine, await Referred.Patient(mine.App, mine.Township, "赵小满"));

        Assert.Empty(await All(theirs.App.Client(theirs.Receiver), 100));
        Assert.DoesNotContain("赵小满", await mine.App.Client(mine.Sender).GetStringAsync("/api/referrals/changes"));
        Assert.Equal(HttpStatusCode.Forbidden, (await mine.App.Client(mine.Township.Person(Role.ConsortiumOffice)).GetAsync("/api/referrals/changes")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Who_waits_is_told_at_once_and_who_asks_for_the_latest_gets_no_history(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        await Referred.Submitted(pair, patient);
        var client = pair.App.Client(pair.Receiver);
        var now = await Page(client, "?after=latest");
        Assert.Empty(now.Items);

        var waiting = Page(client, $"?after={now.Next}&wait=25");
        await Referred.Submitted(pair, patient);

        Assert.Equal("submit", Assert.Single((await waiting).Items).Act);
    }

    [Theory, EveryDatabase]
    public async Task A_cursor_that_cannot_be_one_is_named(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var client = pair.App.Client(pair.Receiver);
        foreach (var query in (string[])["?after=yesterday", "?after=-1", "?limit=0", "?limit=501", "?wait=26", "?after=99999999999999999999"])
            Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/referrals/changes" + query)).StatusCode);
    }

    /// <summary>
    /// Writers hold their transactions open for different lengths, so that they commit in another order than they wrote; readers follow by
    /// cursor meanwhile. With numbers drawn while writing this loses entries on PostgreSQL.
    /// </summary>
    [Theory, EveryDatabase]
    public async Task Readers_lose_nothing_while_writers_commit_in_any_order(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await using var node = await TestApp.On(app.Database);
        var organization = Guid.CreateVersion7();
        const int writers = 8, each = 25;
        using var done = new CancellationTokenSource();
        var written = new ConcurrentBag<Guid>();

        var readers = new[] { app, node, app }.Select(host => Task.Run(() => Follow(host, organization, done.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++) written.Add(await Write(writer % 2 == 0 ? app : node, organization, writer, i));
        })));
        await done.CancelAsync();

        var read = await Task.WhenAll(readers);
        Assert.All(read, seen =>
        {
            Assert.Equal(writers * each, seen.Count);
            Assert.Equal(written.Order(), seen.Select(one => one.Id).Order());
            Assert.Equal(seen.Select(one => one.Position).Order(), seen.Select(one => one.Position));
            Assert.All(seen.GroupBy(one => one.SubjectId), subject => Assert.Equal(subject.Select(one => one.Version).Order(), subject.Select(one => one.Version)));
        });
        Assert.Equal(read[0].Select(one => one.Id), read[1].Select(one => one.Id));
        Assert.Equal(Enumerable.Range(1, writers * each).Select(place => (long?)place), read[0].Select(one => one.Position));
    }

    private static async Task<Guid> Write(TestApp app, Guid organization, int writer, int version)
    {
        await using var scope = app.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var subject = new Guid(writer + 1, 0, 0, new byte[8]);
        var at = app.Time.Now();
        var announcement = new Announcement(Guid.CreateVersion7(at), at, "referral.claim", organization, null, subject) { Version = version };
        db.Add(announcement);
        await db.SaveChangesAsync();
        for (var i = 0; i < (writer * 7 + version) % 5; i++) await Task.Yield();
        if (writer % 3 == 0) await db.Database.ExecuteSqlRawAsync("SELECT count(*) FROM platform_announcement");
        await transaction.CommitAsync();
        return announcement.Id;
    }

    private static async Task<List<Announcement>> Follow(TestApp app, Guid organization, CancellationToken done)
    {
        var (seen, after, last) = (new List<Announcement>(), 0L, false);
        while (true)
        {
            // One more look after the last writer has committed.
            var final = done.IsCancellationRequested;
            await using var scope = app.Host.Services.CreateAsyncScope();
            var news = await scope.ServiceProvider.GetRequiredService<AnnouncementLog>().Read(organization, after, 7, "referral.", CancellationToken.None);
            seen.AddRange(news);
            if (news.Count > 0) after = news[^1].Position!.Value;
            if (final && news.Count == 0 && last) return seen;
            last = final;
        }
    }

    private static async Task<List<ReferralChangeResponse>> All(HttpClient client, int limit)
    {
        var (changes, next) = (new List<ReferralChangeResponse>(), "0");
        while (true)
        {
            var page = await Page(client, $"?after={next}&limit={limit}");
            changes.AddRange(page.Items);
            if (!page.More) return changes;
            next = page.Next;
        }
    }

    private static async Task<ReferralChangesResponse> Page(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<ReferralChangesResponse>("/api/referrals/changes" + query, new JsonSerializerOptions(JsonSerializerDefaults.Web)))!;
}
