using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

public class AgreementEndpointTests
{
    [Theory, EveryDatabase]
    public async Task A_search_finds_number_title_initials_and_party_and_counts_what_it_found(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member, other) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"), await Agreed.House(app, "镇卫生院"));
        var first = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var second = await Agreed.InForce(app, lead, other, Agreed.DecemberPlan);
        var number = (await app.As(lead.Office, services => services.GetRequiredService<AgreementStore>().Read(first))).Number;
        async Task<string> Found(AgreementFilter filter)
        {
            var (rows, total) = await app.As(lead.Office, services => services.GetRequiredService<AgreementList>().Find(filter));
            return $"{total}: {string.Join(' ', rows.Select(row => row.Id == first ? "first" : "second"))}";
        }

        Assert.Equal("1: first", await Found(new AgreementFilter(number.ToLowerInvariant())));
        Assert.Equal("1: second", await Found(new AgreementFilter($" {other.Name} ")));
        Assert.Equal("2: second first", await Found(new AgreementFilter("合作协议")));
        Assert.Equal("2: second first", await Found(new AgreementFilter("YLTHZXY")));
        Assert.Equal("2: first", await Found(new AgreementFilter("合作", Page: 2, Size: 1)));
        Assert.Equal("2: second", await Found(new AgreementFilter(Size: 1)));
        Assert.Equal("0: ", await Found(new AgreementFilter("合作", AgreementState.Draft)));
        Assert.Equal("0: ", await Found(new AgreementFilter("100%_")));
    }

    [Theory, EveryDatabase]
    public async Task An_agreement_is_read_with_its_version_as_ETag_and_not_by_others(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var stranger = await Agreed.House(app, "邻县医院");

        var response = await app.Client(member.Office).GetAsync($"/api/agreements/{id}");
        var agreement = (await response.Content.ReadFromJsonAsync<AgreementResponse>())!;

        Assert.Equal($"\"{agreement.Version}\"", response.Headers.ETag!.Tag);
        Assert.Equal(("in-force", Agreed.SealedOn, new DateOnly(2028, 2, 29)), (agreement.State, agreement.EffectiveFrom, agreement.LastDay));
        Assert.Equal([("甲方", "lead", "scan"), ("乙方", "member", "scan")], agreement.Parties.Select(party => (party.Label, party.Role, party.Seal!)));
        foreach (var path in (string[])["", "/actions", "/document"])
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client(stranger.Office).GetAsync($"/api/agreements/{id}{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(member.Person(Role.SystemAdministrator)).GetAsync($"/api/agreements/{id}")).StatusCode);

        var again = new HttpRequestMessage(HttpMethod.Get, $"/api/agreements/{id}");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await app.Client(member.Office).SendAsync(again)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_list_holds_ones_own_agreements_by_state_and_words_in_pages(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var other = await Agreed.House(app, "镇卫生院");
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        await Agreed.InForce(app, lead, other, Agreed.DecemberPlan);
        await app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>().Blank("远程会诊协议", ConsortiumForm.TelemedicineNetwork));

        async Task<AgreementListResponse> List(House house, string query) =>
            (await app.Client(house.Office).GetFromJsonAsync<AgreementListResponse>($"/api/agreements{query}"))!;

        Assert.Equal(3, (await List(lead, "")).Total);
        Assert.Equal(1, (await List(member, "")).Total);
        Assert.Equal("远程会诊协议", Assert.Single((await List(lead, "?state=draft")).Items).Title);
        Assert.Contains(Assert.Single((await List(lead, $"?q={Uri.EscapeDataString(other.Name)}")).Items).Parties, party => party.OrganizationId == other.Id);
        var second = await List(lead, "?size=2&page=2");
        Assert.Equal((3, 1), (second.Total, second.Items.Count));
        foreach (var wrong in (string[])["?state=sleeping", "?page=0", "?size=1000"])
            Assert.Equal(HttpStatusCode.BadRequest, (await app.Client(lead.Office).GetAsync($"/api/agreements{wrong}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task An_agreement_is_taken_from_draft_to_its_seals_over_the_API(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var first = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        var (_, amendment) = await Act(app, lead.Office, first, "amend");
        var id = amendment!.Id;
        await Act(app, lead.Office, id, "circulate");
        await Act(app, lead.Office, id, "agree");
        await Act(app, member.Office, id, "agree");
        var document = (await app.Client(member.Office).GetFromJsonAsync<AgreementDocumentResponse>($"/api/agreements/{id}/document"))!;
        var (forged, _) = await Act(app, member.Director, id, "seal", new(DocumentHash: new string('0', 64)));
        await Act(app, member.Director, id, "seal", new(DocumentHash: document.Hash));
        var (sealing, sealedAgreement) = await Act(app, lead.Director, id, "seal", new(DocumentHash: document.Hash));

        Assert.True(document.Closed);
        Assert.Contains(Agreed.DecemberPlan.Text, document.Text);
        Assert.Equal(HttpStatusCode.Conflict, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, sealing.StatusCode);
        Assert.Equal(("in-force", "system-confirmation", 2), (sealedAgreement!.State, sealedAgreement.Parties[0].Seal, sealedAgreement.VersionNumber));
        var (noticed, withNotice) = await Act(app, member.Office, id, "give-notice", new("机构调整"));
        Assert.Equal(HttpStatusCode.OK, noticed.StatusCode);
        Assert.Equal(app.Time.Today(), withNotice!.NoticeGivenOn);
        Assert.Equal(HttpStatusCode.OK, (await Act(app, member.Office, id, "withdraw-notice")).Response.StatusCode);
        Assert.Equal("in-force", (await Act(app, member.Director, id, "terminate", new("协商一致"))).Agreement!.State);
        var ended = (await Act(app, lead.Director, id, "terminate", new("同意"))).Agreement!;
        Assert.Equal(("in-force", app.Time.Today(), "协商一致"), (ended.State, ended.LastDay, ended.EndReason));
    }

    [Theory, EveryDatabase]
    public async Task The_period_that_a_renewal_proposes_is_confirmed_over_the_API_before_it_is_sent(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var (_, renewal) = await Act(app, lead.Office, await Agreed.InForce(app, lead, member, Agreed.DecemberPlan), "renew");
        async Task<HttpResponseMessage> Confirm(CurrentUser user, string? ifMatch)
        {
            var message = new HttpRequestMessage(HttpMethod.Post, $"/api/agreements/{renewal!.Id}/facts/confirm");
            if (ifMatch is not null) message.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
            return await app.Client(user).SendAsync(message);
        }

        Assert.Equal(["期限、份数与依据"], renewal!.Unconfirmed);
        Assert.Equal(HttpStatusCode.Conflict, (await Act(app, lead.Office, renewal.Id, "circulate")).Response.StatusCode);
        var tag = $"\"{renewal.Version}\"";
        foreach (var (user, ifMatch, status) in new (CurrentUser, string?, HttpStatusCode)[]
                 {
                     (lead.Office, null, HttpStatusCode.PreconditionRequired), (lead.Office, "\"99\"", HttpStatusCode.Conflict),
                     (lead.Person(Role.Physician), tag, HttpStatusCode.Forbidden), (member.Office, tag, HttpStatusCode.NotFound)
                 })
            Assert.Equal(status, (await Confirm(user, ifMatch)).StatusCode);

        Assert.Empty((await (await Confirm(lead.Office, tag)).Content.ReadFromJsonAsync<AgreementResponse>())!.Unconfirmed);
        Assert.Equal("circulated", (await Act(app, lead.Office, renewal.Id, "circulate")).Agreement!.State);
    }

    [Theory, EveryDatabase]
    public async Task What_may_be_done_now_is_listed_with_the_reason_where_it_may_not(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var draft = await app.As(lead.Office, services => services.GetRequiredService<DraftingDesk>().Blank("合作协议", ConsortiumForm.CooperationAgreement));
        var inForce = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        async Task<Dictionary<string, AgreementActionResponse>> Offers(CurrentUser user, Guid id) =>
            (await app.Client(user).GetFromJsonAsync<List<AgreementActionResponse>>($"/api/agreements/{id}/actions"))!.ToDictionary(offer => offer.Act);

        var ofDraft = await Offers(lead.Office, draft.Id);
        Assert.False(ofDraft["circulate"].Allowed);
        Assert.Contains("签约方不足两方", ofDraft["circulate"].WhyNot);
        Assert.True(ofDraft["withdraw"].Allowed);
        Assert.True((await Offers(member.Office, inForce))["renew"].Allowed);
        var ofPhysician = await Offers(member.Person(Role.Physician), inForce);
        Assert.All(ofPhysician.Values, offer => Assert.False(offer.Allowed));
        Assert.Contains("医联体办公室", ofPhysician["amend"].WhyNot);
    }

    [Theory, EveryDatabase]
    public async Task An_act_needs_the_version_that_was_seen_the_right_person_and_a_state_that_knows_it(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var address = $"/api/agreements/{id}/actions/";

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await app.Client(member.Office).PostAsync(address + "withdraw-notice", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Act(app, member.Office, id, "give-notice", new("机构调整"), "\"1\"")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Act(app, member.Person(Role.Physician), id, "give-notice", new("机构调整"))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Act(app, member.Office, id, "agree")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Act(app, member.Office, id, "celebrate")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Act(app, member.Office, id, "give-notice", new())).Response.StatusCode);

        var refusal = await (await Act(app, member.Office, id, "agree")).Response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("agreement.act-not-possible", refusal.GetProperty("code").GetString());
    }

    [Theory, EveryDatabase]
    public async Task Who_sends_a_text_back_no_longer_sees_the_draft(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var first = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var id = (await Act(app, lead.Office, first, "amend")).Agreement!.Id;
        await Act(app, lead.Office, id, "circulate");

        var (response, _) = await Act(app, member.Office, id, "return-for-change", new("期限需商议"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(member.Office).GetAsync($"/api/agreements/{id}")).StatusCode);
    }

    private static async Task<(TestApp App, House Lead, House Member)> Houses(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        return (app, await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
    }

    /// <summary>Acts on the version that is there now, or on the one given.</summary>
    private static async Task<(HttpResponseMessage Response, AgreementResponse? Agreement)> Act(
        TestApp app, CurrentUser user, Guid id, string act, AgreementActRequest? request = null, string? ifMatch = null)
    {
        var client = app.Client(user);
        ifMatch ??= (await client.GetAsync($"/api/agreements/{id}")).Headers.ETag!.Tag;
        var message = new HttpRequestMessage(HttpMethod.Post, $"/api/agreements/{id}/actions/{act}") { Content = JsonContent.Create(request ?? new()) };
        message.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        var response = await client.SendAsync(message);
        return (response, response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NoContent ? await response.Content.ReadFromJsonAsync<AgreementResponse>() : null);
    }
}
