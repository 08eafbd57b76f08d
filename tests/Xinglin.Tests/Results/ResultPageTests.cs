using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class ResultPageTests
{
    [Theory, EveryDatabase]
    public async Task A_report_typed_on_the_page_keeps_what_was_typed_when_refused_and_shows_when_taken(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(house.Person(Role.Physician));
        var address = $"/results/new?patient={patient}&panel={Uri.EscapeDataString("血糖")}";
        var at = Xinglin.Results.Pages.ReportForm.Write(app.Time.Now().AddHours(-2));
        (string, string)[] typed = [("Form.Number", Lab.Number()), ("Form.SampledAt", at), ("Form.ReportedAt", Xinglin.Results.Pages.ReportForm.Write(app.Time.Now().AddHours(-1))), ("Form.Rows[0].Value", "7.9")];

        var refused = await client.Submit(address, "report", [.. typed, ("Form.Department", "")]);
        var page = await refused.Document();
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("科室", page.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal("7.9", page.QuerySelector("input[name='Form.Rows[0].Value']")!.GetAttribute("value"));

        var taken = await client.Submit(address, "report", [.. typed, ("Form.Department", "检验科")]);
        var report = await client.Page(taken.RedirectsTo());
        Assert.Contains("7.9", report.Body!.TextContent);
        Assert.Contains("未对照", report.Body.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_patients_page_shows_results_over_time_in_one_unit_with_a_chart(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.Map(app, house, ("GLU", "葡萄糖", "BIO-GLU"));
        foreach (var (days, value, unit) in new[] { (200, "8.0", "mmol/L"), (100, "126", "mg/dL"), (3, "6.4", "mmol/L") })
        {
            var at = app.Time.Now().AddDays(-days);
            await Lab.Receive(app, Lab.Technician(house), new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "血糖", "检验科", at, null, at.AddHours(1), [new ValueIn("GLU", "葡萄糖", value, unit)]));
        }

        var page = await app.Client(house.Person(Role.Physician)).Page($"/results/patients/{patient}?item=BIO-GLU");
        var chart = page.QuerySelector("svg[role=img]")!;
        Assert.Contains("葡萄糖共 3 次", chart.GetAttribute("aria-label"));
        Assert.Equal(3, chart.QuerySelectorAll("circle").Length);
        Assert.Contains("7.0 mmol/L", page.QuerySelector("#trend table")!.TextContent);
        Assert.Contains("126 mg/dL", page.QuerySelector("#trend table")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Level_five_is_masked_until_a_doctor_says_that_he_treats(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.Map(app, house, ("HIV", "HIV抗体", "IMM-HIV"));
        var at = app.Time.Now().AddHours(-3);
        var receipt = await Lab.Receive(app, Lab.Technician(house), new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "感染筛查", "检验科", at, null, at, [new ValueIn("HIV", "HIV抗体", "待确证阳性")], Conclusion: "建议转疾控确证", Images: [new ImageIn("确证实验图", "https://lis.example.cn/7")]));
        var doctor = app.Client(house.Person(Role.Physician));
        foreach (var address in new[] { $"/results/patients/{patient}", $"/results/{patient}/reports/{receipt.ReportId}", $"/results/{patient}/reports/{receipt.ReportId}/print" })
        {
            var text = (await doctor.Page(address)).Body!.TextContent;
            Assert.DoesNotContain("待确证阳性", text);
            Assert.DoesNotContain("疾控", text);
            Assert.DoesNotContain("确证实验图", text);
        }

        Assert.DoesNotContain("待确证", await doctor.GetStringAsync($"/api/results/reports/{patient}/{receipt.ReportId}"));
        var shown = await (await doctor.Submit($"/results/{patient}/reports/{receipt.ReportId}", "show")).Document();
        Assert.Contains("待确证阳性", shown.Body!.TextContent);
        Assert.Contains("确证实验图", shown.Body.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_paper_says_what_the_page_says_of_a_culture_and_leaves_level_five_out(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.Map(app, house, ("HIV", "HIV抗体", "IMM-HIV"));
        var at = app.Time.Now().AddHours(-3);
        var culture = new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Microbiology, "尿培养", "微生物室", at, null, at,
            [new ValueIn("CUL", "尿培养", "大肠埃希菌", Method: "质谱鉴定", Susceptibilities: [new("头孢曲松", "R", "MIC ≥ 64"), new("呋喃妥因", "S")])],
            "中段尿", "培养法", Images: [new ImageIn("菌落照片", "https://pacs.example.cn/1")]);
        var receipt = await Lab.Receive(app, Lab.Technician(house), culture);
        await app.As(Lab.Technician(house), services => services.GetRequiredService<IResultIntake>().Attach(culture.Number, new MemoryStream("%PDF-1.4 kleine Datei"u8.ToArray()), "药敏单.pdf", "药敏单原件"));
        var doctor = app.Client(house.Person(Role.Physician));
        var paper = (await doctor.Page($"/results/{patient}/reports/{receipt.ReportId}/print")).Body!.TextContent;
        foreach (var part in (string[])["大肠埃希菌", "头孢曲松 耐药（MIC ≥ 64）；呋喃妥因 敏感", "质谱鉴定", "中段尿", "菌落照片", "https://pacs.example.cn/1", "药敏单原件"]) Assert.Contains(part, paper);

        var secret = await Lab.Receive(app, Lab.Technician(house), culture with { Number = Lab.Number(), Values = [.. culture.Values, new ValueIn("HIV", "HIV抗体", "阳性", Susceptibilities: [new("齐多夫定", "R")])] });
        var masked = (await doctor.Page($"/results/{patient}/reports/{secret.ReportId}/print")).Body!.TextContent;
        Assert.Contains("头孢曲松", masked);
        foreach (var part in (string[])["齐多夫定", "菌落照片", "阳性"]) Assert.DoesNotContain(part, masked);
    }

    [Theory, EveryDatabase]
    public async Task Other_roles_and_other_institutions_find_nothing(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var receipt = await Lab.Receive(app, Lab.Technician(house), Lab.BloodCount(app, patient));
        var address = $"/results/{patient}/reports/{receipt.ReportId}";
        var stranger = (await Agreed.House(app, "外县医院")).Person(Role.Physician);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(stranger).GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(stranger).GetAsync($"/api/results/reports/{patient}/{receipt.ReportId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(stranger).GetAsync($"/results/patients/{patient}")).StatusCode);
        foreach (var role in (string[])[Role.Director, Role.ConsortiumOffice, Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator])
            Assert.NotEqual(HttpStatusCode.OK, (await app.Client(house.Person(role)).GetAsync(address)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Results_of_another_institution_open_for_a_case_or_with_consent_and_never_by_browsing(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var pair = await Referred.Pair(app);
        var patient = await Referred.Patient(app, pair.Township);
        var up = await Referred.Submitted(pair, patient);
        var receipt = await Lab.Receive(app, Lab.Technician(pair.Hospital), Lab.BloodCount(app, patient));
        var doctor = pair.Township.Person(Role.Physician);
        Assert.Contains("上转", (await Lab.Open(app, doctor, receipt)).Purpose.Words);
        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Cancel(up.Id, new Xinglin.Referrals.ActWords(null, "CX01")));
        Assert.Contains("上转", (await Lab.Open(app, doctor, receipt)).Purpose.Words);

        var (own, other) = (await Agreed.House(app, "登记医院"), receipt);
        var mine = await Referred.Patient(app, own);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => Lab.Open(app, own.Person(Role.Physician), other))).Kind);
        Assert.NotEqual(mine, patient);
    }

    [Theory, EveryDatabase]
    public async Task A_table_of_reports_is_shown_with_its_faults_and_taken_once(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var number = await app.As(house.Person(Role.Physician), async services => (await services.GetRequiredService<Xinglin.Patients.Contract.IPatients>().Require(patient)).Number);
        var at = app.Time.Now().AddHours(-4).ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm");
        var (good, bad) = (Lab.Number(), Lab.Number());
        var table = $"报告号,患者编号,姓名,类别,报告名称,科室,采样时间,报告时间,项目代码,项目名称,结果,单位\n{good},{number},王小明,检验,血常规,检验科,{at},{at},WBC,白细胞,6.1,10^9/L\n{good},{number},王小明,检验,血常规,检验科,{at},{at},HGB,血红蛋白,140,g/L\n{bad},{number},王小明,化验,血常规,检验科,2026-11-01,{at},WBC,白细胞,6.1,10^9/L\n";
        var client = app.Client(Lab.Technician(house));
        var uploaded = await client.Upload("/results/import", "upload", "Form.File", "报告.csv", Encoding.UTF8.GetBytes(table));
        var preview = uploaded.RedirectsTo();
        var shown = (await client.Page(preview)).Body!.TextContent;
        Assert.Contains("类别不能是“化验”", shown);
        Assert.Contains("应写到分钟", shown);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(Lab.Technician(house)).GetAsync(preview)).StatusCode);

        await client.Submit(preview, "confirm");
        var done = (await client.Page(preview)).Body!.TextContent;
        Assert.Contains("接收 1 份，未接收 1 份", done);
        Assert.Contains(good, (await client.Page("/results")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_culture_in_a_table_brings_its_susceptibilities_flags_methods_and_study_and_a_bad_cell_names_row_and_cell(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var number = await app.As(house.Person(Role.Physician), async services => (await services.GetRequiredService<Xinglin.Patients.Contract.IPatients>().Require(patient)).Number);
        var at = app.Time.Now().AddHours(-4).ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm");
        var (good, bad) = (Lab.Number(), Lab.Number());
        var table = "报告号,患者编号,姓名,类别,报告名称,科室,采样时间,报告时间,项目代码,项目名称,结果,方法,提示,药敏,影像链接,检查UID,沿用影像\n"
            + $"{good},{number},王小明,微生物,尿培养,微生物室,{at},{at},CUL,尿培养,大肠埃希菌,培养法,异常,头孢曲松:R:MIC≥64|呋喃妥因：敏感,https://pacs.example.cn/1,1.2.840.7,\n"
            + $"{good},{number},王小明,微生物,尿培养,微生物室,{at},{at},CNT,菌落计数,10^5,倾注法,↑,,,,\n"
            + $"{bad},{number},王小明,微生物,尿培养,微生物室,{at},{at},CUL,尿培养,大肠埃希菌,培养法,很高,头孢曲松,,1.2.x,也许\n";
        var client = app.Client(Lab.Technician(house));
        var preview = (await client.Upload("/results/import", "upload", "Form.File", "报告.csv", Encoding.UTF8.GetBytes(table))).RedirectsTo();
        var shown = (await client.Page(preview)).Body!.TextContent;
        foreach (var part in (string[])["第4行的提示“很高”不能识别", "第4行的药敏“头孢曲松”应写成", "检查UID：须与影像链接一起填", "“1.2.x”不是", "沿用影像：不能是“也许”"]) Assert.Contains(part, shown);

        await client.Submit(preview, "confirm");
        var report = await app.As(Lab.Technician(house), async services =>
        {
            var sent = (await services.GetRequiredService<Xinglin.Results.Reports.ReportStore>().Sent(good, null, 1, 1)).Single();
            return (await services.GetRequiredService<Xinglin.Results.Reports.ReportStore>().Open(patient, sent.Id, "测试")).Report;
        });
        var (culture, count) = (report.Content.Values[0], report.Content.Values[1]);
        Assert.Equal([new Susceptibility("头孢曲松", "R", "MIC≥64"), new Susceptibility("呋喃妥因", "S")], culture.Susceptibilities);
        Assert.Equal((ResultFlag.Abnormal, ResultFlag.High), (culture.Flag, count.Flag));
        Assert.Equal(("培养法", null, "倾注法"), (report.Report.Method, culture.Method, count.Method));
        Assert.Equal(new ImageIn("尿培养", "https://pacs.example.cn/1", "1.2.840.7"), Assert.Single(report.Content.Images));
        Assert.Contains("药敏", Encoding.UTF8.GetString(await client.GetByteArrayAsync("/results/import/template.csv")));
    }

    [Theory, EveryDatabase]
    public async Task A_culture_typed_on_the_page_keeps_its_susceptibilities_and_says_which_row_cannot_be_read(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var address = $"/results/new?patient={patient}&panel={Uri.EscapeDataString("尿培养")}";
        (string, string)[] typed = [("Form.Number", Lab.Number()), ("Form.Department", "微生物室"), ("Form.SampledAt", Xinglin.Results.Pages.ReportForm.Write(app.Time.Now().AddHours(-2))),
            ("Form.ReportedAt", Xinglin.Results.Pages.ReportForm.Write(app.Time.Now().AddHours(-1))), ("Form.Rows[0].Value", "大肠埃希菌"), ("Form.Rows[0].Flag", "异常"), ("Form.Rows[0].Method", "质谱鉴定")];

        var refused = await client.Submit(address, "report", [.. typed, ("Form.Rows[0].Susceptibilities", "头孢曲松=R")]);
        var page = await refused.Document();
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("第 1 行：药敏“头孢曲松=R”应写成", page.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal("头孢曲松=R", page.QuerySelector("input[name='Form.Rows[0].Susceptibilities']")!.GetAttribute("value"));
        Assert.Equal("异常", page.QuerySelector("select[name='Form.Rows[0].Flag'] option[selected]")!.TextContent);

        var taken = await client.Submit(address, "report", [.. typed, ("Form.Rows[0].Susceptibilities", "头孢曲松:R|呋喃妥因:S")]);
        var report = (await client.Page(taken.RedirectsTo())).Body!.TextContent;
        foreach (var part in (string[])["头孢曲松 耐药；呋喃妥因 敏感", "质谱鉴定", "异常"]) Assert.Contains(part, report);
    }

    [Theory, EveryDatabase]
    public async Task The_doctor_decides_on_the_page_and_figures_count_it(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.MapBlood(app, house);
        await Lab.Receive(app, Lab.Technician(house), Lab.BloodCount(app, patient));
        await app.As(house.Person(Role.MedicalAffairs), services => services.GetRequiredService<PriceDesk>().Set("血常规", 20, "价格目录", app.Time.Today()));
        var doctor = house.Person(Role.Physician);
        var client = app.Client(doctor);
        var asked = await client.Submit($"/results/orders/new?patient={patient}", "ask", ("Form.Items", "血常规"));
        var address = asked.RedirectsTo();
        Assert.Contains("可互认", (await client.Page(address)).Body!.TextContent);

        var bare = await (await client.Submit(address, "decide", ("choice-血常规", "repeat"), ("told-血常规", ""))).Document();
        Assert.Contains("须选择原因", bare.Body!.TextContent);
        var decided = await client.Submit(address, "decide", ("choice-血常规", "recognise"), ("told-血常规", ""));
        Assert.Contains("本机构结果", (await client.Page(decided.RedirectsTo())).Body!.TextContent);
        Assert.Contains("本次不再重复检查", (await client.Page($"{address}/print")).Body!.TextContent);

        var figures = await app.As(house.Person(Role.Director), services => services.GetRequiredService<Figures>().Read(app.Time.Today().AddMonths(-1), app.Time.Today(), null));
        Assert.Equal((2L, 0L, 2000L), (figures.All.Recognised, figures.All.Repeated, figures.All.SavedFen));
        Assert.Equal(100m, figures.All.Rate);
        Assert.Contains("100.0%", (await app.Client(house.Person(Role.Director)).Page("/results/recognition")).Body!.TextContent);
        Assert.Contains("20.00", (await client.Page("/results/recognition?cases=true")).QuerySelector("main")!.TextContent);
    }
}
