using Microsoft.Extensions.DependencyInjection;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>What the house below learns of a patient who comes home.</summary>
public class HomewardTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task Allergy_isolation_and_transport_that_came_up_go_home_by_the_page_and_on_paper(Engine engine)
    {
        var (pair, up) = await InCare(engine);
        var doctor = pair.App.Client(pair.Doctor);
        var address = $"/referrals/{up.Id}/outcome?home=true";
        var form = await doctor.Page(address);
        Assert.Equal("青霉素过敏", form.QuerySelector("input[name='Form.Allergies']")!.GetAttribute("value"));
        Assert.True(form.QuerySelector("input[name='Form.Infectious']")!.HasAttribute("checked"));

        var home = (await doctor.Submit(form, address, "outcome", [.. Typed, ("Form.Isolation", "接触隔离至痰培养阴性"), ("Form.Outcome.DischargeSummary", "入院第 9 天出院，切口愈合好"), ("decision", "document")])).RedirectsTo();
        var township = pair.App.Client(pair.SenderOffice);
        foreach (var page in new[] { await township.Page(home), await township.Page($"{home}/print") })
            foreach (var word in (string[])["青霉素过敏", "接触隔离至痰培养阴性", "救护车、吸氧", "卧位转运", "入院第 9 天出院"])
                Assert.Contains(word, page.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_came_up_goes_home_also_where_nobody_says_it_again_and_up_once_more(Engine engine)
    {
        var (pair, up) = await InCare(engine);
        var home = await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(up.Id, Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));
        var request = await Request(pair, home);
        Assert.Equal(("青霉素过敏", true, "接触隔离"), (request.Allergies, request.Infectious, request.Isolation));
        Assert.Null(request.PresentIllness);

        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Accept(home.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Arrive(home.Id, Now));
        var again = await Request(pair, await Referred.Sending(pair, pair.Sender, desk => desk.Again(home.Id)));
        Assert.Equal(("青霉素过敏", true, "接触隔离"), (again.Allergies, again.Infectious, again.Isolation));
    }

    [Theory, EveryDatabase]
    public async Task A_diagnosis_of_TCM_goes_home_with_disease_and_pattern_together(Engine engine)
    {
        var (pair, up) = await InCare(engine);
        var doctor = pair.App.Client(pair.Doctor);
        var address = $"/referrals/{up.Id}/outcome?home=true";
        (string, string)[] half = [.. Typed, ("Form.Outcome.TcmDisease", "A07.03.12 胸痹"), ("decision", "document")];
        var refused = await (await doctor.Submit(address, "outcome", half)).Document();
        Assert.Contains("中医诊断请同时写病名和证候", refused.Body!.TextContent);
        Assert.Equal("A07.03.12 胸痹", refused.QuerySelector("input[name='Form.Outcome.TcmDisease']")!.GetAttribute("value"));

        var home = (await doctor.Submit(refused, address, "outcome", [.. half, ("Form.Outcome.TcmPattern", "心血瘀阻证")])).RedirectsTo();
        var print = await pair.App.Client(pair.SenderOffice).Page($"{home}/print");
        Assert.Contains("胸痹（A07.03.12）；心血瘀阻证", print.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_code_of_TCM_that_came_over_the_api_outlives_an_edit_on_the_page(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Hospital);
        var plan = Referred.Plan() with { Diagnoses = [.. Referred.Plan().Diagnoses, new Diagnosis("tcm-disease", "A07.03.12", "胸痹"), new Diagnosis("tcm-pattern", "B04.02.01", "心血瘀阻证")] };
        var draft = await Referred.Sending(pair, pair.Doctor, desk => desk.Draft(Referred.Draft(patient, pair.Township, direction: ReferralDirection.Down) with { Outcome = plan }));
        await pair.App.Client(pair.Doctor).Submit($"/referrals/{draft.Id}/edit", "referral", ("decision", "keep"));

        var kept = await pair.App.As(pair.Doctor, async services =>
        {
            var store = services.GetRequiredService<ReferralStore>();
            return (Request: await store.Document<ReferralRequest>(draft.Id, ReferralDocumentKind.Request), Outcome: await store.Document<ReferralOutcome>(draft.Id, ReferralDocumentKind.Outcome));
        });
        Assert.Equal(plan.Diagnoses, kept.Outcome!.Diagnoses);
        Assert.Equal(plan.Diagnoses, kept.Request!.Diagnoses);
    }

    internal static (string Name, string Value)[] Typed =>
    [
        ("Form.Reasons", "DN01"), ("Form.FromPhone", "0538-1111111"), ("Form.Outcome.Course", "抗感染治疗，症状缓解。"), ("Form.Outcome.Plan", "规律服药。"),
        ("Form.Outcome.WarningSigns", "发热、气促。"), ("Form.Outcome.GuidingPhone", "0538-1234567"), ("Form.SignedBy", "王小明"), ("Form.Relation", "本人"), ("Form.Informed", "true")
    ];

    internal static async Task<(Pair Pair, Referral Up)> InCare(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var draft = Referred.Draft(await Referred.Patient(pair.App, pair.Township), pair.Hospital);
        var known = draft.Request with
        {
            Allergies = "青霉素过敏",
            Infectious = true,
            Isolation = "接触隔离",
            Transport = new TransportNeeds(Ambulance: true, Escort: false, Oxygen: true, Monitoring: false, Stretcher: false),
            Precautions = "卧位转运"
        };
        var up = await Referred.Sending(pair, pair.Sender, async desk => await desk.Submit((await desk.Draft(draft with { Request = known })).Id, Now, Referred.Consent));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, Now));
        return (pair, await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(up.Id, Now)));
    }

    private static async Task<ReferralRequest> Request(Pair pair, Referral referral) =>
        (await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().Document<ReferralRequest>(referral.Id, ReferralDocumentKind.Request)))!;
}
