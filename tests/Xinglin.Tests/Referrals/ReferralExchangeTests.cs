using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>What a hospital's system does over the API beside the acts.</summary>
public class ReferralExchangeTests
{
    private static readonly ActWords Now = new(null);
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory, EveryDatabase]
    public async Task A_draft_is_written_anew_under_the_version_that_was_read(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var draft = Referred.Draft(patient, pair.Hospital);
        var written = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(draft));
        var (sender, address) = (pair.App.Client(pair.Sender), $"/api/referrals/{written.Id}");
        var anew = draft with { Request = draft.Request with { Examination = "冠脉 CTA" } };

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Put(sender, address, anew, null)).StatusCode);
        var kept = await Put(sender, address, anew, $"\"{written.Version}\"");
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal("冠脉 CTA", (await Json(await sender.GetAsync($"{address}/content"))).GetProperty("request").GetProperty("examination").GetString());
        Assert.Equal("overtaken", (await Json(await Put(sender, address, anew, $"\"{written.Version - 1}\""))).GetProperty("code").GetString());
        var other = anew with { PatientId = await Referred.Patient(pair.App, pair.Township) };
        Assert.Equal("referral.patient-fixed", (await Json(await Put(sender, address, other, kept.Headers.ETag!.Tag))).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Put(pair.App.Client(pair.Receiver), address, anew, kept.Headers.ETag.Tag)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Words_and_files_reach_the_other_side_and_what_is_no_paper_is_refused(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var (sender, receiver, address) = (pair.App.Client(pair.Sender), pair.App.Client(pair.Receiver), $"/api/referrals/{up.Id}");

        Assert.Equal(HttpStatusCode.NoContent, (await sender.PostAsJsonAsync($"{address}/messages", new { text = "心电图已上传" })).StatusCode);
        Assert.Equal("message.empty", (await Json(await sender.PostAsJsonAsync($"{address}/messages", new { text = " " }))).GetProperty("code").GetString());
        Assert.Equal("心电图已上传", (await Json(await receiver.GetAsync($"{address}/messages")))[0].GetProperty("text").GetString());

        var key = Guid.NewGuid().ToString();
        var created = await Upload(sender, address, "心电图.png", Png, key);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.True((await Upload(sender, address, "心电图.png", Png, key)).Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("file.kind", (await Json(await Upload(sender, address, "心电图.pdf", "MZ no paper"u8.ToArray(), null))).GetProperty("code").GetString());
        Assert.Equal("file.missing", (await Json(await sender.PostAsync($"{address}/attachments", new MultipartFormDataContent { { new StringContent("心电图"), "title" } }))).GetProperty("code").GetString());
        Assert.Equal("静息心电图", Assert.Single((await Json(await receiver.GetAsync($"{address}/attachments"))).EnumerateArray()).GetProperty("title").GetString());
        Assert.Equal(Png, await receiver.GetByteArrayAsync(created.Headers.Location));

        var stranger = pair.App.Client((await Referred.Pair(engine)).Receiver);
        foreach (var path in (string[])["/messages", "/attachments", "/follow-ups"]) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address + path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(created.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Upload(stranger, address, "心电图.png", Png, null)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_patient_who_came_home_is_checked_followed_up_and_sent_up_again(Engine engine)
    {
        var (pair, up) = await HomewardTests.InCare(engine);
        var home = await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(up.Id, Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));
        var (township, address) = (pair.App.Client(pair.Sender), $"/api/referrals/{home.Id}");

        var check = new { available = new bool?[] { true } };
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Post(township, $"{address}/pharmacy-check", check, null)).StatusCode);
        Assert.True((await Json(await Post(township, $"{address}/pharmacy-check", check, await Tag(township, address))))[0].GetProperty("availableBelow").GetBoolean());
        Assert.Equal("referral.again-not-now", (await Json(await Post(township, $"{address}/again", new { }, null))).GetProperty("code").GetString());

        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Accept(home.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Arrive(home.Id, Now));
        var planned = Assert.Single((await Json(await township.GetAsync($"{address}/follow-ups"))).EnumerateArray());
        Assert.Equal("planned", planned.GetProperty("result").GetString());
        var done = new { followUpId = planned.GetProperty("id").GetGuid(), result = "worse", means = "电话", text = "胸痛再发" };
        Assert.Equal(HttpStatusCode.OK, (await Post(township, $"{address}/actions/record-follow-up", done, await Tag(township, address))).StatusCode);
        Assert.Contains("胸痛再发", (await township.GetStringAsync($"{address}/follow-ups")));

        Assert.Equal("referral.again-not-now", (await Json(await Post(pair.App.Client(pair.Doctor), $"{address}/again", new { }, null))).GetProperty("code").GetString());
        var again = await Post(township, $"{address}/again", new { }, null);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        var drafted = await Json(again);
        Assert.Equal((home.Id, "up"), (drafted.GetProperty("previousId").GetGuid(), drafted.GetProperty("direction").GetString()));
    }

    [Theory, EveryDatabase]
    public async Task A_new_referral_goes_on_from_one_of_the_same_patient_who_has_arrived_there(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var up = await Referred.Submitted(pair, patient);
        var sender = pair.App.Client(pair.Sender);
        var draft = Referred.Draft(patient, pair.Hospital) with { PreviousId = up.Id };
        Assert.Equal("referral.previous-under-way", (await Json(await Create(sender, draft))).GetProperty("code").GetString());

        await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "满床")));
        await Referred.Sending(pair, pair.Sender, desk => desk.Cancel(up.Id, new ActWords(null, "CX02")));
        Assert.Equal(up.Id, (await Json(await Create(sender, draft))).GetProperty("previousId").GetGuid());
        var other = draft with { PatientId = await Referred.Patient(pair.App, pair.Township) };
        Assert.Equal("referral.previous-of-another", (await Json(await Create(sender, other))).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Create(sender, draft with { PreviousId = Guid.NewGuid() })).StatusCode);
    }

    private static Task<HttpResponseMessage> Create(HttpClient client, ReferralDraft draft) => client.PostAsJsonAsync("/api/referrals", draft, ReferralEndpointTests.Words);

    private static Task<HttpResponseMessage> Put(HttpClient client, string address, ReferralDraft draft, string? tag) =>
        Send(client, new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(draft, options: ReferralEndpointTests.Words) }, tag);

    private static Task<HttpResponseMessage> Post(HttpClient client, string address, object body, string? tag) =>
        Send(client, new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) }, tag);

    private static Task<HttpResponseMessage> Send(HttpClient client, HttpRequestMessage request, string? tag)
    {
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return client.SendAsync(request);
    }

    private static async Task<string> Tag(HttpClient client, string address) => (await client.GetAsync(address)).Headers.ETag!.Tag;

    private static Task<HttpResponseMessage> Upload(HttpClient client, string address, string name, byte[] file, string? key)
    {
        // With a boundary of its own each time it would be another request.
        var content = new MultipartFormDataContent("xinglin") { { new StringContent("静息心电图"), "title" }, { new ByteArrayContent(file), "file", name } };
        var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/attachments") { Content = content };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();
}
