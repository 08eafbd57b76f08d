using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Reports;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Hl7v2;

/// <summary>What a sender meets on the line: good messages, bad ones, and behaviour that is none.</summary>
public class MllpTests
{
    [Theory, EveryDatabase]
    public async Task A_report_is_taken_before_it_is_acknowledged_and_once(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var first = await lab.Send(lab.Blood("C1", "R1"));
        var again = await lab.Send(lab.Blood("C1", "R1"));
        var other = await lab.Send(lab.Blood("C2", "R1"));

        Assert.Equal(["AA", "AA", "AA"], [first.Code, again.Code, other.Code]);
        Assert.Equal("C1", first.ControlId);
        Assert.Equal(lab.Facility, first.Message.Header.Text(6));
        var report = Assert.Single(await lab.Reports());
        Assert.Equal(lab.Patient, report.PatientId);
        Assert.Equal([MessageState.Taken, MessageState.Taken], (await lab.Messages()).Select(message => message.State));
    }

    [Theory, EveryDatabase]
    public async Task Every_sample_is_taken_or_refused_as_it_says(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        await lab.App.As(LabSystem.Administrator(lab.House), async services =>
        {
            foreach (var program in (string[])["RIS", "ECG", "PIS"])
                await services.GetRequiredService<SenderDesk>().Register(lab.House.Id, new SenderFacts(program, program, lab.Facility, "医技科", SenderCharset.Utf8, ["127.0.0.0/8"], null));
        });
        foreach (var start in (string[])["01", "02", "03", "04", "05", "06", "07", "08", "09"])
        {
            // A deletion counts from when it was sent; that of the sample lies before the report came in.
            var sample = Encoding.Latin1.GetString(Hl7Samples.Read(start, lab.Facility, lab.PatientNumber)).Replace("20241125103000", Hl7Time.Write(lab.App.Time.Now()), StringComparison.Ordinal);
            var answer = await lab.Send(Encoding.Latin1.GetBytes(sample));
            Assert.True(answer.Code == "AA", $"{start}: {answer.Message.Write()}");
        }

        foreach (var start in (string[])["10", "11", "12"]) Assert.Equal("AE", (await lab.Send(Hl7Samples.Read(start, lab.Facility, lab.PatientNumber))).Code);
        var reports = await lab.Reports();
        Assert.Equal([ReportKind(0), ReportKind(0), ReportKind(0), ReportKind(1), ReportKind(2), ReportKind(3), ReportKind(4)], reports.Select(report => report.Kind).Order());
        Assert.Equal([ReportState.Replaced, ReportState.Voided], reports.Where(report => report.Number == "LAB-0001").Select(report => report.State));
        Assert.All(reports.Where(report => report.Number is "IMG-0001" or "ECG-0001"), report => Assert.True(report.HasImages));

        static Xinglin.Results.Contract.ReportKind ReportKind(int kind) => (Xinglin.Results.Contract.ReportKind)kind;
    }

    [Theory, EveryDatabase]
    public async Task A_fault_is_answered_in_the_senders_version_and_characters_with_its_place(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var old = await lab.Send(Charset.Gb18030.GetBytes(lab.Blood("C1", "R1", name: "王大明").Replace("UNICODE UTF-8", "GB 18030-2000", StringComparison.Ordinal)));
        var newer = await lab.Send(lab.Blood("C2", "R2", patientNumber: "NOBODY-1", version: "2.5.1"));

        Assert.Equal(("AE", "2.4", "GB 18030-2000"), (old.Code, old.Message.Version, old.Message.Header.Text(18)));
        Assert.Contains("PID^1^5^204&", old.Errors);
        Assert.Contains("姓名", old.Errors);
        Assert.Equal("ACK^R01^ACK", newer.Message.Header.Raw(9).ToString());
        Assert.Contains("ERR||PID^1^3|204^^HL70357|E", newer.Errors);
        // Cut off within its last line, in a frame that is whole.
        Assert.Contains("OBX^2^11^101&", (await lab.Send(lab.Blood("C3", "R3")[..^20])).Errors);
        // Another character set than it says.
        Assert.Contains("MSH^1^18^103&", (await lab.Send(Charset.Gb18030.GetBytes(lab.Blood("C4", "R4")))).Errors);
        Assert.Empty(await lab.Reports());
        Assert.Equal(["result.patient-mismatch", "not-found", "hl7v2.faulty", "hl7v2.faulty"], (await lab.Messages()).Select(message => message.Reason));
    }

    [Theory, EveryDatabase]
    public async Task What_is_no_result_or_of_nobody_is_rejected_and_a_stranger_is_seen_by_the_administrator(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        await using var neighbour = await LabSystem.On(engine);
        Assert.Equal("AR", (await lab.Send(lab.Blood("C1", "R1").Replace("ORU^R01", "ADT^A01", StringComparison.Ordinal))).Code);
        Assert.Equal("AR", (await lab.Send(lab.Blood("C2", "R1", version: "2.8"))).Code);
        Assert.Equal("AR", (await lab.Send(lab.Blood("C3", "R1").Replace("|P|2.4", "|T|2.4", StringComparison.Ordinal))).Code);
        Assert.Equal("AR", (await lab.Send("这不是消息")).Code);
        Assert.Equal("AR", (await lab.Send(lab.Blood("C3", "R1").Replace("|^~\\&|", "|^^~~|", StringComparison.Ordinal))).Code);
        var stranger = $"X{Guid.NewGuid():n}"[..12];
        var answer = await lab.Send(lab.Blood("C4", "R1").Replace(lab.Facility, stranger, StringComparison.Ordinal));
        Assert.Equal("AR", answer.Code);
        Assert.Contains("没有登记", answer.Errors);

        var seen = (await lab.App.As(LabSystem.Administrator(lab.House), services => services.GetRequiredService<SenderDesk>().Unknown())).Single(unknown => unknown.Facility == stranger);
        Assert.Equal((1, true), (seen.Count, seen.LastAddress!.EndsWith("127.0.0.1", StringComparison.Ordinal)));
        Assert.Empty(await lab.Messages());
    }

    [Theory, EveryDatabase]
    public async Task A_suspended_sender_and_another_address_are_rejected(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var administrator = LabSystem.Administrator(lab.House);
        var id = (await lab.App.As(administrator, services => services.GetRequiredService<SenderDesk>().All())).Single(line => line.System.Facility == lab.Facility).System.Id;
        await lab.App.As(administrator, services => services.GetRequiredService<SenderDesk>().Suspend(id, null, "更换系统"));
        Assert.Contains("暂停", (await lab.Send(lab.Blood("C1", "R1"))).Errors);
        await lab.App.As(administrator, services => services.GetRequiredService<SenderDesk>().Resume(id, null));
        await lab.App.As(administrator, services => services.GetRequiredService<SenderDesk>().Change(id, null, new SenderFacts("LIS", "LIS", lab.Facility, "检验科", SenderCharset.Utf8, ["10.1.2.3"], null)));
        Assert.Contains("来源地址", (await lab.Send(lab.Blood("C2", "R1"))).Errors);
        Assert.Empty(await lab.Reports());
    }

    [Theory, EveryDatabase]
    public async Task Corrections_and_late_messages_end_as_the_sender_meant(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var final = lab.Blood("C1", "R1");
        var corrected = lab.Blood("C2", "R1", status: "C", value: "16.1", reported: "20241125100000");
        Assert.Equal("AA", (await lab.Send(final)).Code);
        Assert.Equal("AE", (await lab.Send(lab.Blood("C3", "R1", value: "7.7"))).Code);
        Assert.Equal("AA", (await lab.Send(corrected)).Code);
        Assert.Equal("AA", (await lab.Send(final)).Code);
        Assert.Equal("AA", (await lab.Send(corrected.Replace("C2", "C4", StringComparison.Ordinal))).Code);
        var late = await lab.Send(lab.Blood("C5", "R1", status: "C", value: "8.8", reported: "20241125094500"));
        Assert.Equal("AE", late.Code);
        Assert.Contains("更早", late.Errors);
        Assert.Equal([(1, ReportState.Replaced), (2, ReportState.Current)], (await lab.Reports()).Select(report => (report.Edition, report.State)));

        // The correction of something that never came is what there is; what it corrected comes too late.
        Assert.Equal("AA", (await lab.Send(lab.Blood("C6", "R2", status: "C", value: "5.5", reported: "20241125100000"))).Code);
        Assert.Equal("AE", (await lab.Send(lab.Blood("C7", "R2", value: "5.0"))).Code);
        // Deleted, and again, and what never was.
        string Deleted(string control, string number) => lab.Blood(control, number).Split("OBX")[0].Replace("|HM|F", "|HM|X", StringComparison.Ordinal).Replace("20241125103000", Hl7Time.Write(lab.App.Time.Now()), StringComparison.Ordinal);
        Assert.Equal(["AA", "AA", "AA"], [(await lab.Send(Deleted("C8", "R1"))).Code, (await lab.Send(Deleted("C9", "R1"))).Code, (await lab.Send(Deleted("C10", "R3"))).Code]);
        Assert.Equal("AE", (await lab.Send(lab.Blood("C11", "R1", status: "C", value: "9.9", reported: "20241125110000"))).Code);
        // A deletion of last year is not of what was taken today.
        Assert.Equal("AE", (await lab.Send(lab.Blood("C12", "R2").Split("OBX")[0].Replace("|HM|F", "|HM|X", StringComparison.Ordinal))).Code);
    }

    [Theory, EveryDatabase]
    public async Task Two_patients_with_one_number_are_told_apart_by_nobody(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var record = $"BA{Guid.NewGuid():n}"[..12].ToUpperInvariant();
        foreach (var _ in Enumerable.Range(0, 2))
            await lab.App.As(lab.House.Person(Role.ReferralCoordinator), services => services.GetRequiredService<RegistrationDesk>().Register(
                new PatientFacts("王小明", AdministrativeSex.Male, new DateOnly(1950, 1, 1).AddDays(Random.Shared.Next(9000)), IdentityKind.NotShown, RecordNumber: record), true));

        var answer = await lab.Send(lab.Blood("C1", "R1", patientNumber: record));
        Assert.Equal("AE", answer.Code);
        Assert.Contains("PID^1^3^205&", answer.Errors);
        Assert.Contains("不止一位", answer.Errors);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_messages_at_once_a_bad_one_spoils_no_other_and_answers_come_in_order(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var messages = Enumerable.Range(0, 60).Select(each => each % 10 == 7 ? lab.Blood($"C{each}", $"R{each}", name: "李四") : lab.Blood($"C{each}", each % 10 == 3 ? "R2" : $"R{each}")).ToList();
        await lab.Write([.. messages.SelectMany(message => (byte[])[0x0B, .. Encoding.UTF8.GetBytes(message), 0x1C, 0x0D])]);
        var answers = new List<Ack>();
        foreach (var _ in messages) answers.Add((await lab.Answer())!);

        Assert.Equal(Enumerable.Range(0, 60).Select(each => $"C{each}"), answers.Select(answer => answer.ControlId));
        Assert.Equal(Enumerable.Range(0, 60).Select(each => each % 10 == 7 ? "AE" : "AA"), answers.Select(answer => answer.Code));
        Assert.Equal(48, (await lab.Reports()).Count);
    }

    [Theory, EveryDatabase]
    public async Task The_same_report_over_many_lines_at_once_is_kept_once(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(each => Task.Run(async () =>
        {
            using var line = await LabSystem.Connect(lab.Port);
            await line.GetStream().WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood($"C{each}", "R1")), 0x1C, 0x0D]);
            return (await Ack.Read(line.GetStream()))!.Code;
        })));

        Assert.All(answers, code => Assert.Equal("AA", code));
        Assert.Single(await lab.Reports());
    }

    [Theory, EveryDatabase]
    public async Task Junk_between_frames_half_a_frame_and_a_new_beginning_do_no_harm(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        await lab.Write(Encoding.UTF8.GetBytes("GET / HTTP/1.1\r\n\r\n"));
        await lab.Write([0x0B, .. Encoding.UTF8.GetBytes(lab.Blood("HALF", "R9"))[..120]]);
        var answer = await lab.Send(lab.Blood("C1", "R1"));
        Assert.Equal(("AA", "C1"), (answer.Code, answer.ControlId));
        using (var line = await LabSystem.Connect(lab.Port)) await line.GetStream().WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood("C2", "R2"))]);
        Assert.Equal("AA", (await lab.Send(lab.Blood("C3", "R3"))).Code);
        Assert.Equal(["R1", "R3"], (await lab.Reports()).Select(report => report.Number).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_message_beyond_the_limit_is_rejected_without_being_held_and_one_that_never_ends_is_cut_off(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        using (var line = await LabSystem.Connect(lab.Port))
        {
            var stream = line.GetStream();
            await stream.WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood("BIG", "R1"))]);
            var reading = Ack.Read(stream);
            try
            {
                var part = new byte[1024 * 1024];
                Array.Fill(part, (byte)'x');
                for (var megabytes = 0; megabytes < 100; megabytes++) await stream.WriteAsync(part);
            }
            catch (IOException)
            {
                // Cut off, as it should be.
            }

            if (await reading is { } answer) Assert.Equal(("AR", "BIG"), (answer.Code, answer.ControlId));
        }

        using (var slow = await LabSystem.Connect(lab.Port))
        {
            await slow.GetStream().WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood("SLOW", "R2"))[..150]]);
            var answer = (await Ack.Read(slow.GetStream()))!;
            Assert.Equal(("AR", "SLOW"), (answer.Code, answer.ControlId));
            Assert.Contains("没有传完", answer.Errors);
            Assert.Null(await Ack.Read(slow.GetStream()));
        }

        Assert.Equal("AA", (await lab.Send(lab.Blood("C1", "R1"))).Code);
    }

    [Theory, EveryDatabase]
    public async Task What_is_cut_off_slow_or_no_message_is_answered_and_waits_sealed_with_whom_alone_it_can_be(Engine engine)
    {
        var (app, port) = await LabSystem.Fresh(engine);
        await using var _ = app;
        await using var lab = await LabSystem.On(app, port);
        var whole = Encoding.UTF8.GetBytes(lab.Blood("CUT", "R1"));
        using (var line = await LabSystem.Connect(port))
        {
            var stream = line.GetStream();
            await stream.WriteAsync((byte[])[0x0B, .. whole[..180]]);
            line.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            var answer = (await Ack.Read(stream))!;
            Assert.Equal(("AR", "CUT"), (answer.Code, answer.ControlId));
        }

        foreach (var unread in (string[])["PID|1||X^^^PI||王小明", lab.Blood("C2", "R2").Replace("|^~\\&|", "|^^~~|", StringComparison.Ordinal)])
            foreach (var again in (bool[])[false, true])
                Assert.Equal("AR", (await lab.Send(unread)).Code);
        var large = new string('x', 200_000);
        Assert.Equal("AR", (await lab.Send(large)).Code);

        var kept = await lab.Messages();
        Assert.Equal(4, kept.Count);
        Assert.All(kept, message => Assert.Equal((MessageState.Quarantined, "hl7v2.unread"), (message.State, message.Reason)));
        Assert.Equal([0, 0, 1, 1], kept.Select(message => message.Repeats).Order());
        Assert.DoesNotContain(kept, message => message.Content!.Contains("王小明", StringComparison.Ordinal));
        var technician = lab.House.Person(Role.Diagnostics);
        var texts = new List<string>();
        foreach (var message in kept) texts.Add((await app.As(technician, services => services.GetRequiredService<QuarantineDesk>().Read(message.Id))).Text!);
        Assert.Contains(texts, text => text.StartsWith("MSH", StringComparison.Ordinal) && text.Contains("CUT", StringComparison.Ordinal) && text.Length < whole.Length);
        Assert.Contains(texts, text => text.Contains("王小明", StringComparison.Ordinal));
        Assert.Equal(64 * 1024, texts.Max(text => text.Length));

        // A second house calls from the same address: what names nobody is nobody's.
        await using var neighbour = await LabSystem.On(app, port);
        Assert.Equal("AR", (await lab.Send("PID|1||Y^^^PI||王小明")).Code);
        Assert.Equal(4, (await lab.Messages()).Count);
        Assert.Empty(await neighbour.Messages());
    }

    [Theory, EveryDatabase]
    public async Task The_enhanced_mode_is_answered_as_the_sender_asks(Engine engine)
    {
        await using var lab = await LabSystem.On(engine);
        string Asking(string control, string accept, string application, string name = "王小明") => lab.Blood(control, control, name: name).Replace("|2.4|||||CHN", $"|2.4|||{accept}|{application}|CHN", StringComparison.Ordinal);
        Assert.Equal("CA", (await lab.Send(Asking("E1", "AL", "NE"))).Code);
        Assert.Equal("AA", (await lab.Send(Asking("E2", "NE", "AL"))).Code);
        Assert.Equal("CA", (await lab.Send(Asking("E3", "AL", "AL"))).Code);
        Assert.Equal("AA", (await lab.Answer())!.Code);
        Assert.Equal("AE", (await lab.Send(Asking("E4", "NE", "ER", "李四"))).Code);
        // Nothing is asked for: the next answer is of the next message.
        await lab.Write([0x0B, .. Encoding.UTF8.GetBytes(Asking("E5", "NE", "NE")), 0x1C, 0x0D]);
        Assert.Equal("E6", (await lab.Send(lab.Blood("E6", "E6"))).ControlId);
        Assert.Equal(5, (await lab.Reports()).Count);
    }

    [Fact]
    public async Task With_a_certificate_only_TLS_is_spoken()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(System.IO.Directory.CreateTempSubdirectory("xinglin-tls").FullName, "hl7.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        var (app, port) = await LabSystem.Fresh(Engine.Sqlite, $"--Xinglin:Hl7v2:Certificate={file}");
        await using var _ = app;
        await using var lab = await LabSystem.On(app, port);

        using var line = await LabSystem.Connect(port);
        await using var secure = new SslStream(line.GetStream(), false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync("localhost");
        await secure.WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood("T1", "R1")), 0x1C, 0x0D]);
        Assert.Equal("AA", (await Ack.Read(secure))!.Code);
        await Assert.ThrowsAnyAsync<IOException>(() => lab.Send(lab.Blood("T2", "R2")));
        Assert.Single(await lab.Reports());
    }

    [Theory, EveryDatabase]
    public async Task A_stop_answers_what_it_took(Engine engine)
    {
        var (app, port) = await LabSystem.Fresh(engine);
        await using var lab = await LabSystem.On(app, port);
        await lab.Write([.. Enumerable.Range(0, 20).SelectMany(each => (byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood($"C{each}", $"R{each}")), 0x1C, 0x0D])]);
        Assert.Equal("AA", (await lab.Answer())!.Code);
        await using var database = await app.Stop();
        var answered = 1;
        while (await lab.Answer() is { } answer)
        {
            Assert.Equal("AA", answer.Code);
            answered++;
        }

        await using var after = await TestApp.On(database);
        Assert.Equal(answered, await LabSystem.Query(after, db => db.Set<Report>().CountAsync(report => report.OrganizationId == lab.House.Id)));
    }
}
