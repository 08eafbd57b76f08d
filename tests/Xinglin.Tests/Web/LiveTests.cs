using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Live;
using Xinglin.Referrals;
using Xinglin.Tests.Identity;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class LiveTests
{
    [Theory, EveryDatabase]
    public async Task An_open_page_hears_that_something_changed_and_nothing_more(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await using var node = await TestApp.On(app.Database);
        var pair = await Referred.Pair(app);
        var patient = await Referred.Patient(app, pair.Township, "赵小满");
        await using var here = await Listening.Open(app, pair.Receiver);
        await using var there = await Listening.Open(node, pair.Receiver);

        await Referred.Submitted(pair, patient);

        foreach (var stream in new[] { here, there })
        {
            var heard = await stream.Until("event: referral");
            Assert.DoesNotContain("赵小满", heard);
            Assert.DoesNotContain("ZZ", heard);
        }
    }

    [Theory, EveryDatabase]
    public async Task Others_hear_nothing_of_it(Engine engine)
    {
        var (mine, theirs) = (await Referred.Pair(engine), await Referred.Pair(engine));
        await using var stranger = await Listening.Open(theirs.App, theirs.Receiver);
        await Referred.Submitted(mine, await Referred.Patient(mine.App, mine.Township));
        await Referred.Submitted(theirs, await Referred.Patient(theirs.App, theirs.Township));

        // Told in the order of the log: what came before the own one would have been heard before it.
        var heard = await stranger.Until("event: referral");
        Assert.Equal(1, heard.Split("event: referral").Length - 1);
    }

    [Theory, EveryDatabase]
    public async Task One_person_holds_only_so_many_streams_and_gives_them_back(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var user = TestUsers.Of(Role.Physician);
        var open = new List<Listening>();
        for (var i = 0; i < new LiveRules().StreamsPerUser; i++) open.Add(await Listening.Open(app, user));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await app.Client(user).GetAsync("/live", HttpCompletionOption.ResponseHeadersRead)).StatusCode);

        app.Host.Services.GetRequiredService<LiveStreams>().End(user.UserId!.Value);
        foreach (var stream in open) await stream.Ended();
        await using var again = await Listening.Open(app, user);
        foreach (var stream in open) await stream.DisposeAsync();
    }

    [Fact]
    public async Task Four_hundred_open_streams_are_all_told()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);
        var pair = await Referred.Pair(app);
        var patient = await Referred.Patient(app, pair.Township);
        var streams = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Listening.Open(app, pair.Hospital.Person(Role.ReferralCoordinator))));

        await Referred.Submitted(pair, patient);

        await Task.WhenAll(streams.Select(stream => stream.Until("event: referral")));
        Assert.Equal(400, app.Host.Services.GetRequiredService<LiveStreams>().Count);
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    [Theory, EveryDatabase]
    public async Task A_page_that_looks_by_itself_does_not_keep_the_session_alive(Engine engine)
    {
        await using var app = await People.App(engine);
        using var session = await SignedIn(app);
        app.Time.Advance(TimeSpan.FromMinutes(15));
        var quiet = new HttpRequestMessage(HttpMethod.Get, "/notices") { Headers = { { Xinglin.Web.Quiet.Header, "1" } } };
        var answer = await session.SendAsync(quiet);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(IsRenewed(answer));
        Assert.False(IsRenewed(await session.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead)));

        app.Time.Advance(TimeSpan.FromMinutes(6));
        var over = await session.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/notices") { Headers = { { Xinglin.Web.Quiet.Header, "1" } } });
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
        Assert.Equal("true", over.Headers.GetValues("HX-Refresh").Single());
        Assert.Equal(HttpStatusCode.NoContent, (await session.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_ends_the_streams(Engine engine)
    {
        await using var app = await People.App(engine);
        using var session = await SignedIn(app);
        await using var stream = await Listening.Open(session);

        await session.Submit("/", "/sign-out");

        await stream.Ended();
    }

    [Fact]
    public async Task The_worklist_shows_a_new_referral_and_an_open_one_says_that_it_was_overtaken()
    {
        var pair = await Referred.Pair(Engine.Sqlite);
        var patient = await Referred.Patient(pair.App, pair.Township, "钱大有");
        var up = await Referred.Submitted(pair, patient);
        await using var window = await Browser.Window(pair.App, pair.Receiver);
        var list = await window.NewPageAsync();
        await Listens(list, "/referrals");
        var open = await window.NewPageAsync();
        await Listens(open, $"/referrals/{up.Id}");
        Assert.False(await open.IsVisibleAsync("[data-watch]"));

        await Referred.Receiving(pair, pair.Receiver, desk => desk.AskForMore(up.Id, new ActWords(null, null, "请补充心电图")));
        var fresh = await Referred.Submitted(pair, patient);

        await open.WaitForSelectorAsync("[data-watch]:visible");
        await list.WaitForSelectorAsync($"#referral-rows >> text={fresh.Number}");

        // So soon after the last that the page is still quiet.
        var last = await Referred.Submitted(pair, patient);
        await list.WaitForSelectorAsync($"#referral-rows >> text={last.Number}");
    }

    [Theory, InlineData("no line"), InlineData("503")]
    public async Task A_worklist_that_could_not_be_fetched_stays_and_is_fetched_again(string fault)
    {
        var pair = await Referred.Pair(Engine.Sqlite);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var before = await Referred.Submitted(pair, patient);
        await using var window = await Browser.Window(pair.App, pair.Receiver);
        var list = await window.NewPageAsync();
        await Listens(list, "/referrals");
        var lost = new TaskCompletionSource();
        await list.RouteAsync(url => new Uri(url).AbsolutePath == "/referrals", async route =>
        {
            if (fault == "503") await route.FulfillAsync(new() { Status = 503, Body = "<p>busy</p>", ContentType = "text/html" });
            else await route.AbortAsync();
            lost.TrySetResult();
        });

        var fresh = await Referred.Submitted(pair, patient);
        await lost.Task;
        await list.UnrouteAllAsync();

        Assert.True(await list.IsVisibleAsync($"#referral-rows >> text={before.Number}"));
        await list.WaitForSelectorAsync($"#referral-rows >> text={fresh.Number}");
    }

    [Theory, EveryDatabase]
    public async Task Who_connects_again_is_told_what_changed_meanwhile(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        await Referred.Submitted(pair, patient);
        var place = await pair.App.As(CurrentUser.Visitor, services => services.GetRequiredService<AnnouncementLog>().End(CancellationToken.None));
        await Referred.Submitted(pair, patient);
        await pair.App.As(CurrentUser.Visitor, services => services.GetRequiredService<AnnouncementLog>().Place(CancellationToken.None));

        var client = pair.App.Client(pair.Receiver);
        client.DefaultRequestHeaders.Add("Last-Event-ID", place.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await using var again = await Listening.Open(client);
        await again.Until("event: referral");
    }

    /// <summary>Opens the page and waits until it hears of changes.</summary>
    private static Task Listens(IPage page, string address) =>
        page.RunAndWaitForResponseAsync(() => page.GotoAsync(address), response => response.Url.Contains("/live?", StringComparison.Ordinal));

    private static bool IsRenewed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("xinglin=", StringComparison.Ordinal));

    private static async Task<HttpClient> SignedIn(TestApp app)
    {
        await app.Person("watcher", (await app.Organization(), Role.ConsortiumOffice));
        var session = app.Client();
        await session.SignIn("watcher");
        return session;
    }

    /// <summary>A stream as a browser holds it.</summary>
    internal sealed class Listening(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

        public static Task<Listening> Open(TestApp app, CurrentUser user) => Open(app.Client(user));

        public static async Task<Listening> Open(HttpClient client)
        {
            var response = await client.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            var stream = new Listening(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
            await stream.Until(": open");
            return stream;
        }

        public async Task<string> Until(string wanted)
        {
            using var limit = new CancellationTokenSource(Limit);
            var heard = "";
            while (!heard.Contains(wanted, StringComparison.Ordinal))
                heard += await reader.ReadLineAsync(limit.Token) + "\n";
            return heard;
        }

        public async Task Ended()
        {
            using var limit = new CancellationTokenSource(Limit);
            try { while (await reader.ReadLineAsync(limit.Token) is not null) { } }
            catch (IOException) { /* The server closed in the middle of a chunk. */ }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
