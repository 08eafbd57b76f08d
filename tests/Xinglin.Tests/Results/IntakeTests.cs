using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Alerts;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class IntakeTests
{
    [Theory, EveryDatabase]
    public async Task The_same_report_handed_in_again_changes_nothing(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var report = Lab.BloodCount(app, patient);
        var first = await Lab.Receive(app, Lab.Technician(house), report);
        var again = await Lab.Receive(app, Lab.Technician(house), report);

        Assert.False(first.Known);
        Assert.True(again.Known);
        Assert.Equal(first.ReportId, again.ReportId);
        Assert.Equal(1, await Count(app, patient));
    }

    [Theory, EveryDatabase]
    public async Task Handed_in_by_several_at_once_it_is_kept_once(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var report = Lab.BloodCount(app, patient);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Lab.Receive(app, Lab.Technician(house), report))));

        Assert.Single(receipts.Select(receipt => receipt.ReportId).Distinct());
        Assert.Single(receipts, receipt => !receipt.Known);
        Assert.Equal(1, await Count(app, patient));
    }

    [Theory, EveryDatabase]
    public async Task A_number_with_another_content_is_refused_and_a_correction_is_the_next_edition_with_a_reason(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var technician = Lab.Technician(house);
        var first = Lab.BloodCount(app, patient, wbc: 6.1m);
        var received = await Lab.Receive(app, technician, first);

        var taken = await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, first with { Title = "全血细胞计数" }));
        Assert.Equal("result.number-taken", taken.Code);
        Assert.Contains("第 2 版", taken.Remedy);
        var bare = await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, first with { Edition = 2 }));
        Assert.Contains("修订原因", bare.Message);
        Assert.Equal("result.edition-gap", (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, first with { Edition = 3, Reason = "更正" }))).Code);

        var second = await Lab.Receive(app, technician, Lab.BloodCount(app, patient, first.Number, wbc: 16.1m, edition: 2, reason: "稀释倍数录入错误"));
        Assert.Equal(2, second.Edition);
        var (before, _, _) = await Lab.Open(app, technician, received);
        Assert.Equal(ReportState.Replaced, before.Report.State);
        Assert.Equal("稀释倍数录入错误", before.StateReason);
        Assert.All(before.Values, value => Assert.False(value.Current));
        Assert.Equal("result.number-taken", (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, first))).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_correction_keeps_the_pictures_of_the_edition_before_only_where_it_says_that_they_are_right(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var technician = Lab.Technician(house);
        var scan = Lab.BloodCount(app, patient) with { Images = [new ImageIn("血涂片", "https://lis.example.cn/1")] };
        Assert.Contains("第 1 版没有", (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, scan with { KeepImages = true }))).Message);
        await Lab.Receive(app, technician, scan);
        await app.As(technician, services => services.GetRequiredService<IResultIntake>().Attach(scan.Number, new MemoryStream("%PDF-1.4 x"u8.ToArray()), "图.pdf", "直方图"));

        var kept = await Lab.Receive(app, technician, scan with { Edition = 2, Reason = "单位更正", Images = [new ImageIn("复片", "https://lis.example.cn/2")], KeepImages = true });
        var (second, _, _) = await Lab.Open(app, technician, kept);
        Assert.Equal(["血涂片", "复片"], second.Content.Images.Select(image => image.Title));
        Assert.Equal("直方图", Assert.Single(second.Attachments).Title);
        var file = second.Attachments[0];
        Assert.Equal(HttpStatusCode.OK, (await app.Client(technician).GetAsync($"/results/{patient}/reports/{kept.ReportId}/files/{file.Id}")).StatusCode);

        var wrong = await Lab.Receive(app, technician, scan with { Edition = 3, Reason = "图像属于另一位患者", Images = null });
        var (third, _, _) = await Lab.Open(app, technician, wrong);
        Assert.Empty(third.Content.Images);
        Assert.Empty(third.Attachments);
        Assert.False(third.Report.HasImages);
    }

    [Theory, EveryDatabase]
    public async Task A_hospital_system_attaches_files_over_the_api_and_what_is_no_picture_or_too_large_is_refused(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var report = Lab.BloodCount(app, patient);
        var receipt = await Lab.Receive(app, Lab.Technician(house), report);
        var client = app.Client(Lab.Technician(house));
        Task<HttpResponseMessage> Post(HttpClient sender, byte[] bytes, string name, string number) => sender.PostAsync($"/api/results/reports/{number}/files?fileName={Uri.EscapeDataString(name)}&title={Uri.EscapeDataString("直方图")}", new ByteArrayContent(bytes));

        var taken = await Post(client, "%PDF-1.4 x"u8.ToArray(), "图.pdf", report.Number);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal(receipt.ReportId, (await taken.Content.ReadFromJsonAsync<AttachedFile>())!.ReportId);
        Assert.Equal("直方图", Assert.Single((await Lab.Open(app, Lab.Technician(house), receipt)).Report.Attachments).Title);

        Assert.Equal(HttpStatusCode.BadRequest, (await Post(client, "MZ program"u8.ToArray(), "图.pdf", report.Number)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(client, [.. "%PDF-1.4 "u8, .. new byte[20 * 1024 * 1024]], "图.pdf", report.Number)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync($"/api/results/reports/{report.Number}/files", new ByteArrayContent([1]))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(app.Client(house.Person(Role.ReferralCoordinator)), "%PDF-1.4 x"u8.ToArray(), "图.pdf", report.Number)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(app.Client(Lab.Technician(await Agreed.House(app, "外县医院"))), "%PDF-1.4 x"u8.ToArray(), "图.pdf", report.Number)).StatusCode);

        using var keyed = app.Client(Lab.Technician(house));
        keyed.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        foreach (var _ in Enumerable.Range(0, 2)) Assert.Equal(HttpStatusCode.Created, (await Post(keyed, "%PDF-1.4 y"u8.ToArray(), "另.pdf", report.Number)).StatusCode);
        Assert.Equal(2, (await Lab.Open(app, Lab.Technician(house), receipt)).Report.Attachments.Count);
        await Lab.Void(app, Lab.Technician(house), report.Number);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(client, "%PDF-1.4 x"u8.ToArray(), "图.pdf", report.Number)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Voiding_comes_not_before_what_it_voids_and_nothing_comes_after_it(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var technician = Lab.Technician(house);
        var report = Lab.BloodCount(app, patient);
        var received = await Lab.Receive(app, technician, report);

        Assert.Equal("result.void-too-early", (await Assert.ThrowsAsync<Refused>(() => Lab.Void(app, technician, report.Number, app.Time.Now().AddHours(-1)))).Code);
        await Lab.Void(app, technician, report.Number);
        Assert.Equal(ReportState.Voided, (await Lab.Open(app, technician, received)).Report.Report.State);
        Assert.Equal("result.voided", (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, report))).Code);
        Assert.Equal("result.voided", (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, technician, report with { Edition = 2, Reason = "更正" }))).Code);
        Assert.Equal("result.voided", (await Assert.ThrowsAsync<Refused>(() => Lab.Void(app, technician, report.Number))).Code);
    }

    [Theory, EveryDatabase]
    public async Task All_faults_of_a_report_are_named_at_once(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var report = Lab.BloodCount(app, patient) with { Title = "", SampledAt = null, ReportedAt = app.Time.Now().AddDays(2), Values = [new ValueIn("", "白细胞", "6")] };
        var refused = await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, Lab.Technician(house), report));

        Assert.Equal(RefusalKind.Invalid, refused.Kind);
        foreach (var part in (string[])["报告名称", "采样时间", "报告时间", "项目 1"]) Assert.Contains(part, refused.Message);
    }

    [Theory, EveryDatabase]
    public async Task A_report_under_another_name_or_for_a_patient_of_others_is_not_taken(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        Assert.Equal("result.patient-mismatch", (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, Lab.Technician(house), Lab.BloodCount(app, patient, name: "王大明")))).Code);
        var stranger = await Agreed.House(app, "外县医院");
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, Lab.Technician(stranger), Lab.BloodCount(app, patient)))).Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => Lab.Receive(app, house.Person(Role.ReferralCoordinator), Lab.BloodCount(app, patient)))).Kind);
    }

    [Theory, EveryDatabase]
    public async Task What_was_measured_is_never_stored_in_clear(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var received = await Lab.Receive(app, Lab.Technician(house), Lab.BloodCount(app, patient, wbc: 77.77m) with { Conclusion = "请结合临床" });
        var stored = await app.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<Report>().SingleAsync(report => report.Id == received.ReportId));

        Assert.DoesNotContain("77.77", stored.Content);
        Assert.DoesNotContain("结合临床", stored.Content);
        var (open, _, _) = await Lab.Open(app, Lab.Technician(house), received);
        Assert.Equal("77.77", open.Content.Values[0].Text);
    }

    [Theory, EveryDatabase]
    public async Task A_local_code_means_something_only_when_two_people_have_said_so(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var (one, other) = (Lab.Technician(house), Lab.Technician(house));
        var received = await Lab.Receive(app, one, Lab.BloodCount(app, patient));
        Assert.Equal(["L-WBC", "L-HGB", "L-XYZ"], received.Unmapped);
        var unmapped = await app.As(one, services => services.GetRequiredService<MappingDesk>().Unmapped());
        Assert.Equal("CBC-WBC", unmapped.Single(each => each.LocalCode == "L-WBC").Suggestion!.Code);

        var mapping = await app.As(one, services => services.GetRequiredService<MappingDesk>().Propose("L-WBC", "白细胞", "CBC-WBC"));
        Assert.Equal("result.mapping-own", (await Assert.ThrowsAsync<Refused>(() => app.As(one, services => services.GetRequiredService<MappingDesk>().Approve(mapping.Id, null)))).Code);
        var given = await app.As(other, services => services.GetRequiredService<MappingDesk>().Approve(mapping.Id, mapping.Version));
        Assert.Equal(1, given);
        Assert.Equal("CBC-WBC", (await Lab.Open(app, one, received)).Report.Values[0].ItemCode);
        var next = await Lab.Receive(app, one, Lab.BloodCount(app, patient));
        Assert.Equal(["L-HGB", "L-XYZ"], next.Unmapped);

        var better = await app.As(one, services => services.GetRequiredService<MappingDesk>().Propose("L-WBC", "白细胞", "CBC-NEU"));
        Assert.Equal(2, better.Edition);
        await app.As(other, services => services.GetRequiredService<MappingDesk>().Approve(better.Id, null));
        var editions = await app.As(one, services => services.GetRequiredService<MappingDesk>().Decided(null, "L-WBC", 1, 50));
        Assert.Equal([MappingState.InForce, MappingState.Replaced], editions.Page.Select(each => each.State));
    }

    [Theory, EveryDatabase]
    public async Task A_critical_value_calls_the_doctor_where_the_patient_is_and_waits_for_what_was_done(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var patient = await Referrals.Referred.Patient(app, house);
        await Lab.MapBlood(app, house);
        var received = await Lab.Receive(app, Lab.Technician(house), Lab.BloodCount(app, patient, hgb: 42));
        Assert.Equal(["血红蛋白"], received.Critical);

        var doctor = house.Person(Role.Physician);
        var alert = Assert.Single(await app.As(doctor, services => services.GetRequiredService<AlertDesk>().List(open: true)));
        Assert.Equal(AlertKind.Critical, alert.Kind);
        Assert.Equal(alert.RaisedAt.AddMinutes(30), alert.DueAt);
        Assert.Contains("系统默认", alert.DueSource);
        Assert.Contains("血红蛋白 42", (await app.As(doctor, services => services.GetRequiredService<AlertDesk>().Read(alert.Id))).Words);

        var alarms = new ResultAlarms(app.Time);
        foreach (var minutes in new[] { 25, 10, 40 })
        {
            app.Time.Advance(TimeSpan.FromMinutes(minutes));
            await app.As(CurrentUser.Program(alarms.Name), services => alarms.Run(services, CancellationToken.None));
        }

        Assert.Equal(3, (await app.As(doctor, services => services.GetRequiredService<AlertDesk>().List(open: true)))[0].Escalation);
        Assert.Equal("result.alert-action-missing", (await Assert.ThrowsAsync<Refused>(() => app.As(doctor, services => services.GetRequiredService<AlertDesk>().Acknowledge(alert.Id, null, " ")))).Code);
        await app.As(doctor, services => services.GetRequiredService<AlertDesk>().Acknowledge(alert.Id, alert.Version, "已通知患者急诊输血"));
        Assert.Empty(await app.As(doctor, services => services.GetRequiredService<AlertDesk>().List(open: true)));
        var stranger = (await Agreed.House(app, "外县医院")).Person(Role.Physician);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => app.As(stranger, services => services.GetRequiredService<AlertDesk>().Read(alert.Id)))).Kind);
    }

    private static Task<int> Count(TestApp app, Guid patient) =>
        app.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<Report>().CountAsync(report => report.PatientId == patient));
}
