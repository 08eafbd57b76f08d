using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Results.Contract;
using Xinglin.Tests.Results;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Reports that the sender points the receiver to.</summary>
public class ReferralReportTests
{
    [Theory, EveryDatabase]
    public async Task A_report_that_goes_along_stands_first_before_newer_ones_and_on_the_paper_and_opens_to_the_receiver(Engine engine)
    {
        var (pair, patient, old) = await Reported(engine);
        for (var hours = 6; hours > 0; hours--) await Receive(pair, patient, hours);
        var sender = pair.App.Client(pair.Sender);
        var address = $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up";
        Assert.NotNull((await sender.Page(address)).QuerySelector($"input[name='Form.Reports'][value='{old.ReportId}']"));
        var up = (await sender.Submit(address, "referral", [.. ReferralPageTests.Typed("胸闷三天"), ("Form.Reports", old.ReportId.ToString()), ("decision", "submit")])).RedirectsTo();

        var doctor = pair.App.Client(pair.Doctor);
        var first = (await doctor.Page(up)).QuerySelector("a[href*='/reports/']")!;
        Assert.Equal($"/results/{old.PatientId}/reports/{old.ReportId}", first.GetAttribute("href"));
        Assert.Contains("随单", first.ParentElement!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await doctor.GetAsync(first.GetAttribute("href"))).StatusCode);
        Assert.Contains($"随单报告：血常规（{pair.Township.Name}", (await pair.App.Client(pair.Receiver).Page($"{up}/print")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_patients_own_reports_go_along(Engine engine)
    {
        var (pair, patient, _) = await Reported(engine);
        var other = await Receive(pair, await Referred.Patient(pair.App, pair.Township), 3);
        var draft = Referred.Draft(patient, pair.Hospital);
        foreach (var wrong in new[] { other.ReportId, Guid.NewGuid(), Guid.Empty })
        {
            var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Draft(draft with { Request = draft.Request with { Reports = [new LinkedReport(wrong)] } })));
            Assert.Equal("referral.report-unknown", refused.Code);
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_sees_no_results_keeps_what_the_doctor_chose_and_adds_none(Engine engine)
    {
        var (pair, patient, report) = await Reported(engine);
        var further = await Receive(pair, patient, 2);
        var draft = Referred.Draft(patient, pair.Hospital);
        var linked = draft with { Request = draft.Request with { Reports = [new LinkedReport(report.ReportId) { Title = "自拟的名称" }] } };
        var written = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(linked));
        var office = pair.SenderOffice;
        (await pair.App.Client(office).Submit($"/referrals/{written.Id}/edit", "referral", ("Form.PresentIllness", "反复胸闷"), ("decision", "keep"))).RedirectsTo();
        var kept = await pair.App.As(office, services => services.GetRequiredService<ReferralStore>().Document<ReferralRequest>(written.Id, ReferralDocumentKind.Request));
        Assert.Equal(("反复胸闷", "血常规", pair.Township.Name), (kept!.PresentIllness, kept.Reports.Single().Title, kept.Reports.Single().Organization));

        var more = linked with { Request = linked.Request with { Reports = [new LinkedReport(report.ReportId), new LinkedReport(further.ReportId)] } };
        Assert.Equal("referral.report-unknown", (await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, office, desk => desk.Save(written.Id, null, more)))).Code);
    }

    private static async Task<(Pair Pair, Guid Patient, ReportReceipt Report)> Reported(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        return (pair, patient, await Receive(pair, patient, 9));
    }

    private static Task<ReportReceipt> Receive(Pair pair, Guid patient, int hoursAgo) =>
        Lab.Receive(pair.App, Lab.Technician(pair.Township), Lab.BloodCount(pair.App, patient, hoursAgo: hoursAgo));
}
