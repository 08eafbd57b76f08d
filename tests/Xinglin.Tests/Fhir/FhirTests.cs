using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Bench;
using Xinglin.Directory.Contract;
using Xinglin.Fhir;
using Xinglin.Fhir.Hooks;
using Xinglin.Fhir.Inbound;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Results;
using Xinglin.Tests.Support;
using Task = System.Threading.Tasks.Task;

namespace Xinglin.Tests.Fhir;

public class FhirTests
{
    [Theory, EveryDatabase]
    public async Task A_laboratory_report_is_taken_once_corrected_voided_and_read_again(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var number = Lab.Number();
        var json = await Sample(app, house, patient, "fhir/laboratory.json", number);

        var first = await Post(client, "/fhir/DiagnosticReport", json);
        Assert.True(first.StatusCode == HttpStatusCode.Created, await first.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await Post(client, "/fhir/DiagnosticReport", json)).StatusCode);
        var read = await client.GetFromJsonAsync<JsonElement>(first.Headers.Location);
        Assert.Equal(number, read.GetProperty("identifier")[0].GetProperty("value").GetString());
        Assert.Equal(6.1m, read.GetProperty("contained")[0].GetProperty("valueQuantity").GetProperty("value").GetDecimal());
        Assert.Contains("血小板（检测出错）", read.GetRawText());

        var corrected = json.Replace("6.1", "16.1").Replace("\"status\": \"final\",\n  \"category\"", "\"status\": \"corrected\",\n  \"category\"");
        var bare = await Post(client, "/fhir/DiagnosticReport", corrected);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.StatusCode);
        var reasoned = corrected.Replace("\"identifier\": [{ \"system\": \"urn:lis\"", "\"extension\": [{ \"url\": \"urn:xinglin:revision-reason\", \"valueString\": \"标本编号贴错\" }],\n  \"identifier\": [{ \"system\": \"urn:lis\"");
        Assert.Equal(HttpStatusCode.Created, (await Post(client, "/fhir/DiagnosticReport", reasoned)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(client, "/fhir/DiagnosticReport", reasoned)).StatusCode);
        var found = await client.GetFromJsonAsync<JsonElement>($"/fhir/DiagnosticReport?patient={patient}&category=LAB");
        Assert.Equal("2", found.GetProperty("entry")[0].GetProperty("resource").GetProperty("meta").GetProperty("versionId").GetString());
        Assert.Equal(1, found.GetProperty("entry").GetArrayLength());
        var values = await client.GetFromJsonAsync<JsonElement>($"/fhir/Observation?patient={patient}&code=L-WBC");
        Assert.Equal(16.1m, Assert.Single(values.GetProperty("entry").EnumerateArray()).GetProperty("resource").GetProperty("valueQuantity").GetProperty("value").GetDecimal());

        var voided = await Post(client, "/fhir/DiagnosticReport", json.Replace("\"status\": \"final\",\n  \"category\"", "\"status\": \"entered-in-error\",\n  \"category\""));
        Assert.Equal(HttpStatusCode.OK, voided.StatusCode);
        var gone = await Post(client, "/fhir/DiagnosticReport", json);
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        Assert.Contains("result.voided", await gone.Content.ReadAsStringAsync());
    }

    [Theory, EveryDatabase]
    public async Task Cultures_and_images_come_with_their_susceptibilities_links_and_files(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var culture = await Post(client, "/fhir", await Sample(app, house, patient, "fhir/microbiology.json", Lab.Number()));
        Assert.True(culture.IsSuccessStatusCode, await culture.Content.ReadAsStringAsync());
        var ct = await Post(client, "/fhir/DiagnosticReport", await Sample(app, house, patient, "fhir/imaging.json", Lab.Number()));
        Assert.True(ct.StatusCode == HttpStatusCode.Created, await ct.Content.ReadAsStringAsync());
        var (reports, _) = await app.As(Lab.Technician(house), services => services.GetRequiredService<IReportReading>().Find(new ReportQuery(patient)));
        var organism = Assert.Single(reports.Single(report => report.Kind == "microbiology").Values);
        Assert.Equal(["头孢曲松 R ", "左氧氟沙星 S ≤0.5 mg/L"], organism.Susceptibilities!.Select(each => $"{each.Drug} {each.Result} {each.Measure}").Order());
        var image = reports.Single(report => report.Kind == "imaging");
        Assert.Equal("https://pacs.example.cn/dicomweb/studies/1.2.826.0.1.1", Assert.Single(image.Images).Url);
        Assert.Equal("64排", image.EquipmentClass);
    }

    [Theory, EveryDatabase]
    public async Task A_transaction_is_taken_whole_or_not_at_all_and_a_batch_each_on_its_own(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var (good, other) = (await Sample(app, house, patient, "fhir/laboratory.json", Lab.Number()), await Sample(app, house, patient, "fhir/laboratory.json", Lab.Number()));
        string Bundled(string type) => $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{"resource":{{good}},"request":{"method":"POST","url":"DiagnosticReport"} },{"resource":{{other.Replace("王小明", "别的人")}},"request":{"method":"POST","url":"DiagnosticReport"} }]}""";
        var together = await Post(client, "/fhir", Bundled("transaction"));
        Assert.Equal(HttpStatusCode.Conflict, together.StatusCode);
        Assert.Contains("Bundle.entry[1].resource", await together.Content.ReadAsStringAsync());
        Assert.Empty((await app.As(Lab.Technician(house), services => services.GetRequiredService<IReportReading>().Find(new ReportQuery(patient)))).Reports);
        var batch = await (await Post(client, "/fhir", Bundled("batch"))).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["201", "409"], batch.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("response").GetProperty("status").GetString()));
    }

    [Theory, EveryDatabase]
    public async Task A_message_is_answered_by_a_message_that_names_it(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var report = await Sample(app, house, patient, "fhir/laboratory.json", Lab.Number());
        string Message(string id) => $$"""{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader",{{id}}"eventUri":"urn:lis:report","source":{"endpoint":"urn:lis"} } },{"resource":{{report}}}]}""";

        var nameless = await Post(client, "/fhir", Message(""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        Assert.Contains("MessageHeader", await nameless.Content.ReadAsStringAsync());

        foreach (var words in (string[])["已接收", "此前已接收"])
        {
            var answer = await (await Post(client, "/fhir", Message("\"id\":\"m-17\","))).Content.ReadFromJsonAsync<JsonElement>();
            var response = answer.GetProperty("entry")[0].GetProperty("resource").GetProperty("response");
            Assert.Equal(("m-17", "ok"), (response.GetProperty("identifier").GetString(), response.GetProperty("code").GetString()));
            Assert.Contains(words, answer.GetProperty("entry")[1].GetRawText());
        }
    }

    [Theory, EveryDatabase]
    public async Task The_only_condition_is_that_the_report_is_new(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var number = Lab.Number();
        var report = await Sample(app, house, patient, "fhir/laboratory.json", number);
        async Task<HttpStatusCode> If(string condition)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/fhir/DiagnosticReport") { Content = new StringContent(report, Encoding.UTF8, "application/fhir+json") };
            request.Headers.Add("If-None-Exist", condition);
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.PreconditionFailed, await If("identifier=urn:lis|another"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await If($"identifier=urn:lis|{number}&status=final"));
        Assert.Equal(HttpStatusCode.Created, await If($"identifier=urn:lis|{number}"));
        Assert.Equal(HttpStatusCode.OK, await If($"identifier={number}"));
        var bundled = await Post(client, "/fhir", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{{report}},"request":{"method":"POST","url":"DiagnosticReport","ifNoneExist":"patient=1"} }]}""");
        Assert.Contains("Bundle.entry[0].request.ifNoneExist", await bundled.Content.ReadAsStringAsync());
    }

    [Theory, EveryDatabase]
    public async Task Level_five_is_masked_and_another_institutions_reports_open_for_a_case_only(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (app, patient) = (pair.App, await Referred.Patient(pair.App, pair.Township));
        await Lab.Map(app, pair.Township, ("HIV", "HIV抗体", "IMM-HIV"));
        var at = app.Time.Now().AddHours(-3);
        await Lab.Receive(app, Lab.Technician(pair.Township), new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "感染筛查", "检验科", at, null, at, [new ValueIn("HIV", "HIV抗体", "待确证阳性")], Conclusion: "建议转疾控确证"));
        var hospital = app.Client(pair.Doctor);

        Assert.Equal(HttpStatusCode.NotFound, (await hospital.GetAsync($"/fhir/DiagnosticReport?patient={patient}")).StatusCode);
        await Referred.Submitted(pair, patient);
        foreach (var type in (string[])["DiagnosticReport", "Observation"])
        {
            var found = await hospital.GetStringAsync($"/fhir/{type}?patient={patient}");
            Assert.Contains("\"masked\"", found);
            Assert.DoesNotContain("待确证阳性", found);
            Assert.DoesNotContain("疾控", found);
        }
    }

    [Theory, EveryDatabase]
    public async Task Cards_that_no_feedback_comes_for_are_removed_after_ninety_days(Engine engine)
    {
        await using var app = await TestApp.Quiet(engine);
        Task<int> Cards() => app.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<ShownCard>().CountAsync());
        await app.As(CurrentUser.Program("测试"), services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            db.Add(new ShownCard(Guid.CreateVersion7(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ["CBC-WBC"], app.Time.Now()));
            return db.SaveChangesAsync();
        });
        var job = app.Host.Services.GetServices<IRecurringJob>().OfType<ForgetCards>().Single();

        foreach (var (days, left) in ((int, int)[])[(89, 1), (2, 0)])
        {
            app.Time.Advance(TimeSpan.FromDays(days));
            await app.As(CurrentUser.Program("测试"), services => job.Run(services, default));
            Assert.Equal(left, await Cards());
        }
    }

    [Theory, EveryDatabase]
    public async Task All_faults_are_named_with_their_places_and_other_formats_are_refused(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var client = app.Client(Lab.Technician(house));
        var refused = await Post(client, "/fhir/DiagnosticReport", await Sample(app, house, patient, "fhir/faulty.json", "x"));
        var said = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        foreach (var part in (string[])["DiagnosticReport.identifier", "DiagnosticReport.status", "DiagnosticReport.category", "DiagnosticReport.issued", "DiagnosticReport.performer", "DiagnosticReport.effective", "DiagnosticReport.contained[1].status", "DiagnosticReport.contained[2].value", "DiagnosticReport.result[2]"])
            Assert.Contains($"\"{part}\"", said);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync("/fhir/DiagnosticReport", new StringContent("<a/>", Encoding.UTF8, "application/fhir+xml"))).StatusCode);
        Assert.Contains("OperationOutcome", await (await client.GetAsync("/fhir/Nothing")).Content.ReadAsStringAsync());
        Assert.Contains("OperationOutcome", await (await client.GetAsync($"/fhir/DiagnosticReport/{new string('0', 64)}")).Content.ReadAsStringAsync());
        Assert.Contains("4.0.1", await app.Client().GetStringAsync("/fhir/metadata"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(Lab.Technician(await Agreed.House(app, "外院"))).GetAsync($"/fhir/DiagnosticReport?patient={patient}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task At_ordering_a_card_shows_what_stands_and_its_feedback_is_the_doctors_decision(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (hospital, township) = (await Agreed.House(app, "县人民医院"), await Referred.House(app, "乡镇卫生院", OrganizationLevel.Primary));
        var patient = await Referred.Patient(app, township);
        await Lab.MapBlood(app, township);
        await Lab.Receive(app, township.Person(Role.Diagnostics), Lab.BloodCount(app, patient, hoursAgo: 2));
        var doctor = township.Person(Role.Physician);
        var client = app.Client(doctor);

        Assert.Contains("order-sign", await app.Client().GetStringAsync("/cds-services"));
        var answer = await Hook(client, "xinglin-order-sign", await Sample(app, township, patient, "cds-hooks/order-sign.json", ""));
        var card = Assert.Single(answer.GetProperty("cards").EnumerateArray());
        Assert.Contains("6.1 10^9/L", card.GetProperty("detail").GetString());
        Assert.Equal("ServiceRequest/o1", card.GetProperty("suggestions")[0].GetProperty("actions")[0].GetProperty("resourceId").GetString());
        Assert.Equal(["R1", "R2", "R2-1", "R3"], card.GetProperty("overrideReasons").EnumerateArray().Take(4).Select(reason => reason.GetProperty("code").GetString()));
        Assert.StartsWith("http", card.GetProperty("links")[0].GetProperty("url").GetString());
        Assert.Single((await Hook(client, "xinglin-order-select", await Sample(app, township, patient, "cds-hooks/order-select.json", ""))).GetProperty("cards").EnumerateArray());

        var uuid = card.GetProperty("uuid").GetString();
        object Told(string code) => new { feedback = new[] { new { card = uuid, outcome = "overridden", overrideReason = new { reason = new { code, system = "urn:xinglin:repeat-reason", display = "" } }, extension = new Dictionary<string, bool> { ["xinglin-told"] = true } } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/cds-services/xinglin-order-sign/feedback", Told("R9"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/cds-services/xinglin-order-sign/feedback", Told("R1"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/cds-services/xinglin-order-sign/feedback", Told("R1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsJsonAsync("/cds-services/xinglin-order-sign/feedback", Told("R2"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(township.Person(Role.Physician)).PostAsJsonAsync("/cds-services/xinglin-order-sign/feedback", Told("R1"))).StatusCode);
        var check = Guid.Parse(card.GetProperty("links")[0].GetProperty("url").GetString()!.Split('/')[^1]);
        var decision = Assert.Single(await app.As(doctor, services => services.GetRequiredService<OrderDesk>().Decisions(patient, check))).Decision;
        Assert.Equal(("R1", true, true), (decision.ReasonCode, decision.Told, decision.Doctor.Contains("李医师", StringComparison.Ordinal)));

        // A client that sends a key with everything is answered like any other.
        using var keyed = app.Client(doctor);
        keyed.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Single((await Hook(keyed, "xinglin-order-sign", await Sample(app, township, patient, "cds-hooks/order-sign.json", ""))).GetProperty("cards").EnumerateArray());

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PostAsync("/cds-services/xinglin-order-sign", new StringContent("""{"hook":"order-sign","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"77","draftOrders":{"resourceType":"Bundle","type":"collection"}}}""", Encoding.UTF8, "application/json"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/cds-services/xinglin-order-sign", new { hook = "order-sign", context = new { } })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_card_has_a_line_for_each_item_and_says_why_not_already_at_choosing(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var township = await Referred.House(app, "乡镇卫生院", OrganizationLevel.Primary);
        var patient = await Referred.Patient(app, township);
        await Lab.MapBlood(app, township);
        await Lab.Map(app, township, ("GLU", "葡萄糖", "BIO-GLU"));
        var doctor = township.Person(Role.Physician);
        async Task<JsonElement> Choosing(string panel)
        {
            var json = (await Sample(app, township, patient, "cds-hooks/order-select.json", "")).Replace("{ \"coding\": [{ \"system\": \"http://loinc.org\", \"code\": \"6690-2\" }], \"text\": \"白细胞计数\" }", $"{{ \"text\": \"{panel}\" }}", StringComparison.Ordinal);
            return Assert.Single((await Hook(app.Client(doctor), "xinglin-order-select", json)).GetProperty("cards").EnumerateArray());
        }

        var nothing = await Choosing("血糖");
        Assert.Contains("没有查到既往结果", nothing.GetProperty("summary").GetString());
        Assert.False(nothing.TryGetProperty("suggestions", out _));
        var at = app.Time.Now().AddDays(-60);
        await Lab.Receive(app, township.Person(Role.Diagnostics), new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "血糖", "检验科", at, null, at, [new ValueIn("GLU", "葡萄糖", "5.6", "mmol/L")]));
        var old = await Choosing("血糖");
        Assert.Contains("不能互认，可以开单", old.GetProperty("summary").GetString());
        Assert.Contains("已超过有效期", old.GetProperty("detail").GetString());

        await Lab.Receive(app, township.Person(Role.Diagnostics), Lab.BloodCount(app, patient, hoursAgo: 2));
        var detail = (await Choosing("血常规")).GetProperty("detail").GetString()!.Split('\n');
        Assert.Contains(detail, line => line.Contains("白细胞", StringComparison.Ordinal) && line.Contains("可互认。6.1", StringComparison.Ordinal));
        Assert.Contains(detail, line => line.Contains("血小板", StringComparison.Ordinal) && line.Contains("没有查到", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Pathology_with_an_opinion_and_its_sections_is_taken_and_recognised_by_what_is_looked_at(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        await Lab.Map(app, house, ("PATH1", "胃黏膜活检", "PAT-BIOPSY"));
        var json = (await Sample(app, house, patient, "fhir/imaging.json", Lab.Number()))
            .Replace("\"code\": \"CT\"", "\"code\": \"SP\"", StringComparison.Ordinal).Replace("\"code\": \"CT-CHEST\" }], \"text\": \"胸部CT平扫\"", "\"code\": \"PATH1\" }], \"text\": \"胃黏膜活检\"", StringComparison.Ordinal);
        var taken = await Post(app.Client(Lab.Technician(house)), "/fhir/DiagnosticReport", json);
        Assert.True(taken.StatusCode == HttpStatusCode.Created, await taken.Content.ReadAsStringAsync());
        var answer = await app.As(house.Person(Role.Physician), services => services.GetRequiredService<IOrderAdvice>().Ask(new OrderQuestion(patient, ["PAT-BIOPSY"])));
        Assert.Contains(Assert.Single(answer.Items).Findings, finding => finding is { Code: "images", Outcome: RuleOutcome.Holds });
    }

    [Fact]
    public void Whatever_is_sent_is_read_or_refused_and_never_breaks_the_reader()
    {
        byte[][] samples = [.. System.IO.Directory.GetFiles(Path.Combine(Samples, "fhir"), "*.json").Select(File.ReadAllBytes)];
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < 3000; seed++)
            if (FhirMutation.Swallow(FhirMutation.Of(samples[seed % samples.Length], seed))) read++;
            else refused++;
        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    private static string Samples
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!System.IO.Directory.Exists(Path.Combine(folder, "samples", "fhir"))) folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "samples");
        }
    }

    private static async Task<string> Sample(TestApp app, House house, Guid patient, string file, string number)
    {
        var known = await app.As(house.Person(Role.Physician), services => services.GetRequiredService<IPatients>().Require(patient));
        return (await File.ReadAllTextAsync(Path.Combine(Samples, file))).ReplaceLineEndings("\n").Replace("PATIENT-NUMBER", known.Number).Replace("REPORT-NUMBER", number);
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string address, string json)
    {
        var content = new StringContent(json, Encoding.UTF8, "application/fhir+json");
        return client.PostAsync(address, content);
    }

    private static async Task<JsonElement> Hook(HttpClient client, string service, string json)
    {
        var answer = await client.PostAsync($"/cds-services/{service}", new StringContent(json, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
