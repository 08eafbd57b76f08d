using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;
using Xinglin.Audit;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public partial class ReferralPaperTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task The_sheet_of_a_referral_up_has_the_fields_of_the_national_form_in_their_order(Engine engine)
    {
        var (pair, up) = await Up(engine);
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));

        var page = await pair.App.Client(pair.Sender).Page($"/referrals/{up.Id}/print");

        Assert.Equal("双向转诊（转出）单", page.QuerySelector("h1")!.TextContent);
        var parts = page.QuerySelectorAll(".sheet");
        InOrder(parts[0], "存", "患者姓名", "王小明", "性别", "年龄", "档案编号", "家庭住址", "联系电话", "13800138000", "转入", pair.Hospital.Name, "单位", "心内科", "科室", "接诊医生", "转诊医生（签字）");
        InOrder(parts[1], up.Number, pair.Hospital.Name, "现有患者", "王小明", "初步印象", "原发性高血压（I10）", "主要现病史（转出原因）", "需上级进一步检查", "反复胸闷一周", "168/96",
            "主要既往史", "治疗经过", "到院安排", "门诊楼 3 层 12 诊室", "转诊医生（签字）", "联系电话", "13900000000", pair.Township.Name, "年", "月", "日", "依据", up.TermSource!);
    }

    [Theory, EveryDatabase]
    public async Task The_code_on_a_paper_opens_the_referral_where_the_user_reaches_the_program(Engine engine)
    {
        var (pair, up) = await Up(engine);
        var client = pair.App.Client(pair.Sender);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/referrals/{up.Id}/print") { Headers = { Host = "zhuanzhen.example:8443" } };
        var page = await (await client.SendAsync(request)).Document();

        using var data = QRCodeGenerator.GenerateQrCode($"http://zhuanzhen.example:8443/referrals/{up.Id}", QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        var expected = Drawn().Match(svg.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute)).Groups[1].Value;
        Assert.True(expected.Length > 100);
        Assert.Contains(expected, page.QuerySelector(".sheet-code svg")!.OuterHtml);
        Assert.Equal(up.Number, page.QuerySelector(".sheet-code figcaption")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_sheet_of_a_referral_home_has_result_and_plan(Engine engine)
    {
        var (pair, up) = await Up(engine);
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, Now));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(up.Id, Now));
        var home = await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(up.Id, Now, ["DN01"], null, Referred.Plan() with { RecordNumber = "ZY20261124" }, "0538-1111111", Referred.Consent));

        var page = await pair.App.Client(pair.SenderOffice).Page($"/referrals/{home.Id}/print");

        Assert.Equal("双向转诊（回转）单", page.QuerySelector("h1")!.TextContent);
        var parts = page.QuerySelectorAll(".sheet");
        InOrder(parts[0], "患者姓名", "病案号", "ZY20261124", "家庭住址", "联系电话", "转回", pair.Township.Name, "接诊医生", "转诊医生（签字）");
        InOrder(parts[1], pair.Township.Name, "现转回贵单位", "诊断结果", "心绞痛", "住院病案号", "ZY20261124", "主要检查结果", "治疗经过、下一步治疗方案及康复建议", "抗血小板", "规律服药",
            "阿司匹林肠溶片", "胸痛超过 15 分钟", "李主任", "转诊医生（签字）", "0538-1111111", pair.Hospital.Name);
    }

    [Theory, EveryDatabase]
    public async Task The_consent_is_blank_before_it_is_signed_and_filled_after(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township, phone: "13800138000");
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        var client = pair.App.Client(pair.Sender);

        var blank = (await client.Page($"/referrals/{draft.Id}/consent/print")).QuerySelector(".sheet")!;
        InOrder(blank, "转诊知情同意书", "王小明", pair.Township.Name, pair.Hospital.Name, "由谁提供", "提供给谁", "做什么用", "提供哪些资料", "敏感个人信息", "保存多久", "有哪些权利", "撤回", "签署人", "本人", "签署日期");
        Assert.DoesNotContain("☑", blank.TextContent);

        await Referred.Sending(pair, pair.Sender, desk => desk.Submit(draft.Id, new ActWords(draft.Version), new SignedConsent("王大力", "子女", Informed: true)));
        var filled = (await client.Page($"/referrals/{draft.Id}/consent/print")).QuerySelector(".sheet")!;
        InOrder(filled, "☑ 同意", "☑ 子女", "（王大力）", pair.App.Time.Today().Year.ToString(System.Globalization.CultureInfo.InvariantCulture), "系统登记：王大力（子女）已同意");
        Assert.DoesNotContain("☑ 本人", filled.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_paper_of_others_reads_as_not_found_and_printing_is_recorded(Engine engine)
    {
        var (pair, up) = await Up(engine);
        string[] papers = ["print", "consent/print"];
        var strangers = new[] { (await Agreed.House(pair.App, "邻县医院")).Person(Role.Physician), pair.Township.Person(Role.Director), pair.Township.Person(Role.SystemAdministrator) };
        foreach (var paper in papers)
        {
            foreach (var stranger in strangers)
                Assert.Equal(HttpStatusCode.NotFound, (await pair.App.Client(stranger).GetAsync($"/referrals/{up.Id}/{paper}")).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await pair.App.Client().GetAsync($"/referrals/{up.Id}/{paper}")).StatusCode);
        }

        Assert.Empty(await Printed(pair, up.Id));
        foreach (var paper in papers)
            Assert.Equal(HttpStatusCode.OK, (await pair.App.Client(pair.Receiver).GetAsync($"/referrals/{up.Id}/{paper}")).StatusCode);
        Assert.Equal(["转诊单", "转诊知情同意书"], (await Printed(pair, up.Id)).Select(entry => entry.Details!).Order());
    }

    [Theory, EveryDatabase]
    public async Task Without_chromium_a_pdf_is_refused_in_words_and_nothing_counts_as_printed(Engine engine)
    {
        var (pair, up) = await Up(engine);
        var client = pair.App.Client(pair.Sender);
        foreach (var paper in (string[])["print.pdf", "consent/print.pdf"])
        {
            var answer = await client.GetAsync($"/referrals/{up.Id}/{paper}");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("没有配置用于生成 PDF", (await answer.Document()).Body!.TextContent);
        }

        Assert.Empty(await Printed(pair, up.Id));
        Assert.Empty((await client.Page($"/referrals/{up.Id}")).QuerySelectorAll("a[href$='.pdf']"));
    }

    [Theory, EveryDatabase]
    public async Task A_referral_inside_one_house_has_a_sheet_and_no_consent(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township, phone: "13800138000");
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Township, direction: ReferralDirection.Internal)));
        var client = pair.App.Client(pair.Sender);

        Assert.Equal("院内转诊单", (await client.Page($"/referrals/{draft.Id}/print")).QuerySelector("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.Conflict, (await client.GetAsync($"/referrals/{draft.Id}/consent/print")).StatusCode);
        Assert.Empty((await client.Page($"/referrals/{draft.Id}")).QuerySelectorAll("a[href*='consent/print']"));
    }

    [Fact]
    public async Task Each_paper_is_one_page_of_A4_from_the_configured_chromium()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "No Chromium.");
        await using var app = await TestApp.Fresh(Engine.Sqlite, "--Xinglin:Chromium=/usr/bin/chromium");
        var pair = await Referred.Pair(app);
        var up = await Referred.Submitted(pair, await Referred.Patient(app, pair.Township));
        var client = app.Client(pair.Sender);
        Assert.Equal(2, (await client.Page($"/referrals/{up.Id}")).QuerySelectorAll("a[href$='.pdf']").Length);

        foreach (var paper in (string[])["print.pdf", "consent/print.pdf"])
        {
            var pdf = Encoding.Latin1.GetString(await client.GetByteArrayAsync($"/referrals/{up.Id}/{paper}"));
            Assert.StartsWith("%PDF-", pdf);
            Assert.Single(PageObject().Matches(pdf));
            Assert.Contains("/MediaBox [0 0 59", pdf);
        }

        Assert.Equal(2, (await Printed(pair, up.Id)).Count);
    }

    [Fact]
    public async Task The_papers_look_right()
    {
        var (pair, up) = await Up(Engine.Sqlite);
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, Now));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(up.Id, Now));
        var home = await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(up.Id, Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));

        await Screens.Check(pair.App, pair.Sender, $"/referrals/{up.Id}/print", "referral-print");
        await Screens.Check(pair.App, pair.Sender, $"/referrals/{home.Id}/print", "referral-print-home");
        await Screens.Check(pair.App, pair.Sender, $"/referrals/{up.Id}/consent/print", "referral-consent-print");
        await Screens.Check(pair.App, pair.Sender, $"/referrals/{up.Id}", "referral-with-papers");
    }

    private static async Task<(Pair Pair, Referral Referral)> Up(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        return (pair, await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township, phone: "13800138000")));
    }

    private static Task<List<AuditEntry>> Printed(Pair pair, Guid referral) => pair.App.As(pair.Sender, services => services.GetRequiredService<XinglinDb>()
        .Set<AuditEntry>().Where(entry => entry.SubjectId == referral && entry.Action == "referral.printed").ToListAsync());

    private static void InOrder(IElement part, params string[] words)
    {
        var (text, from) = (part.TextContent, 0);
        foreach (var word in words)
        {
            var at = text.IndexOf(word, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"“{word}” is not where it belongs in: {text}");
            from = at + word.Length;
        }
    }

    [GeneratedRegex("<path[^>]* d=\"([^\"]+)\"")]
    private static partial Regex Drawn();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageObject();
}
