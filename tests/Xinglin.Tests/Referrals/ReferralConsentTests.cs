using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Referrals;
using Xinglin.Results.Contract;
using Xinglin.Tests.Results;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>The consent that is recorded together with a referral.</summary>
public class ReferralConsentTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory, EveryDatabase]
    public async Task Whoever_signs_must_have_been_told_before(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        var client = pair.App.Client(pair.Sender);
        var refused = await (await client.Submit(address, "referral", [.. ReferralPageTests.Typed("胸闷三天").Where(field => field.Name != "Form.Informed"), ("decision", "submit")])).Document();
        Assert.Contains("尚未确认已向患者告知", refused.Body!.TextContent);
        Assert.Empty(await Consents(pair, patient));

        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        var silent = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Submit(draft.Id, new ActWords(null), Referred.Consent with { Informed = false })));
        Assert.Equal("consent.not-informed", silent.Code);
    }

    [Theory, EveryDatabase]
    public async Task The_signed_paper_and_its_last_day_are_kept_with_the_consent(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        var client = pair.App.Client(pair.Sender);
        var until = pair.App.Time.Today().AddDays(60);
        var done = await client.Upload(address, "referral", "scan", "同意书.png", Png,
            [.. ReferralPageTests.Typed("胸闷三天"), ("Form.ConsentUntil", ChinaTime.Show(until)), ("decision", "submit")]);

        var page = await client.Page(done.RedirectsTo());
        Assert.Contains("待接收方受理", page.Body!.TextContent);
        Assert.Contains($"至 {ChinaTime.Show(until)}", page.Body.TextContent);
        var consent = Assert.Single(await Consents(pair, patient));
        Assert.Equal((until, ConsentMeans.Paper, true), (consent.Until, consent.Means, consent.Informed));
        Assert.Equal(Png, await client.GetByteArrayAsync($"/patients/{patient}/consents/{consent.Id}/scan"));
    }

    [Theory, EveryDatabase]
    public async Task A_scan_that_is_none_leaves_a_draft_and_no_file(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        var name = $"同意书{Guid.NewGuid():n}.pdf";
        var refused = await (await pair.App.Client(pair.Sender).Upload(address, "referral", "scan", name, "MZ\u0090 not a paper"u8.ToArray(), [.. ReferralPageTests.Typed("胸闷三天"), ("decision", "submit")])).Document();
        Assert.Contains("文件内容不是允许的类型", refused.Body!.TextContent);
        Assert.Contains("已存为草稿", refused.Body.TextContent);
        Assert.Empty(await Consents(pair, patient));
        Assert.False(await pair.App.As(pair.Sender, services => services.GetRequiredService<XinglinDb>().Set<StoredFile>().AnyAsync(file => file.Name == name)));
    }

    [Theory, EveryDatabase]
    public async Task What_the_patient_did_not_agree_to_keeps_the_referral_from_going_out(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        await Agree(pair, patient, ConsentScope.Identity, ConsentScope.Diagnosis);
        var draft = Referred.Draft(patient, pair.Hospital);
        var written = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(draft with { Request = draft.Request with { Medication = "氨氯地平 5mg", Results = "心电图 ST 段压低" } }));
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Submit(written.Id, new ActWords(null))));
        Assert.Equal("referral.consent-scope", refused.Code);
        Assert.Contains("不含检验检查报告、用药与过敏史", refused.Message);
        Assert.Contains("同意的资料不含", (await pair.App.Client(pair.Sender).Page(address)).Body!.TextContent);

        var less = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(draft));
        Assert.Equal(ReferralState.Submitted, (await Referred.Sending(pair, pair.Sender, desk => desk.Submit(less.Id, new ActWords(null)))).State);
        Assert.Equal(ReferralState.Submitted, (await Referred.Sending(pair, pair.Sender, desk => desk.Submit(written.Id, new ActWords(null), Referred.Consent))).State);
    }

    [Theory, EveryDatabase]
    public async Task What_is_added_later_goes_out_on_the_same_consent(Engine engine)
    {
        var (pair, patient, _) = await Begun(engine);
        await Agree(pair, patient, ConsentScope.Identity, ConsentScope.Diagnosis);
        var draft = Referred.Draft(patient, pair.Hospital);
        var up = await Referred.Sending(pair, pair.Sender, async desk => await desk.Submit((await desk.Draft(draft)).Id, new ActWords(null)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.AskForMore(up.Id, new ActWords(null, null, "请补充用药")));
        await Referred.Sending(pair, pair.Sender, desk => desk.Save(up.Id, null, draft with { Request = draft.Request with { Medication = "氨氯地平 5mg" } }));
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Supply(up.Id, new ActWords(null))));
        Assert.Equal("referral.consent-scope", refused.Code);
    }

    [Theory, EveryDatabase]
    public async Task Reports_and_images_open_to_the_receiver_as_far_as_the_patient_agreed(Engine engine)
    {
        var (pair, patient, _) = await Begun(engine);
        var at = pair.App.Time.Now().AddHours(-3);
        var imaging = await Lab.Receive(pair.App, Lab.Technician(pair.Township), new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Imaging, "胸部CT", "放射科", null, at, at.AddHours(1),
            [new ValueIn("CT", "胸部CT")], Findings: "右下肺斑片影", Images: [new ImageIn("胸部CT", "https://pacs.example.cn/1")]));
        await Agree(pair, patient, ConsentScope.Identity, ConsentScope.Diagnosis, ConsentScope.Tests);
        var doctor = pair.Doctor;
        await Referred.Sending(pair, pair.Sender, async desk => await desk.Submit((await desk.Draft(Referred.Draft(patient, pair.Hospital))).Id, new ActWords(null)));

        var (open, purpose, _) = await Lab.Open(pair.App, doctor, imaging);
        Assert.Equal("右下肺斑片影", open.Content.Findings);
        Assert.Empty(open.Content.Images);
        Assert.Contains("不含影像", purpose.Words);
        Assert.Single((await Lab.Open(pair.App, pair.Sender, imaging)).Report.Content.Images);
    }

    [Theory, EveryDatabase]
    public async Task Without_reports_in_the_consent_the_receiver_of_a_referral_opens_none(Engine engine)
    {
        var (pair, patient, _) = await Begun(engine);
        var count = await Lab.Receive(pair.App, Lab.Technician(pair.Township), Lab.BloodCount(pair.App, patient));
        await Agree(pair, patient, ConsentScope.Identity, ConsentScope.Diagnosis, ConsentScope.Medication);
        var doctor = pair.Doctor;
        await Referred.Sending(pair, pair.Sender, async desk => await desk.Submit((await desk.Draft(Referred.Draft(patient, pair.Hospital))).Id, new ActWords(null)));

        Assert.Equal("result.purpose-missing", (await Assert.ThrowsAsync<Refused>(() => Lab.Open(pair.App, doctor, count))).Code);
        Assert.Empty(await pair.App.As(doctor, services => services.GetRequiredService<IReportList>().Recent(patient, 5)));
        Assert.Single(await pair.App.As(pair.Sender, services => services.GetRequiredService<IReportList>().Recent(patient, 5)));
    }

    private static Task Agree(Pair pair, Guid patient, params ConsentScope[] scope) => pair.App.As(pair.Sender, services => services.GetRequiredService<ConsentDesk>()
        .Give(patient, PatientPurpose.Referral, [pair.Hospital.Id], new ConsentFacts("王小明", ConsentRelations.Self, scope, Informed: true)));

    private static async Task<(Pair, Guid Patient, string Address)> Begun(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        return (pair, patient, $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up");
    }

    private static Task<IReadOnlyList<Consent>> Consents(Pair pair, Guid patient) => pair.App.As(pair.Sender, services => services.GetRequiredService<ConsentStore>().Of(patient));
}
