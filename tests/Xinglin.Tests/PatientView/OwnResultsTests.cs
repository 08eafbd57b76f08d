using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Results;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.PatientView;

public class OwnResultsTests
{
    [Theory, EveryDatabase]
    public async Task Values_show_with_their_ranges_and_what_nobody_gave_a_meaning_stays_on_paper(Engine engine)
    {
        var own = await Own.Build(engine);
        await Lab.MapBlood(own.App, own.Pair.Township);
        var receipt = await Receive(own, Lab.BloodCount(own.App, own.Patient, hgb: 101));
        var phone = await own.Entered();

        Assert.Contains("检验报告", await Own.Text(phone, "/p/my/results"));
        var text = await Own.Text(phone, $"/p/my/results/{receipt.ReportId}");

        Assert.Contains("白细胞 6.1 10^9/L", text);
        Assert.Contains("血红蛋白101g/L偏低", text.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("参考范围 130-175", text);
        Assert.Contains("还有 1 项不在手机上显示", text);
        Assert.DoesNotContain("自编项目", text);
    }

    [Theory, EveryDatabase]
    public async Task A_disease_of_the_narrowest_circle_is_named_neither_by_value_nor_by_title(Engine engine)
    {
        var own = await Own.Build(engine);
        await Lab.Map(own.App, own.Pair.Township, ("L-HIV", "HIV抗体", "IMM-HIV"));
        var receipt = await Receive(own, Lab.BloodCount(own.App, own.Patient) with { Title = "HIV筛查", Values = [new ValueIn("L-HIV", "HIV抗体", "阳性")] });
        var phone = await own.Entered();

        foreach (var address in (string[])["/p/my/results", $"/p/my/results/{receipt.ReportId}", "/p/my/accesses"])
        {
            var text = await Own.Text(phone, address);
            Assert.DoesNotContain("HIV", text);
            Assert.DoesNotContain("阳性", text);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_a_doctor_concluded_from_an_image_stays_on_paper(Engine engine)
    {
        var own = await Own.Build(engine);
        var report = Lab.BloodCount(own.App, own.Patient);
        var receipt = await Receive(own, report with
        {
            Kind = ReportKind.Imaging,
            Title = "胸部CT",
            Department = "影像科",
            SampledAt = null,
            ExaminedAt = report.SampledAt,
            Specimen = null,
            Values = [new ValueIn("L-CT", "胸部CT", null)],
            Findings = "右上肺结节",
            Conclusion = "考虑恶性"
        });
        var phone = await own.Entered();

        var text = await Own.Text(phone, $"/p/my/results/{receipt.ReportId}");

        Assert.Contains("影像报告", text);
        Assert.Contains("请看医院给您的纸质报告", text);
        Assert.DoesNotContain("结节", text);
        Assert.DoesNotContain("恶性", text);
    }

    [Theory, EveryDatabase]
    public async Task Another_patients_report_and_a_voided_one_read_as_not_found(Engine engine)
    {
        var own = await Own.Build(engine);
        // Under another name: two alike in all else would be taken for one person where many are registered.
        var other = await Own.Registered(own.Pair, "欧阳铁柱");
        var foreign = await Receive(own, Lab.BloodCount(own.App, other, name: "欧阳铁柱"));
        var number = Lab.Number();
        var voided = await Receive(own, Lab.BloodCount(own.App, own.Patient, number));
        await Lab.Void(own.App, Lab.Technician(own.Pair.Township), number);
        var phone = await own.Entered();

        foreach (var receipt in (ReportReceipt[])[foreign, voided])
            Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync($"/p/my/results/{receipt.ReportId}")).StatusCode);
        Assert.Contains("还没有可以查看的检验、检查报告", await Own.Text(phone, "/p/my/results"));
    }

    [Theory, EveryDatabase]
    public async Task A_link_of_the_receiver_shows_what_the_receiver_reported_only(Engine engine)
    {
        var own = await Own.Build(engine);
        var mine = await Receive(own, Lab.BloodCount(own.App, own.Patient));
        var theirs = await Lab.Receive(own.App, Lab.Technician(own.Pair.Hospital), Lab.BloodCount(own.App, own.Patient));
        var slip = await Own.Issue(own.Pair, own.Pair.Receiver, own.Patient);

        var phone = await (own with { Slip = slip }).Entered();
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync($"/p/my/results/{theirs.ReportId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync($"/p/my/results/{mine.ReportId}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await own.Entered()).GetAsync($"/p/my/results/{theirs.ReportId}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task What_another_institution_reported_of_the_same_person_shows_too_and_level_five_does_not(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var elsewhere = await Agreed.House(pair.App, "外县医院");
        var facts = new PatientFacts("王小明", AdministrativeSex.Male, Referred.Birth(), IdentityKind.Other, $"A{Guid.NewGuid():n}"[..20] + Own.Answer, Phone: Referred.Phone());
        Task<Guid> Registered(House house) => pair.App.As(house.Person(Role.ReferralCoordinator), async services => (await services.GetRequiredService<RegistrationDesk>().Register(facts, true)).Id);
        var (here, there) = (await Registered(pair.Township), await Registered(elsewhere));
        Assert.Contains(there, await pair.App.As(pair.SenderOffice, services => services.GetRequiredService<IPatientIndex>().SamePerson(here)));
        await Lab.MapBlood(pair.App, elsewhere);
        await Lab.Map(pair.App, elsewhere, ("L-HIV", "HIV抗体", "IMM-HIV"));
        var blood = Lab.BloodCount(pair.App, there, hgb: 101);
        var receipt = await Lab.Receive(pair.App, Lab.Technician(elsewhere), blood with { Values = [.. blood.Values, new ValueIn("L-HIV", "HIV抗体", "阳性")] });
        var stranger = await Lab.Receive(pair.App, Lab.Technician(elsewhere), Lab.BloodCount(pair.App, await Referred.Patient(pair.App, elsewhere)));
        await pair.App.As(elsewhere.Person(Role.Physician), services => services.GetRequiredService<ReportStore>().Open(there, receipt.ReportId, "查看报告"));

        var phone = await new Own(pair, here, Guid.Empty, await Own.Issue(pair, pair.SenderOffice, here)).Entered();
        Assert.Contains(elsewhere.Name, await Own.Text(phone, "/p/my/results"));
        var text = await Own.Text(phone, $"/p/my/results/{receipt.ReportId}");
        Assert.Contains("血红蛋白101g/L偏低", text.Replace(" ", "", StringComparison.Ordinal));
        Assert.DoesNotContain("HIV", text);
        Assert.Contains("看了您的检查检验报告", await Own.Text(phone, "/p/my/accesses"));
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync($"/p/my/results/{stranger.ReportId}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Who_read_a_report_is_told_even_when_it_was_voided_since(Engine engine)
    {
        var own = await Own.Build(engine);
        var number = Lab.Number();
        var receipt = await Receive(own, Lab.BloodCount(own.App, own.Patient, number));
        await Lab.Open(own.App, own.Pair.Doctor, receipt);
        await Lab.Void(own.App, Lab.Technician(own.Pair.Township), number);
        var phone = await own.Entered();

        var text = await Own.Text(phone, "/p/my/accesses");

        Assert.Contains("看了您的检查检验报告", text);
        Assert.Contains(own.Pair.Hospital.Name, text);
    }

    private static Task<ReportReceipt> Receive(Own own, ReportIn report) => Lab.Receive(own.App, Lab.Technician(own.Pair.Township), report);
}
