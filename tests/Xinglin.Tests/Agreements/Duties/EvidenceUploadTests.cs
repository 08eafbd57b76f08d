using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements.Duties;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Duties;

public class EvidenceUploadTests
{
    private static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"u8.ToArray();

    [Theory, EveryDatabase]
    public async Task A_file_goes_up_with_the_evidence_and_comes_back_to_both_sides_only(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        app.Time.TravelTo(new DateOnly(2026, 11, 22));
        var (lead, member, stranger) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"), await Agreed.House(app, "外院"));
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await app.As(member.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Organization = member.Id })))[0].Duty;
        var client = app.Client(member.Office);

        Assert.Equal(duty.Link, (await Record(client, "计划.pdf", Pdf)).RedirectsTo());

        var link = (await client.Page(duty.Link)).QuerySelector("a[href*='/files/']")!.GetAttribute("href")!;
        var answer = await app.Client(lead.Office).GetAsync(link);
        Assert.Equal(Pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("计划.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(stranger.Office).GetAsync(link)).StatusCode);

        Task<HttpResponseMessage> Record(HttpClient who, string name, byte[] file) => who.Upload(duty.Link, "record", "attachment", name, file,
            ("Evidence.OccurredOn", "2025-12-20"), ("Evidence.Title", "上报2026年进修计划"));
    }

    [Theory, EveryDatabase]
    public async Task A_file_that_is_not_what_its_name_says_is_refused_and_what_was_typed_stays(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        app.Time.TravelTo(new DateOnly(2026, 11, 22));
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await app.As(member.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Organization = member.Id })))[0].Duty;

        foreach (var (name, file, said) in new[] { ("计划.docx", Pdf, "扩展名与内容不符"), ("计划.pdf", "MZ"u8.ToArray(), "不能接收") })
        {
            var page = await (await app.Client(member.Office).Upload(duty.Link, "record", "attachment", name, file,
                ("Evidence.OccurredOn", "2025-12-20"), ("Evidence.Title", "上报2026年进修计划"))).Document();

            Assert.Contains(said, page.QuerySelector("main [role=alert]")!.TextContent);
            Assert.Equal("上报2026年进修计划", page.QuerySelector("#title")!.GetAttribute("value"));
            Assert.Null(page.QuerySelector("a[href*='/files/']"));
        }
    }
}
