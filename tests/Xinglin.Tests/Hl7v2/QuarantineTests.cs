using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Hl7v2.Files;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;
using Xinglin.Platform.Notices;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Hl7v2;

public class QuarantineTests
{
    [Theory, EveryDatabase]
    public async Task What_could_not_be_taken_is_kept_sealed_told_mended_and_linked_to_its_report(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        await lab.Send(lab.Blood("C1", "R1", name: "王大明"));
        var technician = lab.House.Person(Role.Diagnostics);
        var kept = Assert.Single(await lab.Messages());
        Assert.Equal((MessageState.Quarantined, "R1", "C1"), (kept.State, kept.ReportNumber, kept.ControlId));
        Assert.DoesNotContain("王大明", kept.Content + kept.Faults);
        var notices = await lab.App.As(technician, services => services.GetRequiredService<NoticeBoard>().List(technician, false, 0, 10, default));
        Assert.Contains(notices, notice => notice.Link == "/hl7v2/messages");

        var open = await lab.App.As(technician, services => services.GetRequiredService<QuarantineDesk>().Read(kept.Id));
        Assert.Contains("王大明", open.Text);
        Assert.Equal("PID-5", Assert.Single(open.Faults).Place!.ToString());
        var still = await Assert.ThrowsAsync<Refused>(() => Replay(lab, technician, kept.Id, kept.Version, open.Text!.Replace("王大明", "王中明", StringComparison.Ordinal)));
        Assert.Equal("hl7v2.still-faulty", still.Code);
        var mended = await lab.App.As(technician, services => services.GetRequiredService<QuarantineDesk>().Read(kept.Id));
        Assert.Contains("王中明", mended.Text);

        var receipt = await Replay(lab, technician, kept.Id, mended.Message.Version, mended.Text!.Replace("王中明", "王小明", StringComparison.Ordinal));
        var after = Assert.Single(await lab.Messages());
        Assert.Equal((MessageState.Replayed, receipt!.ReportId, technician.Name), (after.State, after.ReportId, after.HandledBy));
        Assert.Single(await lab.Reports());
        Assert.Equal("hl7v2.handled", (await Assert.ThrowsAsync<Refused>(() => Replay(lab, technician, kept.Id, null, open.Text!))).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_later_message_of_the_same_report_or_the_same_again_overcomes_it(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        await lab.Send(lab.Blood("C1", "R1", name: "王大明"));
        await lab.Send(lab.Blood("C2", "R1"));
        Assert.Equal([MessageState.Overcome, MessageState.Taken], (await lab.Messages()).Select(message => message.State));
        Assert.All(await lab.Messages(), message => Assert.NotNull(message.ReportId));

        var number = $"NEU{Guid.NewGuid():n}"[..12].ToUpperInvariant();
        var early = lab.Blood("C3", "R3", patientNumber: number);
        Assert.Equal("AE", (await lab.Send(early)).Code);
        Assert.Equal("AE", (await lab.Send(early)).Code);
        Assert.Equal(1, (await lab.Messages()).Single(message => message.ControlId == "C3").Repeats);
        await lab.App.As(lab.House.Person(Role.ReferralCoordinator), services => services.GetRequiredService<Xinglin.Patients.RegistrationDesk>().Register(
            new("王小明", Xinglin.Patients.Contract.AdministrativeSex.Male, new DateOnly(1961, 2, 3), Xinglin.Patients.IdentityKind.NotShown, CardNumber: number), true));
        Assert.Equal("AA", (await lab.Send(early)).Code);
        Assert.Equal(MessageState.Overcome, (await lab.Messages()).Single(message => message.ControlId == "C3").State);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_mend_at_once_the_second_is_told_and_others_see_nothing(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        await lab.Send(lab.Blood("C1", "R1", name: "王大明"));
        var kept = Assert.Single(await lab.Messages());
        var (one, other) = (lab.House.Person(Role.Diagnostics), lab.House.Person(Role.Diagnostics));
        await lab.App.As(one, services => services.GetRequiredService<QuarantineDesk>().Discard(kept.Id, kept.Version, "测试消息"));

        Assert.Equal("overtaken", (await Assert.ThrowsAsync<Refused>(() => Replay(lab, other, kept.Id, kept.Version, "MSH"))).Code);
        var read = await lab.App.As(other, services => services.GetRequiredService<QuarantineDesk>().Read(kept.Id));
        Assert.Equal("测试消息", read.Note);
        var stranger = (await Agreed.House(lab.App, "外县医院")).Person(Role.Diagnostics);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => lab.App.As(stranger, services => services.GetRequiredService<QuarantineDesk>().Read(kept.Id)))).Kind);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => lab.App.As(lab.House.Person(Role.Physician), services => services.GetRequiredService<QuarantineDesk>().Read(kept.Id)))).Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => lab.App.As(one, services => services.GetRequiredService<SenderDesk>().All()))).Kind);
    }

    [Theory, EveryDatabase]
    public async Task Files_are_taken_from_the_senders_folder_and_by_upload_and_over_the_API(Engine engine)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("xinglin-hl7").FullName;
        var (app, port) = await LabSystem.Fresh(engine, $"--Xinglin:Hl7v2:Folder={folder}");
        await using var _ = app;
        await using var lab = await LabSystem.On(app, port);
        var own = System.IO.Directory.CreateDirectory(Path.Combine(folder, lab.Facility)).FullName;
        var batch = $"FHS|^~\\&|LIS|{lab.Facility}\rBHS|^~\\&|LIS|{lab.Facility}\r{lab.Blood("C1", "R1")}{lab.Blood("C2", "R2")}BTS|2\rFTS|1\r";
        foreach (var (name, text) in new[] { ("good.hl7", batch), ("bad.hl7", lab.Blood("C3", "R3") + lab.Blood("C4", "R4", name: "李四")), ("cut.hl7", batch.Replace("BTS|2", "BTS|3", StringComparison.Ordinal)), ("new.hl7", lab.Blood("C5", "R5")) })
        {
            await File.WriteAllTextAsync(Path.Combine(own, name), text);
            if (name != "new.hl7") File.SetLastWriteTimeUtc(Path.Combine(own, name), DateTime.UtcNow.AddMinutes(-1));
        }

        var job = app.Host.Services.GetServices<IRecurringJob>().OfType<FolderScan>().Single();
        await app.As(CurrentUser.Program(job.Name), services => job.Run(services, default));
        Assert.Equal(["good.hl7", "good.hl7.ack"], Names(own, "taken"));
        Assert.Equal(["bad.hl7", "bad.hl7.ack", "cut.hl7", "cut.hl7.ack"], Names(own, "refused"));
        Assert.Equal(["new.hl7"], Names(own, "."));
        Assert.Equal(["R1", "R2", "R3"], (await lab.Reports()).Select(report => report.Number).Order());
        Assert.Contains("MSA|AE|C4", await File.ReadAllTextAsync(Path.Combine(own, "refused", "bad.hl7.ack")));

        var technician = lab.House.Person(Role.Diagnostics);
        var sender = (await app.As(technician, services => services.GetRequiredService<UploadDesk>().Senders())).Single().System.Id;
        var uploaded = await app.Client(technician).Upload("/hl7v2/upload", "upload", "Form.File", "m.hl7", Encoding.UTF8.GetBytes(lab.Blood("C6", "R6")), ("Form.Sender", sender.ToString()));
        Assert.Equal("/hl7v2/messages", uploaded.RedirectsTo());
        using var body = new StringContent(lab.Blood("C7", "R7"), Encoding.UTF8, "x-application/hl7-v2+er7");
        // A client that sends a key with everything is answered like any other.
        body.Headers.Add("Idempotency-Key", "7");
        var answered = await app.Client(technician).PostAsync("/api/hl7v2", body);
        Assert.Contains("MSA|AA|C7", await answered.Content.ReadAsStringAsync());
        Assert.Equal(5, (await lab.Reports()).Count);
    }

    [Fact]
    public async Task Pages()
    {
        await using var lab = await LabSystem.On(Engine.Sqlite);
        await lab.Send(lab.Blood("C1", "R1"));
        await lab.Send(lab.Blood("C2", "R2", name: "王大明"));
        await lab.Send(Hl7Samples.Read("10", lab.Facility, lab.PatientNumber));
        await lab.Send(lab.Blood("C3", "R2").Replace(lab.Facility, "STRANGER", StringComparison.Ordinal));
        var (technician, administrator) = (lab.House.Person(Role.Diagnostics), LabSystem.Administrator(lab.House));
        var waiting = (await lab.Messages()).Single(message => message.ControlId == "M0010");
        var client = lab.App.Client(technician);
        var refused = await client.Submit($"/hl7v2/messages/{waiting.Id}", "replay", ("Form.Text", "MSH|CHANGED"));
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("MSH|CHANGED", await refused.Content.ReadAsStringAsync());
        var taken = (await client.Submit($"/hl7v2/messages/{(await lab.Messages()).Single(message => message.ControlId == "C2").Id}", "replay", ("Form.Text", lab.Blood("C2", "R2")))).RedirectsTo();
        Assert.Contains("查看报告", (await client.Page(taken)).Body!.TextContent);
        var registered = await lab.App.Client(administrator).Submit("/hl7v2/senders/new", "new-sender",
            ("Form.Organization", lab.House.Id.ToString()), ("Form.Name", "PACS"), ("Form.Application", "PACS"), ("Form.Facility", lab.Facility), ("Form.Department", "影像科"), ("Form.Networks", "10.1.2.0/24\n10.1.3.4"));
        Assert.Equal("/hl7v2/senders", registered.RedirectsTo());
        var faulty = await lab.App.Client(administrator).Submit("/hl7v2/senders/new", "new-sender", ("Form.Organization", lab.House.Id.ToString()), ("Form.Name", "LIS 2"), ("Form.Networks", "不是地址"));
        Assert.Equal(400, (int)faulty.StatusCode);
        var said = await faulty.Content.ReadAsStringAsync();
        Assert.Contains("LIS 2", said);

        var sender = (await lab.App.As(administrator, services => services.GetRequiredService<SenderDesk>().All())).First(line => line.System.Facility == lab.Facility).System.Id;
        await Screens.Check(lab.App, technician, "/hl7v2/messages?state=all", "hl7v2-messages");
        await lab.Send([.. Hl7Samples.Read("10", lab.Facility, lab.PatientNumber), .. "NTE|1|L|补充\r"u8]);
        var another = (await lab.Messages()).Last(message => message.State == MessageState.Quarantined);
        await Screens.Check(lab.App, technician, $"/hl7v2/messages/{another.Id}", "hl7v2-message");
        await Screens.Check(lab.App, technician, taken, "hl7v2-message-taken");
        await Screens.Check(lab.App, technician, "/hl7v2/upload", "hl7v2-upload");
        await Screens.Check(lab.App, administrator, "/hl7v2/senders", "hl7v2-senders");
        await Screens.Check(lab.App, administrator, "/hl7v2/senders/new", "hl7v2-sender-new");
        await Screens.Check(lab.App, administrator, $"/hl7v2/senders/{sender}", "hl7v2-sender");
    }

    private static Task<Xinglin.Results.Contract.ReportReceipt?> Replay(LabSystem lab, CurrentUser user, Guid id, int? seen, string text) =>
        lab.App.As(user, services => services.GetRequiredService<QuarantineDesk>().Replay(id, seen, text));

    private static IEnumerable<string> Names(string folder, string part) => System.IO.Directory.EnumerateFiles(Path.Combine(folder, part)).Select(file => Path.GetFileName(file)).Order();
}
