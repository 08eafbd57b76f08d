using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public class ReferralPageTests
{
    [Theory, EveryDatabase]
    public async Task What_is_missing_is_said_and_what_was_typed_stays_a_draft(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var client = pair.App.Client(pair.Sender);
        var address = $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up";

        var answer = await client.Submit(address, "referral", [.. Typed("活动后胸闷三天").Where(field => field.Name != "Form.FromPhone"), ("decision", "submit")]);
        var page = await answer.Document();
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("请留转诊医师的联系电话", page.Body!.TextContent);
        Assert.Contains("已存为草稿", page.Body.TextContent);
        Assert.Equal("活动后胸闷三天", page.QuerySelector("textarea[name='Form.PresentIllness']")!.TextContent);

        var again = await client.Submit(page, address, "referral", [.. Typed("活动后胸闷三天"), ("decision", "submit")]);
        var story = await client.Page(again.RedirectsTo());
        Assert.Contains("待接收方受理", story.Body!.TextContent);
        Assert.Contains("活动后胸闷三天", story.Body.TextContent);
        var drafts = (await client.Page("/referrals?view=sent")).QuerySelectorAll("#referral-rows tbody tr").Length;
        Assert.Equal(1, drafts);
    }

    [Theory, EveryDatabase]
    public async Task The_receiver_accepts_on_the_page_and_the_sender_reads_where_to_go(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var receiver = pair.App.Client(pair.Receiver);

        var bare = await (await receiver.Submit($"/referrals/{up.Id}", "act-accept", ("Form.Department", "心内科"))).Document();
        Assert.Contains("到院安排还不完整", bare.Body!.TextContent);
        var accepted = await receiver.Submit($"/referrals/{up.Id}", "act-accept", ("Form.Department", "心内科"), ("Form.Place", "门诊楼 3 层 12 诊室"),
            ("Form.Contact", "张护士长"), ("Form.Phone", "0538-7654321"));
        Assert.Equal($"/referrals/{up.Id}", accepted.RedirectsTo());
        var sender = await pair.App.Client(pair.SenderOffice).Page($"/referrals/{up.Id}");
        Assert.Contains("门诊楼 3 层 12 诊室", sender.Body!.TextContent);
        Assert.Contains("患者已出发", sender.Body.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_page_that_was_overtaken_says_so(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var receiver = pair.App.Client(pair.Receiver);
        var page = await receiver.Page($"/referrals/{up.Id}");
        await Referred.Receiving(pair, pair.Receiver, desk => desk.AskForMore(up.Id, new ActWords(null, null, "请补充心电图")));

        var late = await (await receiver.Submit(page, $"/referrals/{up.Id}", "act-refuse", ("Form.ReasonCode", "RF01"))).Document();
        Assert.Contains("刚刚被其他人修改过", late.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_referral_that_was_redirected_outside_the_consortium_is_completed_on_its_page(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "心内科满床")));
        var elsewhere = await Xinglin.Tests.Agreements.Agreed.House(pair.App, "市中心医院");
        var next = await Referred.Sending(pair, pair.Sender, desk => desk.Redirect(up.Id, new ActWords(null, null, "家属要求", PatientAgreed: true), elsewhere.Id, "心内科"));

        var sender = pair.App.Client(pair.Sender);
        var done = await sender.Submit($"/referrals/{next.Id}/edit", "referral", ("Form.OutsideReason", "医联体内无床位"), ("Form.OutsideConfirmedBy", "急诊科李主任，11-24 09:40 电话"),
            ("Form.SignedBy", "王小明"), ("Form.Relation", "本人"), ("Form.Informed", "true"), ("decision", "submit"));
        Assert.Equal($"/referrals/{next.Id}", done.RedirectsTo());
        var page = await sender.Page($"/referrals/{next.Id}");
        Assert.Contains("医联体外转诊：医联体内无床位", page.Body!.TextContent);
        Assert.Contains("待接收方受理", page.Body.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_wished_day_and_the_examination_asked_for_are_read_by_the_receiver_and_on_the_paper(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var (sender, today) = (pair.App.Client(pair.Sender), pair.App.Time.Today());
        var address = $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up";
        (string, string)[] typed = [.. Typed("胸闷三天"), ("Form.Examination", "冠脉 CTA，增强"), ("decision", "submit")];
        var early = await (await sender.Submit(address, "referral", [.. typed, ("Form.WishedOn", ChinaTime.Show(today.AddDays(-1)))])).Document();
        Assert.Contains("期望日期不能早于", early.Body!.TextContent);
        var up = (await sender.Submit(early, address, "referral", [.. typed, ("Form.WishedOn", ChinaTime.Show(today.AddDays(3)))])).RedirectsTo();

        var receiver = pair.App.Client(pair.Receiver);
        foreach (var page in new[] { await receiver.Page(up), await receiver.Page($"{up}/print") })
            foreach (var word in (string[])["冠脉 CTA，增强", ChinaTime.Show(today.AddDays(3))])
                Assert.Contains(word, page.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_patients_telephone_shows_in_full_only_when_asked_for_and_that_is_recorded(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township, phone: "13800138000");
        var up = await Referred.Submitted(pair, patient);
        var receiver = pair.App.Client(pair.Receiver);
        var page = await receiver.Page($"/referrals/{up.Id}");
        Assert.Contains("138****8000", page.Body!.TextContent);
        Assert.DoesNotContain("13800138000", page.Source.Text);
        Assert.Empty(await Unmasked(pair, patient));

        var shown = await (await receiver.Submit(page, $"/referrals/{up.Id}", "unmask", ("Form.Show", "phone"))).Document();
        Assert.Contains("13800138000", shown.Body!.TextContent);
        var entry = Assert.Single(await Unmasked(pair, patient));
        Assert.Equal(($"显示完整电话（{up.Number}）", (Guid?)pair.Hospital.Id), (entry.Details, entry.OrganizationId));
        Assert.DoesNotContain("13800138000", (await receiver.Page($"/referrals/{up.Id}")).Source.Text);
    }

    [Theory, EveryDatabase]
    public async Task A_program_under_the_name_of_a_paper_is_no_attachment(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var (name, address) = ($"心电图{Guid.NewGuid():n}.pdf", $"/referrals/{up.Id}");
        var refused = await pair.App.Client(pair.Sender).Upload(address, "attach", "file", name, "MZ\u0090\0\u0003 This program cannot be run in DOS mode."u8.ToArray(), ("Form.Text", "心电图"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.Document();
        Assert.Contains($"不能接收“{name}”：文件内容不是允许的类型", page.Body!.TextContent);
        Assert.Contains("还没有附件", page.Body.TextContent);
        Assert.False(await pair.App.As(pair.Sender, services => services.GetRequiredService<XinglinDb>().Set<StoredFile>().AnyAsync(file => file.Name == name)));
    }

    [Theory, EveryDatabase]
    public async Task What_only_ends_the_case_is_nobodys_next_step(Engine engine)
    {
        var pair = await Referred.Pair(engine, review: true);
        var draft = await Referred.Sending(pair, pair.Sender, async desk => await desk.Draft(Referred.Draft(await Referred.Patient(pair.App, pair.Township), pair.Hospital)));
        var client = pair.App.Client(pair.Sender);
        Assert.Matches(@"知情同意\s*提交时登记", (await client.Page($"/referrals/{draft.Id}")).Body!.TextContent);
        await Referred.Sending(pair, pair.Sender, desk => desk.Submit(draft.Id, new ActWords(null), Referred.Consent));

        var page = await client.Page($"/referrals/{draft.Id}");
        Assert.Contains($"现在等{pair.Township.Name}转诊专员办理", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector("details input[name='Form.Act'][value=Cancel]"));
        Assert.Null(page.QuerySelector("details[open] input[name='Form.Act'][value=Cancel]"));
    }

    [Theory, EveryDatabase]
    public async Task Asked_for_more_the_sender_changes_what_is_written_and_not_what_was_sent(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.AskForMore(up.Id, new ActWords(null, null, "请补充用药")));
        var client = pair.App.Client(pair.Sender);
        var form = await client.Page($"/referrals/{up.Id}/edit");
        Assert.Null(form.QuerySelector("select[name='Form.Urgency'], input[name='Form.FromPhone'], input[name='Form.EnteredAfterwards']"));
        var page = await client.Page((await client.Submit(form, $"/referrals/{up.Id}/edit", "referral", ("Form.Medication", "氨氯地平 5mg"), ("decision", "submit"))).RedirectsTo());
        foreach (var words in (string[])["待接收方受理", "氨氯地平 5mg", "13900000000"]) Assert.Contains(words, page.Body!.TextContent);
    }

    private static Task<List<AuditEntry>> Unmasked(Pair pair, Guid patient) => pair.App.As(pair.Sender, services =>
        services.GetRequiredService<XinglinDb>().Set<AuditEntry>().Where(entry => entry.SubjectId == patient && entry.Action == "patient.unmasked").ToListAsync());

    [Theory, EveryDatabase]
    public async Task Nobody_is_sent_elsewhere_or_to_another_department_unasked(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var (sender, receiver, address) = (pair.App.Client(pair.Sender), pair.App.Client(pair.Receiver), $"/referrals/{up.Id}");
        (string, string)[] reassigned = [("Form.Department", "呼吸科"), ("Form.Text", "胸片提示肺部感染")];
        Assert.Contains("改派科室须经患者或家属同意", (await (await receiver.Submit(address, "act-reassign", reassigned)).Document()).Body!.TextContent);
        (await receiver.Submit(address, "act-reassign", [.. reassigned, ("Form.PatientAgreed", "true")])).RedirectsTo();
        Assert.Contains("胸片提示肺部感染（患者或家属已同意）", (await sender.Page(address)).Body!.TextContent);

        await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "满床")));
        var elsewhere = await Xinglin.Tests.Agreements.Agreed.House(pair.App, "市中心医院");
        (string, string)[] redirected = [("Form.ToId", elsewhere.Id.ToString()), ("Form.Text", "另一家有床位")];
        var unasked = await (await sender.Submit(address, "act-redirect", redirected)).Document();
        Assert.Contains("改转其他机构须经患者或家属同意", unasked.Body!.TextContent);
        (await sender.Submit(unasked, address, "act-redirect", [.. redirected, ("Form.PatientAgreed", "true")])).RedirectsTo();
    }

    [Theory, EveryDatabase]
    public async Task Roles_without_patients_find_no_referral(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        foreach (var role in (string[])[Role.ConsortiumOffice, Role.Director, Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator])
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await pair.App.Client(pair.Hospital.Person(role)).GetAsync($"/referrals/{up.Id}")).StatusCode);
    }

    internal static (string Name, string Value)[] Typed(string illness) =>
    [
        ("Form.Category", nameof(ReferralCategory.Outpatient)), ("Form.Urgency", nameof(ReferralUrgency.Routine)), ("Form.EnteredAfterwards", "false"),
        ("Form.ToDepartment", "心内科"), ("Form.FromPhone", "13900000000"), ("Form.Reasons", "UP05"), ("Form.Diagnoses", "I20.9 心绞痛"),
        ("Form.PresentIllness", illness), ("Form.Ambulance", "false"), ("Form.Escort", "false"), ("Form.Oxygen", "false"), ("Form.Monitoring", "false"), ("Form.Stretcher", "false"),
        ("Form.Infectious", "false"), ("Form.SignedBy", "王小明"), ("Form.Relation", "本人"), ("Form.Informed", "true")
    ];
}
