using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Idempotency;
using Xinglin.Referrals;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class IdempotencyTests
{
    [Theory, EveryDatabase]
    public async Task The_same_request_under_the_same_key_is_done_once_and_answered_alike(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (patient, key) = (await Referred.Patient(pair.App, pair.Township), Guid.NewGuid().ToString());
        var sender = pair.Sender;
        var client = pair.App.Client(sender);

        var first = await Create(client, key, Referred.Draft(patient, pair.Hospital));
        var second = await Create(client, key, Referred.Draft(patient, pair.Hospital));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal((first.Headers.ETag, first.Headers.Location, first.Content.Headers.ContentType), (second.Headers.ETag, second.Headers.Location, second.Content.Headers.ContentType));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await Drafts(pair, patient));
        Assert.Equal(1, await pair.App.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .CountAsync(entry => entry.Action == "referral.drafted" && entry.UserId == sender.UserId)));
    }

    [Theory, EveryDatabase]
    public async Task The_same_key_for_something_else_is_refused_and_another_user_may_have_it(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (patient, key) = (await Referred.Patient(pair.App, pair.Township), Guid.NewGuid().ToString());
        var client = pair.App.Client(pair.Sender);
        await Create(client, key, Referred.Draft(patient, pair.Hospital));

        var other = await Create(client, key, Referred.Draft(patient, pair.Hospital, ReferralUrgency.Emergency));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("api.idempotency-key-reused", (await Json(other)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Created, (await Create(pair.App.Client(pair.SenderOffice), key, Referred.Draft(patient, pair.Hospital))).StatusCode);
        Assert.Equal(2, await Drafts(pair, patient));
    }

    [Theory, EveryDatabase]
    public async Task Of_many_at_the_same_moment_one_does_it_and_all_read_its_answer(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (patient, key) = (await Referred.Patient(pair.App, pair.Township), Guid.NewGuid().ToString());
        var user = pair.Sender;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Create(pair.App.Client(user), key, Referred.Draft(patient, pair.Hospital))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Single(answers, answer => !answer.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await Drafts(pair, patient));
    }

    [Theory, EveryDatabase]
    public async Task A_refusal_has_done_nothing_and_leaves_the_key_free(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var client = pair.App.Client(pair.Receiver);
        var key = Guid.NewGuid().ToString();

        Assert.Equal(HttpStatusCode.BadRequest, (await Act(client, up, "refuse", key, new { })).StatusCode);
        var refused = await Act(client, up, "refuse", key, new { reasonCode = "RF01" });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var again = await Act(client, up, "refuse", key, new { reasonCode = "RF01" });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("refused", (await Json(again)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await Act(client, up, "refuse", Guid.NewGuid().ToString(), new { reasonCode = "RF01" })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_patient_is_sent_home_once_within_the_one_transaction(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, new ActWords(null), Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, new ActWords(null)));
        var inCare = await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(up.Id, new ActWords(null)));
        var (client, key) = (pair.App.Client(pair.Doctor), Guid.NewGuid().ToString());
        var body = new { reasons = new[] { "DN01" }, outcome = Referred.Plan(), phone = "0538-1234567", consent = Referred.Consent };

        var home = await Act(client, inCare, "send-back", key, body);
        var again = await Act(client, inCare, "send-back", key, body);

        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.Equal(await home.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(2, await Drafts(pair, up.PatientId));
    }

    [Theory, EveryDatabase]
    public async Task Kept_answers_are_sealed_and_forgotten_after_their_time(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var (patient, key) = (await Referred.Patient(app, pair.Township, "赵小满"), Guid.NewGuid().ToString());
        await Create(app.Client(pair.Sender), key, Referred.Draft(patient, pair.Hospital));

        var kept = await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<KeptAnswer>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain("赵小满", kept.Body);
        app.Time.Advance(TimeSpan.FromHours(25));
        await app.As(CurrentUser.Program("测试"), services => services.GetServices<IRecurringJob>().OfType<ForgetAnswers>().Single().Run(services, CancellationToken.None));
        Assert.False(await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<KeptAnswer>().AnyAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_form_that_is_sent_twice_makes_one_referral(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var client = pair.App.Client(pair.Sender);
        var address = $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up";
        var page = await client.Page(address);
        (string, string)[] typed = [.. ReferralPageTests.Typed("活动后胸闷三天"), ("decision", "submit")];

        var twice = await Task.WhenAll(client.Submit(page, address, "referral", typed), client.Submit(page, address, "referral", typed));

        Assert.Single(twice.Select(answer => answer.RedirectsTo()).Distinct());
        Assert.Equal(1, await Drafts(pair, patient));
        var changed = await client.Submit(page, address, "referral", [.. ReferralPageTests.Typed("又改了"), ("decision", "submit")]);
        Assert.Equal(HttpStatusCode.Conflict, changed.StatusCode);
        Assert.Contains("已经提交过", (await changed.Document()).Body!.TextContent);
        Assert.Equal(1, await Drafts(pair, patient));
    }

    [Theory, EveryDatabase]
    public async Task An_act_on_the_page_that_is_sent_twice_is_no_conflict(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var receiver = pair.App.Client(pair.Receiver);
        var page = await receiver.Page($"/referrals/{up.Id}");

        foreach (var _ in new[] { 1, 2 })
            Assert.Equal($"/referrals/{up.Id}", (await receiver.Submit(page, $"/referrals/{up.Id}", "act-claim")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task A_key_that_cannot_be_one_is_named(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        foreach (var key in new[] { new string('k', 101), "\"\"", "a b" })
            Assert.Equal(HttpStatusCode.BadRequest, (await Create(pair.App.Client(pair.Sender), key, Referred.Draft(Guid.NewGuid(), pair.Hospital))).StatusCode);
    }

    private static Task<int> Drafts(Pair pair, Guid patient) => pair.App.As(CurrentUser.Visitor, services =>
        services.GetRequiredService<XinglinDb>().Set<Referral>().CountAsync(referral => referral.PatientId == patient));

    private static Task<HttpResponseMessage> Create(HttpClient client, string key, ReferralDraft draft)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals") { Content = JsonContent.Create(draft, options: ReferralEndpointTests.Words) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Act(HttpClient client, Referral referral, string act, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/referrals/{referral.Id}/actions/{act}") { Content = JsonContent.Create(body, options: ReferralEndpointTests.Words) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{referral.Version}\"");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();
}
