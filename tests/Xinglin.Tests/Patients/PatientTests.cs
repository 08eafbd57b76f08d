using AngleSharp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients;

public class PatientTests
{
    [Theory, EveryDatabase]
    public async Task A_patient_of_another_institution_reads_as_not_found(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();

        Assert.Equal(patient.Number, (await own.See(own.Physician, patient.Id)).Number);
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(other.Physician, patient.Id))).Kind);
        Assert.Empty(await own.App.As(other.Physician, services => services.GetRequiredService<IPatients>().Known([patient.Id])));
    }

    [Theory, EveryDatabase]
    public async Task A_shared_patient_is_seen_until_the_share_ends(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (patient, caseId) = (await own.Register(), Guid.CreateVersion7());
        await own.Share(patient.Id, other, caseId);
        await own.Share(patient.Id, other, caseId);

        Assert.Equal(patient.Name, (await own.See(other.Physician, patient.Id)).Name);
        Assert.Equal(1, await own.App.As(own.Physician, services => services.GetRequiredService<XinglinDb>().Set<PatientShare>().CountAsync(share => share.CaseId == caseId)));

        await own.App.As(own.Physician, async services =>
        {
            await services.GetRequiredService<IPatients>().EndShare(caseId, services.GetRequiredService<TimeProvider>().Now());
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(other.Physician, patient.Id))).Kind);
    }

    [Theory, EveryDatabase]
    public async Task Administrators_offices_and_visitors_see_no_patient(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var patient = await own.Register();

        foreach (var role in Role.Administrators.Append(Role.ConsortiumOffice).Append(Role.Director))
        {
            Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(own.Person(role), patient.Id))).Kind);
            var answer = await own.App.Client(own.Person(role)).GetAsync($"/patients/{patient.Id}");
            Assert.False(answer.IsSuccessStatusCode);
            Assert.DoesNotContain(patient.Name, (await answer.Document()).ToHtml());
        }

        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(CurrentUser.Visitor, patient.Id))).Kind);
    }

    [Theory, EveryDatabase]
    public async Task No_number_telephone_or_address_stands_in_the_database_in_clear(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var facts = House.Adult() with { GuardianName = "林母", GuardianRelation = "父母", GuardianPhone = "14200054321", CardNumber = "YB20261124007" };
        var patient = await own.Register(facts);
        await own.App.As(own.Physician, services => services.GetRequiredService<RegistrationDesk>().Change(patient.Id, patient.Version, facts with { Phone = "14200011111" }, false));
        string[] secret = [facts.DocumentNumber!, facts.Phone!, facts.Address!, facts.GuardianPhone!, facts.CardNumber!, "14200011111"];

        var rows = await own.App.As(own.Physician, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var connection = db.Database.GetDbConnection();
            await connection.OpenAsync();
            List<string> found = [];
            foreach (var table in (string[])["patient_patient", "patient_number", "patient_former_name", "audit_entry"])
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT * FROM {table}";
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync()) found.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column).ToString())));
            }

            return found;
        });

        Assert.Contains(rows, row => row.Contains(patient.Number));
        Assert.All(secret, value => Assert.DoesNotContain(rows, row => row.Contains(value)));
        Assert.DoesNotContain(rows, row => row.Contains("patient.registered") && row.Contains(facts.Name));
        var read = await own.App.As(own.Physician, async services =>
            services.GetRequiredService<PatientVault>().Open(await services.GetRequiredService<PatientStore>().Read(patient.Id)));
        Assert.Equal((facts.DocumentNumber, "14200011111", facts.Address), (read.DocumentNumber, read.Phone, read.Address));
    }

    [Theory, EveryDatabase]
    public async Task A_patient_is_found_by_every_number_in_full_and_by_parts_of_the_name(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = House.Adult("欧阳清泉") with { CardNumber = "Yb 0012345", RecordNumber = "ZY-778899", HealthRecordNumber = "51982200100200777" };
        var patient = await own.Register(facts);
        await own.Register(House.Adult("旁人"));

        string[] ways = ["清泉", "oyqq", facts.DocumentNumber!.ToLowerInvariant(), $"{facts.DocumentNumber[..6]} {facts.DocumentNumber[6..]}", "142 0001 2345", "yb0012345", "ZY778899", "５１９８２２００１００２００７７７", patient.Number];
        foreach (var way in ways)
        {
            Assert.Contains(await Find(own, own.Physician, way), found => found.Id == patient.Id);
            Assert.DoesNotContain(await Find(own, other.Physician, way), found => found.Id == patient.Id);
        }

        Assert.DoesNotContain(await Find(own, own.Physician, facts.DocumentNumber[..17]), found => found.Id == patient.Id);
    }

    [Theory, EveryDatabase]
    public async Task The_same_document_is_registered_once_in_an_institution_also_when_two_do_it_at_once(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = House.Adult("同一人");
        var first = await own.Register(facts);

        var refused = await House.RefusedBy(() => own.Register(facts with { Name = "同一人乙" }));
        Assert.Equal("patient.document-taken", refused.Code);
        Assert.Equal($"/patients/{first.Id}", refused.By!.Link);
        await other.Register(facts);

        var twice = House.Adult("并发者");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try { await own.Register(twice, confirmed: true); return "done"; }
            catch (Refused known) { return known.Code; }
        }));
        Assert.Single(outcomes, "done");
        Assert.Equal(3, outcomes.Count(outcome => outcome == "patient.document-taken"));
    }

    [Theory, EveryDatabase]
    public async Task Numbers_count_within_an_institution_without_gaps(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patients = await Task.WhenAll(Enumerable.Range(0, 6).Select(place => own.Register(House.Adult($"编号{place}"))));

        Assert.Equal(Enumerable.Range(1, 6).Select(number => $"P{DateTime.UtcNow.AddHours(8).Year}-{number:000000}"), patients.Select(patient => patient.Number).Order());
        Assert.EndsWith("-000001", (await other.Register()).Number);
    }

    [Theory, EveryDatabase]
    public async Task A_namesake_and_a_contradicting_birth_date_are_registered_only_once_confirmed(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        await own.Register(House.Adult("重名者"));

        var namesake = await House.RefusedBy(() => own.Register(House.Adult("重名者")));
        Assert.Equal("patient.confirm-warnings", namesake.Code);
        Assert.Contains("同名", namesake.Message);
        var contradiction = await House.RefusedBy(() => own.Register(House.Adult("矛盾者") with { BirthDate = new DateOnly(1972, 3, 9), Sex = AdministrativeSex.Female }));
        Assert.Contains("1971-03-09", contradiction.Message);
        Assert.Contains("男性", contradiction.Message);

        Assert.True((await own.Register(House.Adult("重名者"), confirmed: true)).WarningsConfirmed);
    }

    [Theory, EveryDatabase]
    public async Task An_unknown_emergency_patient_gets_a_temporary_number_and_keeps_it_findable_once_identified(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var unknown = await own.Register(new("", AdministrativeSex.Unknown, null, IdentityKind.Unidentified));
        var temporary = (await Secrets(own, unknown.Id)).DocumentNumber!;
        Assert.StartsWith("无名氏", unknown.Name);
        Assert.StartsWith("LS", temporary);

        await own.App.As(own.Physician, services => services.GetRequiredService<RegistrationDesk>().Change(unknown.Id, unknown.Version, House.Adult("找回的人"), false));

        Assert.Equal("找回的人", (await own.See(own.Physician, unknown.Id)).Name);
        Assert.Contains(await Find(own, own.Physician, temporary), found => found.Id == unknown.Id);
        Assert.Contains(await Find(own, own.Physician, unknown.Name), found => found.Id == unknown.Id);
        Assert.Contains(await Trail(own, unknown.Id), entry => entry.Action == "patient.identified");
    }

    [Theory, EveryDatabase]
    public async Task Only_the_registering_institution_changes_a_patient(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        await own.Share(patient.Id, other, Guid.CreateVersion7());

        var refused = await House.RefusedBy(() => own.App.As(other.Physician, services =>
            services.GetRequiredService<RegistrationDesk>().Change(patient.Id, patient.Version, House.Adult("改名"), false)));
        Assert.Equal("patient.other-organization", refused.Code);
        Assert.Equal("overtaken", (await House.RefusedBy(() => own.App.As(own.Physician, services =>
            services.GetRequiredService<RegistrationDesk>().Change(patient.Id, patient.Version + 1, House.Adult("改名"), false)))).Code);
    }

    [Theory, EveryDatabase]
    public async Task Opening_the_particulars_is_recorded_with_its_case_also_within_an_open_transaction(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var patient = await own.Register();

        var opened = await own.App.As(own.Physician, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var particulars = await services.GetRequiredService<IPatients>().Open(patient.Id, PatientPurpose.Referral, new("referral", Guid.CreateVersion7(), "ZZ-2026-0001"));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return particulars;
        });

        Assert.Equal("14200012345", opened.Phone);
        Assert.Contains(await Trail(own, patient.Id), entry => entry is { Action: "patient.read", Details: "用途：转诊 ZZ-2026-0001" });
    }

    [Theory, EveryDatabase]
    public async Task The_list_masks_numbers_and_showing_one_in_full_is_audited(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var patient = await own.Register();
        var number = (await Secrets(own, patient.Id)).DocumentNumber!;

        var list = (await own.App.Client(own.Physician).Page("/patients")).Body!.TextContent;
        Assert.Contains($"{number[..6]}********{number[14..]}", list);
        Assert.Contains("142****2345", list);
        Assert.Contains("林清源", list);
        Assert.DoesNotContain(number, list);
        var watched = (await own.App.Client(own.Medical).Page("/patients")).Body!.TextContent;
        Assert.Contains("林**", watched);
        Assert.DoesNotContain("林清源", watched);

        var page = await own.App.Client(own.Physician).GetAsync($"/patients/{patient.Id}");
        Assert.Contains("no-store", page.Headers.CacheControl!.ToString());
        Assert.DoesNotContain(number, await page.Content.ReadAsStringAsync());
        var shown = await own.App.Client(own.Physician).Submit($"/patients/{patient.Id}", "unmask", ("Form.Show", "document"));
        var text = await shown.Content.ReadAsStringAsync();
        Assert.Contains(number, text);
        Assert.DoesNotContain("14200012345", text);

        var trail = await Trail(own, patient.Id);
        Assert.Single(trail, entry => entry is { Action: "patient.unmasked" } && entry.Details!.Contains("证件号码"));
        Assert.Equal(2, trail.Count(entry => entry.Action == "patient.read"));
    }

    [Theory, EveryDatabase]
    public async Task Medical_affairs_of_the_registering_institution_see_who_looked(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        await own.Share(patient.Id, other, Guid.CreateVersion7());
        await own.App.Client(other.Physician).GetAsync($"/patients/{patient.Id}");

        var page = await own.App.Client(own.Medical).Page($"/patients/{patient.Id}");
        Assert.Contains("因转诊共享给本机构", page.Body!.TextContent);
        Assert.DoesNotContain("谁查看过该患者", (await own.App.Client(own.Physician).Page($"/patients/{patient.Id}")).Body!.TextContent);
        Assert.DoesNotContain("谁查看过该患者", (await own.App.Client(other.Medical).Page($"/patients/{patient.Id}")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_search_box_shows_patients_masked_to_those_who_may_see_them(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register(House.Adult("搜索框中人"));
        var number = (await Secrets(own, patient.Id)).DocumentNumber!;

        var hit = Assert.Single(await Hits(own, own.Physician, number));
        Assert.Equal(("搜索框中人", $"/patients/{patient.Id}"), (hit.Title, hit.Link));
        Assert.DoesNotContain(number, hit.Detail);
        Assert.Equal("搜***", Assert.Single(await Hits(own, own.Medical, number)).Title);
        Assert.Empty(await Hits(own, other.Physician, number));
        Assert.Empty(await Hits(own, own.Security, number));
    }

    private static Task<IReadOnlyList<PatientRef>> Find(House house, CurrentUser user, string text) =>
        house.App.As(user, services => services.GetRequiredService<IPatients>().Find(text, 20));

    private static Task<PatientSecrets> Secrets(House house, Guid patient) => house.App.As(house.Physician, async services =>
        services.GetRequiredService<PatientVault>().Open(await services.GetRequiredService<PatientStore>().Read(patient)));

    private static Task<IReadOnlyList<SearchHit>> Hits(House house, CurrentUser user, string text) => house.App.As(user, services =>
        services.GetServices<ISearchSource>().OfType<PatientSearch>().Single().Search(text, user, 5, default));

    private static Task<List<AuditEntry>> Trail(House house, Guid patient) => house.App.As(house.Physician, services =>
        services.GetRequiredService<XinglinDb>().Set<AuditEntry>().Where(entry => entry.SubjectId == patient).OrderBy(entry => entry.Moment).ToListAsync());
}
