using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Where a referral comes from: the visit at the sender, and the licence of who refers as the directory has it.</summary>
public class ReferralSourceTests
{
    private const string Licence = "110370982000123";

    [Theory, EveryDatabase]
    public async Task The_visit_and_the_licence_are_read_by_the_receiver_and_stand_on_the_paper(Engine engine)
    {
        var (pair, patient, sender) = await Begun(engine);
        await Employ(pair, sender.Name, Licence);
        var client = pair.App.Client(sender);
        var address = $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up";
        Assert.Contains($"执业证书编码 {Licence}", (await client.Page(address)).Body!.TextContent);
        var up = (await client.Submit(address, "referral", [.. ReferralPageTests.Typed("胸闷三天"), ("Form.SourceVisit", nameof(SourceVisit.FamilyDoctor)), ("decision", "submit")])).RedirectsTo();

        var receiver = pair.App.Client(pair.Receiver);
        foreach (var page in new[] { await receiver.Page(up), await receiver.Page($"{up}/print") })
            foreach (var words in (string[])["家庭医生签约服务", Licence])
                Assert.Contains(words, page.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Over_the_api_the_visit_is_given_and_the_licence_is_never_taken_from_the_caller(Engine engine)
    {
        var (pair, patient, sender) = await Begun(engine);
        var draft = Referred.Draft(patient, pair.Hospital);
        draft = draft with { Request = draft.Request with { SourceVisit = SourceVisit.Inpatient, PhysicianLicence = "999999999999999" } };
        var client = pair.App.Client(sender);
        async Task<JsonElement> Sent(HttpResponseMessage answer)
        {
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
            return (await client.GetFromJsonAsync<JsonElement>($"/api/referrals/{id}/content")).GetProperty("request");
        }

        var unknown = await Sent(await client.PostAsJsonAsync("/api/referrals", draft, ReferralEndpointTests.Words));
        Assert.Equal("inpatient", unknown.GetProperty("sourceVisit").GetString());
        Assert.True(!unknown.TryGetProperty("physicianLicence", out var none) || none.ValueKind == JsonValueKind.Null);

        await Employ(pair, sender.Name, Licence);
        Assert.Equal(Licence, (await Sent(await client.PostAsJsonAsync("/api/referrals", draft, ReferralEndpointTests.Words))).GetProperty("physicianLicence").GetString());
    }

    [Theory, EveryDatabase]
    public async Task Of_two_physicians_of_one_name_neither_licence_is_taken_and_others_houses_do_not_count(Engine engine)
    {
        var (pair, _, sender) = await Begun(engine);
        Task<string?> Found(House house) => pair.App.As(sender, services => services.GetRequiredService<IStaffLicences>().OfPhysician(house.Id, sender.Name));
        await Employ(pair, sender.Name, Licence);
        Assert.Equal(Licence, await Found(pair.Township));
        Assert.Null(await Found(pair.Hospital));
        await Employ(pair, sender.Name, "110370982000124");
        Assert.Null(await Found(pair.Township));
    }

    [Theory, EveryDatabase]
    public async Task The_way_home_tells_the_visit_that_ended_there_and_not_the_one_before(Engine engine)
    {
        var (pair, patient, sender) = await Begun(engine);
        var draft = Referred.Draft(patient, pair.Hospital);
        var up = await Referred.Sending(pair, sender, async desk => await desk.Submit((await desk.Draft(draft with { Request = draft.Request with { SourceVisit = SourceVisit.FamilyDoctor } })).Id, new ActWords(null), Referred.Consent));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, new ActWords(null), Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, new ActWords(null)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Admit(up.Id, new ActWords(null)));
        var home = (await pair.App.Client(pair.Doctor).Submit($"/referrals/{up.Id}/outcome?home=true", "outcome", ("Form.Reasons", "DN01"), ("Form.FromPhone", "0538-1111111"), ("Form.SourceVisit", nameof(SourceVisit.Inpatient)),
            ("Form.Outcome.Course", "抗血小板治疗，症状缓解。"), ("Form.Outcome.Plan", "规律服药。"), ("Form.Outcome.WarningSigns", "胸痛不缓解。"), ("Form.Outcome.GuidingPhone", "0538-1234567"),
            ("Form.SignedBy", "王小明"), ("Form.Relation", "本人"), ("Form.Informed", "true"))).RedirectsTo();
        var page = (await pair.App.Client(sender).Page(home)).Body!.TextContent;
        Assert.Matches(@"来源就诊\s*住院", page);
        Assert.DoesNotContain("家庭医生签约服务", page);
    }

    private static Task Employ(Pair pair, string name, string licence) => pair.App.As(pair.Township.Office, services =>
        services.GetRequiredService<StaffDesk>().Add(pair.Township.Id, new StaffFacts(name, Sex.Female, ProfessionalTitle.ChiefPhysician, LicenceKind.Physician, licence, null), false));

    private static async Task<(Pair, Guid Patient, CurrentUser Sender)> Begun(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        return (pair, await Referred.Patient(pair.App, pair.Township), pair.Sender);
    }
}
