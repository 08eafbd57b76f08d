using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class PatientResultsTests
{
    [Theory, EveryDatabase]
    public async Task Images_and_tracings_have_a_list_of_their_own_with_the_ways_to_the_pictures(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.Map(app, house, ("CT1", "胸部平扫", "CT-CHEST"));
        var at = app.Time.Now().AddHours(-3);
        var scan = new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Imaging, "CT报告", "影像科", null, at, at.AddHours(1), [new ValueIn("CT1", "胸部平扫")],
            Images: [new ImageIn("CT 序列", "https://pacs.example.cn/studies/1", "1.2.840.1")]);
        var tracing = scan with { Number = Lab.Number(), Kind = ReportKind.Ecg, Title = "心电图报告", Department = "心电图室", Values = [new ValueIn("XD", "十二导联心电图")], Images = [] };
        await Lab.Receive(app, Lab.Technician(house), scan);
        var receipt = await Lab.Receive(app, Lab.Technician(house), tracing);
        await app.As(Lab.Technician(house), services => services.GetRequiredService<IResultIntake>().Attach(tracing.Number, new MemoryStream("%PDF-1.4 x"u8.ToArray()), "图.pdf", "心电图形"));
        await Lab.Receive(app, Lab.Technician(house), Lab.BloodCount(app, patient));
        var client = app.Client(house.Person(Role.Physician));

        var page = await client.Page($"/results/patients/{patient}");
        var rows = page.QuerySelectorAll("#images tbody tr");
        Assert.Equal(2, rows.Length);
        var chest = rows.Single(row => row.TextContent.Contains("胸部CT平扫"));
        Assert.Equal("CT", chest.QuerySelector("td[data-label='类型']")!.TextContent);
        Assert.NotNull(chest.QuerySelector("a[href='https://pacs.example.cn/studies/1']"));
        var heart = rows.Single(row => row.TextContent.Contains("十二导联心电图"));
        Assert.Equal("心电", heart.QuerySelector("td[data-label='类型']")!.TextContent);
        Assert.Equal("心电图形", heart.QuerySelector($"a[href^='/results/{patient}/reports/{receipt.ReportId}/files/']")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("[aria-label='CT'] tbody tr"));

        var only = await client.Page($"/results/patients/{patient}?kind=imaging");
        Assert.Single(only.QuerySelectorAll("#images tbody tr"));
        Assert.DoesNotContain("白细胞", only.QuerySelector("main")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_same_local_code_of_two_institutions_is_two_things(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var pair = await Referred.Pair(app);
        var patient = await Referred.Patient(app, pair.Township);
        await Referred.Submitted(pair, patient);
        await Lab.Receive(app, Lab.Technician(pair.Township), Lab.BloodCount(app, patient, wbc: 4.4m));
        await Lab.Receive(app, Lab.Technician(pair.Hospital), Lab.BloodCount(app, patient, wbc: 9.9m));
        var client = app.Client(pair.Township.Person(Role.Physician));

        foreach (var (house, own, other) in new[] { (pair.Township, "4.4", "9.9"), (pair.Hospital, "9.9", "4.4") })
        {
            var trend = (await client.Page($"/results/patients/{patient}?item={Uri.EscapeDataString($"{house.Id}/L-WBC")}")).QuerySelector("#trend table")!.TextContent;
            Assert.Contains(own, trend);
            Assert.DoesNotContain(other, trend);
        }
    }

    [Theory, EveryDatabase]
    public async Task Many_reports_are_led_through_page_by_page_and_an_item_over_time_is_found_on_every_page(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.Map(app, house, ("GLU", "葡萄糖", "BIO-GLU"));
        var technician = Lab.Technician(house);
        foreach (var day in Enumerable.Range(1, PatientResults.PageSize)) await Lab.Receive(app, technician, Lab.BloodCount(app, patient, hoursAgo: 24 * day));
        foreach (var days in new[] { 400, 300 }) await Lab.Receive(app, technician, Sugar(app, patient, days, "7.7"));
        var client = app.Client(house.Person(Role.Physician));

        var first = await client.Page($"/results/patients/{patient}?item=BIO-GLU");
        Assert.DoesNotContain(first.QuerySelectorAll("[aria-label='血糖'] tbody tr"), row => row.TextContent.Contains("葡萄糖"));
        Assert.Equal(2, first.QuerySelectorAll("#trend tbody tr").Length);
        var second = await client.Page(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Single(second.QuerySelectorAll("[aria-label='血糖'] tbody tr"));
        Assert.Equal(2, second.QuerySelectorAll("[aria-label='报告'] tbody tr").Length);
        var (from, until) = (ChinaTime.Show(app.Time.Today().AddDays(-310)), ChinaTime.Show(app.Time.Today().AddDays(-290)));
        var period = await client.Page($"/results/patients/{patient}?from={from}&until={until}");
        Assert.Single(period.QuerySelectorAll("[aria-label='报告'] tbody tr"));
    }

    [Theory, EveryDatabase]
    public async Task The_usual_range_is_that_of_the_age_at_the_sample(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var house = await Agreed.House(app, "检验医院");
        // Sixty years old a month ago: creatinine has another range from then on (WS/T 404.5-2015).
        var patient = await app.As(house.Person(Role.ReferralCoordinator), async services => (await services.GetRequiredService<RegistrationDesk>().Register(
            new PatientFacts("王小明", AdministrativeSex.Male, app.Time.Today().AddYears(-60).AddMonths(-1), IdentityKind.Other, $"A{Guid.NewGuid():n}"[..20]), true)).Id);
        await Lab.Map(app, house, ("CR", "肌酐", "BIO-CREA"));
        foreach (var days in new[] { 200, 100, 2 })
            await Lab.Receive(app, Lab.Technician(house), Sugar(app, patient, days, "105") with { Values = [new ValueIn("CR", "肌酐", "105", "μmol/L")] });

        var page = await app.Client(house.Person(Role.Physician)).Page($"/results/patients/{patient}?item=BIO-CREA");
        Assert.Equal(["57–111", "57–97", "57–97"], page.QuerySelectorAll("#trend td[data-label='参考区间']").Select(cell => cell.TextContent));
        Assert.Equal(2, page.QuerySelectorAll("circle.outside").Length);
        Assert.Equal(2, page.QuerySelectorAll("rect.trend-band").Length);
    }

    private static ReportIn Sugar(TestApp app, Guid patient, int daysAgo, string value)
    {
        var at = app.Time.Now().AddDays(-daysAgo);
        return new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "血糖", "检验科", at, null, at.AddHours(1), [new ValueIn("GLU", "葡萄糖", value, "mmol/L")]);
    }
}
