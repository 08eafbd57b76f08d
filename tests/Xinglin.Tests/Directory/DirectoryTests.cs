using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Directory.Import;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Directory;

public class DirectoryTests
{
    private static readonly CurrentUser Administrator = new(Guid.CreateVersion7(), "赵一诺", null, null, new HashSet<string> { Role.SystemAdministrator });

    private static CurrentUser Office(Guid organization) => new(Guid.CreateVersion7(), "林知夏", organization, "本院", new HashSet<string> { Role.ConsortiumOffice });

    private static string Unique(string name) => name + Guid.NewGuid().ToString("n")[..8];

    private static OrganizationFacts Hospital(string name, string? creditCode = null) =>
        new(name, "", OrganizationKind.GeneralHospital, OrganizationLevel.Secondary, creditCode);

    private static Task<Guid> Register(TestApp app, string name) =>
        app.As(Administrator, services => services.GetRequiredService<OrganizationDesk>().Register(Hospital(name), false));

    private static Task<Guid> Preview(TestApp app, CurrentUser user, ImportKind kind, byte[] file, string name = "表.csv") =>
        app.As(user, services => services.GetRequiredService<ImportDesk>().Preview(kind, new MemoryStream(file), name));

    private static Task<ImportPreview> Shown(TestApp app, CurrentUser user, Guid id) =>
        app.As(user, services => services.GetRequiredService<ImportDesk>().Find(id));

    private static Task<int> Confirm(TestApp app, CurrentUser user, Guid id, bool warnings = false) =>
        app.As(user, services => services.GetRequiredService<ImportDesk>().Confirm(id, warnings));

    [Theory, EveryDatabase]
    public async Task An_identifier_that_fails_its_check_digit_is_registered_once_confirmed(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var head = "12519821" + Guid.NewGuid().ToString("n")[..8].ToUpperInvariant() + "0";
        var right = Xinglin.Platform.Identifiers.UnifiedSocialCreditCode.CheckCharacter(head);
        var facts = Hospital(Unique("校验医院"), head + (right == '0' ? '1' : '0'));

        var refused = await Assert.ThrowsAsync<Refused>(() => app.As(Administrator, services => services.GetRequiredService<OrganizationDesk>().Register(facts, false)));
        Assert.Equal("directory.confirm-warnings", refused.Code);
        Assert.Contains($"第18位校验码应为 {right}", refused.Message);

        var id = await app.As(Administrator, services => services.GetRequiredService<OrganizationDesk>().Register(facts, true));
        Assert.True(await app.As(Administrator, async services => (await services.GetRequiredService<DirectoryLists>().Organization(id))!.WarningsConfirmed));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_register_the_same_name_at_once_one_is_told(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        for (var round = 0; round < 5; round++)
        {
            var name = Unique("同名医院");

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                try
                {
                    await Register(app, name);
                    return "registered";
                }
                catch (Refused refused)
                {
                    Assert.Equal(RefusalKind.Conflict, refused.Kind);
                    return refused.Code;
                }
            })));

            Assert.Single(outcomes, "registered");
            Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["registered", "organization.name-taken", "taken"]));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_another_was_faster_with_is_told_on_the_form(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var name = Unique("抢先医院");

        var refused = await Assert.ThrowsAsync<Refused>(() => app.As(Administrator, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            db.Add(new Organization(Guid.CreateVersion7(), name, "", OrganizationKind.GeneralHospital, OrganizationLevel.Secondary));
            await Register(app, name);
            await db.SaveChangesAsync();
        }));

        Assert.Equal(("taken", RefusalKind.Conflict), (refused.Code, refused.Kind));
        Assert.Contains("刚刚由他人保存", refused.Message);
    }

    [Theory, EveryDatabase]
    public async Task The_office_manages_its_own_organisation_only(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (own, other) = (await Register(app, Unique("自家医院")), await Register(app, Unique("别家医院")));
        var office = Office(own);
        var department = new DepartmentFacts("治未病科", null, DepartmentKind.Clinical);

        await app.As(office, services => services.GetRequiredService<DepartmentDesk>().Add(own, department));

        var refused = await Assert.ThrowsAsync<Refused>(() => app.As(office, services => services.GetRequiredService<DepartmentDesk>().Add(other, department)));
        Assert.Equal("directory.other-organization", refused.Code);
        await Assert.ThrowsAsync<Refused>(() => app.As(office, services => services.GetRequiredService<OrganizationDesk>().Close(own)));
        var twice = await Assert.ThrowsAsync<Refused>(() => app.As(office, services => services.GetRequiredService<DepartmentDesk>().Add(own, department)));
        Assert.Equal("department.name-taken", twice.Code);
    }

    [Theory, EveryDatabase]
    public async Task Staff_telephones_stay_within_the_organisation(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (own, other) = (await Register(app, Unique("本院")), await Register(app, Unique("外院")));
        await app.As(Office(own), services => services.GetRequiredService<StaffDesk>().Add(own, new("单玉林", Sex.Male, ProfessionalTitle.ChiefPhysician, LicenceKind.None, null, null, "13812345678"), false));

        var inside = await app.Client(Office(own)).GetStringAsync($"/directory/organizations/{own}?tab=staff&q=syl");
        var outside = await app.Client(Office(other)).GetStringAsync($"/directory/organizations/{own}?tab=staff&q=syl");
        var export = await app.Client(Office(other)).GetStringAsync($"/directory/organizations/{own}/export/staff.csv");

        Assert.Contains("13812345678", inside);
        Assert.Contains("单玉林", WebUtility.HtmlDecode(outside));
        Assert.DoesNotContain("13812345678", outside);
        Assert.DoesNotContain("13812345678", export);
    }

    [Theory, EveryDatabase]
    public async Task A_form_overtaken_by_another_says_so(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var name = Unique("先后医院");
        var id = await Register(app, name);
        await app.As(Administrator, services => services.GetRequiredService<OrganizationDesk>().Change(id, 1, Hospital(name) with { Address = "甲路" }, false));

        var refused = await Assert.ThrowsAsync<Refused>(() => app.As(Administrator, services => services.GetRequiredService<OrganizationDesk>().Change(id, 1, Hospital(name) with { Address = "乙路" }, false)));

        Assert.Equal("overtaken", refused.Code);
    }

    [Theory, EveryDatabase]
    public async Task Published_numbers_are_found_by_everyone_and_show_when_they_were_checked(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var name = Unique("热线医院");
        var id = await Register(app, name);
        var office = Office(id);
        var hotline = await app.As(office, services => services.GetRequiredService<HotlineDesk>().Add(id, new("0399 6232222转801", "白班", "周一至周五8:00-17:30")));
        var visitor = app.Client(Office(Guid.CreateVersion7()));
        Assert.DoesNotContain("0399-6232222-801", await visitor.GetStringAsync($"/directory/organizations/{id}?tab=hotlines"));

        await app.As(office, services => services.GetRequiredService<HotlineDesk>().Publish(hotline));
        await app.As(office, services => services.GetRequiredService<HotlineDesk>().MarkChecked(hotline));

        var page = WebUtility.HtmlDecode(await visitor.GetStringAsync($"/directory/hotlines?q={Uri.EscapeDataString(name)}"));
        Assert.Contains("tel:03996232222,801", page);
        Assert.Contains("林知夏", page);
        Assert.Contains(id.ToString(), await visitor.GetStringAsync($"/api/organizations?q={Uri.EscapeDataString(name)}"));
        Assert.Equal("白班", Assert.Single(await app.As(office, services => services.GetRequiredService<IHotlines>().PublishedBy(id))).Label);
    }

    [Theory, EveryDatabase]
    public async Task An_import_shows_every_fault_and_imports_only_what_is_sound(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var hospital = Unique("导入医院");
        var id = await Register(app, hospital);
        var foreign = Unique("他院");
        await Register(app, foreign);
        var office = Office(id);
        var csv = $"""
            机构,科室名称,科室代码,类别,电话
            {hospital},肺病科,A1,临床科室,6232222
            {hospital},肺病科,A2,临床科室,
            没有的医院,内科,,,
            {foreign},内科,,,
            {hospital},,A3,神秘科室,12
            {hospital},=1+1,A4,,
            """;

        var preview = await Preview(app, office, ImportKind.Departments, Encoding.UTF8.GetBytes(csv));
        var rows = (await Shown(app, office, preview)).Rows;

        Assert.Equal(ImportAction.Add, rows[0].Action);
        Assert.Contains("没有区号", Assert.Single(rows[0].Warnings));
        Assert.Contains("与第2行重复", rows[1].Faults);
        Assert.Contains("没有登记", Assert.Single(rows[2].Faults));
        Assert.Contains("只能导入本机构", Assert.Single(rows[3].Faults));
        Assert.Equal(3, rows[4].Faults.Count);
        Assert.Contains("单元格 B7 是公式，不能导入", rows[5].Faults);
        Assert.Empty(await app.As(office, services => services.GetRequiredService<DirectoryLists>().Departments(id)));

        await Assert.ThrowsAsync<Refused>(() => Confirm(app, office, preview));
        Assert.Equal(1, await Confirm(app, office, preview, warnings: true));
        Assert.Equal("肺病科", Assert.Single(await app.As(office, services => services.GetRequiredService<DirectoryLists>().Departments(id))).Name);
        var twice = await Assert.ThrowsAsync<Refused>(() => Confirm(app, office, preview, warnings: true));
        Assert.Equal("import.confirmed-before", twice.Code);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => Shown(app, Office(id), preview))).Kind);
    }

    [Theory, EveryDatabase]
    public async Task Data_changed_between_preview_and_confirmation_is_noticed(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var hospital = Unique("变动医院");
        var id = await Register(app, hospital);
        var office = Office(id);
        var preview = await Preview(app, office, ImportKind.Departments, Encoding.UTF8.GetBytes($"机构;科室名称\n{hospital};肿瘤科"));
        await app.As(office, services => services.GetRequiredService<DepartmentDesk>().Add(id, new("肿瘤科", null, DepartmentKind.Clinical)));

        var refused = await Assert.ThrowsAsync<Refused>(() => Confirm(app, office, preview));

        Assert.Equal("import.data-changed", refused.Code);
        Assert.Equal(ImportAction.Update, (await Shown(app, office, preview)).Rows[0].Action);
        Assert.Equal(1, await Confirm(app, office, preview));
    }

    [Theory, EveryDatabase]
    public async Task Gbk_and_the_program_s_own_xlsx_template_come_in(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var name = Unique("国标医院");
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes($"机构全称\t类别\t级别\n{name}\t综合医院\t二级\n");

        Assert.Equal(1, await Confirm(app, Administrator, await Preview(app, Administrator, ImportKind.Organizations, gbk)));

        var template = await app.Client(Administrator).GetByteArrayAsync("/directory/templates/organizations.xlsx");
        var shown = await Shown(app, Administrator, await Preview(app, Administrator, ImportKind.Organizations, template, "模板.xlsx"));
        Assert.Empty(Assert.Single(shown.Rows).Faults);
    }

    [Theory, EveryDatabase]
    public async Task Unusable_files_are_refused_with_a_reason(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        Task<Refused> Upload(byte[] file) => Assert.ThrowsAsync<Refused>(() => Preview(app, Administrator, ImportKind.Organizations, file));

        Assert.Contains("空的", (await Upload([])).Message);
        Assert.Contains("缺少列：类别、级别", (await Upload(Encoding.UTF8.GetBytes("机构全称\n某院"))).Message);
        Assert.Contains("只有表头", (await Upload(Encoding.UTF8.GetBytes("机构全称,类别,级别"))).Message);
        Assert.Contains("打不开", (await Upload([(byte)'P', (byte)'K', 3, 4, 0, 0])).Message);
        Assert.Contains("20,000", (await Upload(Encoding.UTF8.GetBytes("机构全称,类别,级别\n" + string.Concat(Enumerable.Repeat("院,综合医院,二级\n", 20_001))))).Message);
        Assert.Contains("20 MB", (await Upload(new byte[21 * 1024 * 1024])).Message);
        Assert.Contains("旧版", (await Upload([0xD0, 0xCF, 0x11, 0xE0, 0])).Message);
    }

    [Theory, EveryDatabase]
    public async Task Own_staff_are_found_by_licence_and_published_numbers_by_who_is_in_charge(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await app.As(Administrator, services => services.GetServices<IDemonstration>().Single(part => part.Order == 10).Load(services, default));
        var (person, hotline) = await app.As(Administrator, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return (await db.Set<StaffMember>().FirstAsync(one => one.Active && one.LicenceNumber != null), await db.Set<Hotline>().FirstAsync(one => one.Published && one.Person != null));
        });
        async Task<List<string>> Found(CurrentUser user, string text) => await app.As(user, async services =>
            (await services.GetServices<ISearchSource>().OfType<DirectorySearch>().Single().Search(text, user, 20, default)).Select(hit => $"{hit.Kind} {hit.Title}").ToList());

        Assert.Equal([$"人员 {person.Name}"], await Found(Office(person.OrganizationId), person.LicenceNumber!.ToLowerInvariant()));
        // Part of a number may be in the credit code of an institution, which anybody may find.
        Assert.DoesNotContain($"人员 {person.Name}", await Found(Office(Guid.NewGuid()), person.LicenceNumber!));
        Assert.DoesNotContain($"人员 {person.Name}", await Found(Office(person.OrganizationId), person.LicenceNumber![..5]));
        Assert.Contains($"转诊电话 {hotline.Number}", await Found(Office(Guid.NewGuid()), hotline.Person!));
    }

    [Theory, EveryDatabase]
    public async Task The_demonstration_city_is_found_by_initials_and_its_pages_open(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await app.As(Administrator, services => services.GetServices<IDemonstration>().Single(part => part.Order == 10).Load(services, default));

        var search = WebUtility.HtmlDecode(await app.Client(Administrator).GetStringAsync("/search?q=QHXRM"));
        Assert.Contains("清河县人民医院", search);
        Assert.Contains("没有找到", WebUtility.HtmlDecode(await app.Client(Administrator).GetStringAsync("/search?q=zzzzzz")));
        var (organizations, staff, unsound) = await app.As(Administrator, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return (await db.Set<Organization>().CountAsync(), await db.Set<StaffMember>().CountAsync(), await db.Set<Organization>().CountAsync(one => one.WarningsConfirmed));
        });
        Assert.Equal((19, 63, 1), (organizations, staff, unsound));

        var lead = await app.As(Administrator, services => services.GetRequiredService<IDirectory>().FindByName("云川市中医医院"));
        foreach (var path in new[]
                 {
                     "/directory/organizations?q=yc&sort=level", "/directory/organizations/new", $"/directory/organizations/{lead!.Id}", $"/directory/organizations/{lead.Id}?tab=departments",
                     $"/directory/organizations/{lead.Id}?tab=staff", $"/directory/organizations/{lead.Id}?tab=hotlines", $"/directory/organizations/{lead.Id}/edit", "/directory/hotlines",
                     "/directory/import", $"/directory/organizations/{lead.Id}/staff/new", $"/directory/organizations/{lead.Id}/departments/new", $"/directory/organizations/{lead.Id}/hotlines/new",
                     "/directory/export/organizations.csv?state=all", "/directory/export/hotlines.xlsx", "/api/hotlines", $"/api/organizations/{lead.Id}"
                 })
            Assert.True((await app.Client(Administrator).GetAsync(path)) is { StatusCode: HttpStatusCode.OK }, path);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(Administrator).GetAsync($"/directory/organizations/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client().GetAsync("/api/organizations")).StatusCode);
    }
}
