using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Duties;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

/// <summary>The auditor sees who tried what was not theirs, and who took sealed papers out.</summary>
public class RefusedActTests
{
    [Theory, EveryDatabase]
    public async Task An_act_of_a_stranger_and_of_the_wrong_role_by_the_api_is_recorded_as_refused(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member, stranger) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"), await Agreed.House(app, "外院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var (outsider, physician, office) = (stranger.Director, lead.Person(Role.Physician), lead.Office);

        Assert.Equal(HttpStatusCode.NotFound, await Post(app, outsider, id, "seal"));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(app, physician, id, "give-notice"));
        Assert.Equal(HttpStatusCode.Conflict, await Post(app, office, id, "circulate"));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(app, office, id, "give-notice"));

        var refused = (await Entries(app, id)).Where(entry => entry.Outcome == AuditOutcome.Refused).ToList();
        Assert.Equal([outsider.UserId, physician.UserId, office.UserId], refused.Select(entry => entry.UserId));
        Assert.Equal((stranger.Id, $"POST /api/agreements/{id}/actions/seal"), (refused[0].OrganizationId, refused[0].SubjectName));
        Assert.Equal(["not-found", "agreement.act-not-yours", "agreement.act-not-possible"], refused.Select(entry => entry.Details!.Split('：')[0]));
        Assert.All(refused, entry => Assert.NotNull(entry.RemoteAddress));
    }

    [Theory, EveryDatabase]
    public async Task A_refusal_that_a_page_shows_is_recorded_too_and_reading_or_mistyping_is_not(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var client = app.Client(lead.Office);

        var answer = await client.Submit($"/agreements/{id}", "GiveNotice", ("Form.Seen", "1"), ("Form.Reason", "院区调整"));
        Assert.Contains("刚刚被其他人修改过", (await answer.Document()).Body!.TextContent);
        await client.Submit($"/agreements/{id}", "GiveNotice", ("Form.Reason", " "));
        await app.Client(member.Office).GetAsync($"/agreements/{Guid.NewGuid()}");

        var refused = Assert.Single(await Entries(app, id), entry => entry.Outcome == AuditOutcome.Refused);
        Assert.Equal($"POST /agreements/{id} GiveNotice", refused.SubjectName);
        Assert.StartsWith("overtaken", refused.Details);
    }

    [Theory, EveryDatabase]
    public async Task Taking_out_a_scan_an_attachment_a_sealed_text_or_a_statement_is_recorded(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.Clause("two-way-referral", "乙方", "乙方开展双向转诊。"));
        var (party, duty) = await app.As(lead.Office, async services =>
        {
            var line = (await services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Agreement = id }))[0];
            return (line.Duty.Agreement.PartyOf(lead.Id)!, line.Duty);
        });
        var (scan, attachment) = await app.As(lead.Office, async services =>
        {
            var files = services.GetRequiredService<FileStore>();
            async Task<Guid> Keep(string name) => (await files.Save(new MemoryStream("%PDF-1.4\n%%EOF"u8.ToArray()), name, [FileKind.Pdf], 1000, default)).Id;
            var kept = (await Keep("盖章页.pdf"), await Keep("签到表.pdf"));
            await services.GetRequiredService<AgreementStore>().Change(id, null, agreement =>
                agreement.PartyOf(lead.Id)!.Seal = agreement.PartyOf(lead.Id)!.Seal! with { ScanFileId = kept.Item1 });
            await services.GetRequiredService<DutyDesk>().Record(duty.Clause.Id, duty.BearerId, new EvidenceInput(null, Agreed.SealedOn, "转诊 3 例", null, kept.Item2));
            return kept;
        });
        Assert.NotEqual(scan, attachment);
        var reader = member.Office;
        var client = app.Client(reader);

        foreach (var address in (string[])[$"/agreements/{id}/seals/{party.Id}", $"/duties/{duty.Clause.Id}/{duty.BearerId}/files/{attachment}",
                     $"/api/agreements/{id}/document", $"/agreements/{id}/statement.csv?from=2025-03-01&to=2025-12-31"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);

        Assert.Equal(["agreement.scan-read", "duty.attachment-read", "agreement.document-read", "statement.read"],
            (await Entries(app, id)).Where(entry => entry.UserId == reader.UserId).Select(entry => entry.Action));
    }

    [Theory, EveryDatabase]
    public async Task Reading_a_sealed_text_or_a_statement_on_a_page_is_recorded_as_through_the_api(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var draft = await Agreed.Draft(app, member, [lead], Agreed.ThreeYears, Agreed.DecemberPlan);
        var issued = await app.As(lead.Office, services => services.GetRequiredService<StatementDesk>().Issue(id, Agreed.SealedOn, Agreed.SealedOn.AddMonths(9)));
        var reader = member.Office;
        var client = app.Client(reader);
        const string Days = "from=2025-03-01&to=2025-12-31";

        foreach (var address in (string[])[$"/agreements/{id}/document", $"/agreements/{draft}/document", $"/agreements/{id}/statement?{Days}", $"/agreements/{id}/statement/print?{Days}",
                     $"/statements/{issued}", $"/statements/{issued}/print", $"/api/agreements/{id}/fulfilment?{Days}"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);

        Assert.Equal(["agreement.document-read", "statement.read", "statement.read", "statement.read", "statement.read", "statement.read"],
            (await Entries(app, id)).Where(entry => entry.UserId == reader.UserId).Select(entry => entry.Action));
        Assert.DoesNotContain(await Entries(app, draft), entry => entry.Action == "agreement.document-read");
    }

    private static async Task<HttpStatusCode> Post(TestApp app, CurrentUser user, Guid id, string act)
    {
        var version = (await app.As(CurrentUser.Program("测试"), services => services.GetRequiredService<AgreementStore>().Read(id))).Version;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/agreements/{id}/actions/{act}") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return (await app.Client(user).SendAsync(request)).StatusCode;
    }

    private static Task<List<AuditEntry>> Entries(TestApp app, Guid subject) => app.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectId == subject).OrderBy(entry => entry.Moment).ThenBy(entry => entry.Id).ToListAsync());
}
