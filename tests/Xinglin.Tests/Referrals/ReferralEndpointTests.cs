using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public class ReferralEndpointTests
{
    internal static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    [Theory, EveryDatabase]
    public async Task A_hospital_system_refers_and_answers_over_the_api(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var (sender, receiver) = (pair.App.Client(pair.Sender), pair.App.Client(pair.Receiver));

        var created = await sender.PostAsJsonAsync("/api/referrals", Referred.Draft(patient, pair.Hospital), Words);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (await Json(created)).GetProperty("id").GetGuid();
        var submitted = await Act(sender, id, "submit", created.Headers.ETag!.Tag, new { consent = new { signedBy = "王小明", relation = "本人", informed = true } });
        Assert.Equal("submitted", (await Json(submitted)).GetProperty("state").GetString());

        var actions = (await Json(await receiver.GetAsync($"/api/referrals/{id}/actions"))).EnumerateArray().ToList();
        Assert.Contains(actions, action => action.GetProperty("act").GetString() == "accept" && action.GetProperty("allowed").GetBoolean());
        var cancel = actions.Single(action => action.GetProperty("act").GetString() == "cancel");
        Assert.False(cancel.GetProperty("allowed").GetBoolean());
        Assert.Contains("转出方", cancel.GetProperty("whyNot").GetString());
        Assert.Contains("协议", cancel.GetProperty("citation").GetProperty("source").GetString());
        var complete = actions.Single(action => action.GetProperty("act").GetString() == "complete");
        Assert.Contains("目前“待接收方受理”", complete.GetProperty("whyNot").GetString());

        var arrangement = new { arrangement = new { at = pair.App.Time.GetUtcNow().AddHours(20), department = "心内科", place = "3 层", contact = "张护士长", phone = "0538-7654321" } };
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Act(receiver, id, "accept", null, arrangement)).StatusCode);
        var accepted = await Act(receiver, id, "accept", submitted.Headers.ETag!.Tag, arrangement);
        Assert.Equal("accepted", (await Json(accepted)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await Act(receiver, id, "accept", submitted.Headers.ETag!.Tag, arrangement)).StatusCode);

        var content = await Json(await receiver.GetAsync($"/api/referrals/{id}/content"));
        Assert.Contains("胸闷", content.GetProperty("request").GetProperty("presentIllness").GetString());
        var history = (await Json(await sender.GetAsync($"/api/referrals/{id}/history"))).EnumerateArray().Select(line => line.GetProperty("act").GetString());
        Assert.Equal(["submit", "accept"], history);
    }

    [Theory, EveryDatabase]
    public async Task What_belongs_to_others_reads_as_not_there(Engine engine)
    {
        var (mine, theirs) = (await Referred.Pair(engine), await Referred.Pair(engine));
        var up = await Referred.Submitted(mine, await Referred.Patient(mine.App, mine.Township));
        var stranger = theirs.App.Client(theirs.Receiver);
        foreach (var path in (string[])["", "/content", "/history", "/actions"])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/referrals/{up.Id}{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Act(stranger, up.Id, "claim", "\"1\"", new { })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Handing_in_without_a_clause_in_force_is_foreseen_with_the_clause_that_ended(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var patient = await Referred.Patient(app, pair.Township);
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        var client = app.Client(pair.Sender);
        Assert.True(await Submit(client, draft.Id, action => action.GetProperty("allowed").GetBoolean()));

        app.Time.Advance(TimeSpan.FromDays(4000));
        var refused = await Submit(client, draft.Id, action => action);
        Assert.False(refused.GetProperty("allowed").GetBoolean());
        Assert.Contains("第", refused.GetProperty("citation").GetProperty("source").GetString());
        Assert.NotNull(refused.GetProperty("remedy").GetString());
    }

    private static async Task<T> Submit<T>(HttpClient client, Guid id, Func<JsonElement, T> read) =>
        read((await Json(await client.GetAsync($"/api/referrals/{id}/actions"))).EnumerateArray().Single(action => action.GetProperty("act").GetString() == "submit"));

    [Theory, EveryDatabase]
    public async Task Unknown_words_and_acts_are_named(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var client = pair.App.Client(pair.Receiver);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/referrals?view=nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Act(client, up.Id, "teleport", "\"2\"", new { })).StatusCode);
        var refusal = await Json(await Act(client, up.Id, "refuse", $"\"{up.Version}\"", new { }));
        Assert.Equal("referral.reason-missing", refusal.GetProperty("code").GetString());
    }

    private static Task<HttpResponseMessage> Act(HttpClient client, Guid id, string act, string? tag, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/referrals/{id}/actions/{act}") { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return client.SendAsync(request);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();
}
