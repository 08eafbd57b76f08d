using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xinglin.Agreements;
using Xinglin.Agreements.Duties;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Patients;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Results;
using Xinglin.Results.Alerts;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;
using Xinglin.Results.Reports;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

/// <summary>Every page of the program, over the demonstration, seen by someone who works with it.</summary>
public sealed class EveryPageTests(EveryPageTests.Demonstration demonstration) : IClassFixture<EveryPageTests.Demonstration>
{
    private const string Lead = "云川市中医医院";
    private const string Member = "清河县人民医院";
    private const string County = "青石县人民医院";

    [Theory]
    [InlineData("office", Role.ConsortiumOffice)]
    [InlineData("director", Role.Director)]
    [InlineData("system", Role.SystemAdministrator)]
    [InlineData("security", Role.SecurityAdministrator)]
    [InlineData("audit", Role.AuditAdministrator)]
    [InlineData("physician", Role.Physician)]
    public async Task The_start_page_of_a_role(string name, string role) => await Check(await Person(Lead, role), "/", "demo-home-" + name);

    [Fact]
    public async Task The_agreements_before_one_is_opened()
    {
        var office = await Person(Lead, Role.ConsortiumOffice);

        await Check(office, "/agreements", "demo-agreements");
        await Check(office, "/agreements/read", "demo-agreements-read");
        await Check(office, "/agreements/templates", "demo-agreements-templates");
        await Check(office, "/agreements/new", "demo-agreements-new");
    }

    [Theory]
    [MemberData(nameof(AgreementStates))]
    public async Task An_agreement_in_each_state(AgreementState state)
    {
        var office = await Person(Lead, Role.ConsortiumOffice);
        var agreement = await Agreement(one => one.State == state);

        await Check(office, $"/agreements/{agreement.Id}", $"demo-agreement-{state}");
        await Check(office, $"/agreements/{agreement.Id}/document", $"demo-document-{state}");
        if (state != AgreementState.Draft) await Check(office, $"/agreements/{agreement.Id}/clauses", $"demo-clauses-{state}");
    }

    public static TheoryData<AgreementState> AgreementStates => [.. Enum.GetValues<AgreementState>()];

    [Theory]
    [InlineData(DutyState.Partly)]
    [InlineData(DutyState.Waived)]
    [InlineData(DutyState.Overdue)]
    public async Task Duties_in_states_that_are_rare(DutyState state)
    {
        var office = await Person(Lead, Role.ConsortiumOffice);
        var address = $"/duties?state={state.ToString().ToLowerInvariant()}";

        Assert.Contains(state.Show(), (await demonstration.App.Client(office).Page(address)).QuerySelector("tbody")!.TextContent);
        await Check(office, address, $"demo-duties-{state}");
    }

    [Fact]
    public async Task Confirming_a_draft()
    {
        var office = await Person(Lead, Role.ConsortiumOffice);
        var draft = (await Agreement(one => one.State == AgreementState.Draft)).Id;
        var open = (await Rows<Clause>()).First(clause => clause.AgreementId == draft && clause.State == ClauseState.Candidate).Id;

        await Check(office, $"/agreements/{draft}/confirm", "demo-confirm");
        await Check(office, $"/agreements/{draft}/confirm?clause={open}#c-{open}", "demo-confirm-open");
        await Check(office, $"/agreements/{draft}/facts", "demo-facts");
        await Check(office, $"/agreements/{draft}/clauses/new", "demo-clause-new");
    }

    [Fact]
    public async Task The_chosen_candidate_and_its_source_are_in_view_together()
    {
        var draft = (await Agreement(one => one.State == AgreementState.Draft)).Id;
        var last = (await Rows<Clause>()).Where(clause => clause.AgreementId == draft && clause.SpanStart is not null).OrderBy(clause => clause.SpanStart).Last().Id;
        var page = await Browser.Open(demonstration.App, await Person(Lead, Role.ConsortiumOffice), $"/agreements/{draft}/confirm?clause={last}#c-{last}");
        await using var window = page.Context;
        await Assertions.Expect(page.Locator($"#c-{last} header")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(page.Locator($"#s-{last} ~ mark").First).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Sealing_as_director_and_as_office()
    {
        var awaiting = (await Agreement(one => one.State == AgreementState.AwaitingSeals)).Id;
        var office = await Person(Member, Role.ConsortiumOffice);

        await Check(office, $"/agreements/{awaiting}/document", "demo-seal-office");
        await Check(office with { Roles = new HashSet<string> { Role.Director } }, $"/agreements/{awaiting}/document", "demo-seal-director");
    }

    [Fact]
    public async Task A_renewal_and_its_fulfilment()
    {
        var office = await Person(Lead, Role.ConsortiumOffice);
        var renewal = (await Agreement(one => one is { State: AgreementState.InForce, PreviousId: not null })).Id;

        await Check(office, $"/agreements/{renewal}/changes", "demo-changes");
        await Check(office, $"/agreements/{renewal}/statement", "demo-statement");
        var today = demonstration.App.Time.Today();
        var issued = await demonstration.App.As(office, services => services.GetRequiredService<StatementDesk>().Issue(renewal, today.AddMonths(-6), today));
        await Check(office, $"/statements/{issued}", "demo-statement-issued");
        await Check(office, $"/statements/{issued}/print", "demo-statement-issued-print");
        await Check(office, await Link(office, $"/agreements/{renewal}/statement", "/statement/print"), "demo-statement-print");
    }

    [Fact]
    public async Task Terms_and_duties()
    {
        var office = await Person(Lead, Role.ConsortiumOffice);

        await Check(office, "/terms", "demo-terms");
        await Check(office, "/duties", "demo-duties");
        await Check(office, await Link(office, "/duties", "/duties/0"), "demo-duty");
    }

    [Fact]
    public async Task The_directory()
    {
        var office = await Person(Lead, Role.ConsortiumOffice);
        var system = await Person(Lead, Role.SystemAdministrator);
        var own = $"/directory/organizations/{office.OrganizationId}";

        await Check(office, "/directory/organizations", "demo-organizations");
        await Check(system, own, "demo-organization");
        foreach (var tab in (string[])["departments", "staff", "hotlines"])
        {
            await Check(office, $"{own}?tab={tab}", $"demo-organization-{tab}");
            await Check(office, $"{own}/{tab}/new", $"demo-{tab}-new");
        }

        await Check(office, $"/directory/departments/{(await Rows<Department>()).First(one => one.OrganizationId == office.OrganizationId).Id}", "demo-department-edit");
        await Check(office, $"/directory/staff/{(await Rows<StaffMember>()).First(one => one.OrganizationId == office.OrganizationId).Id}", "demo-staff-edit");
        await Check(office, $"/directory/hotlines/{(await Rows<Hotline>()).First(one => one.OrganizationId == office.OrganizationId).Id}", "demo-hotline-edit");
        await Check(system, $"{own}/edit", "demo-organization-edit");
        await Check(system, "/directory/organizations/new", "demo-organization-new");
        await Check(office, "/directory/hotlines", "demo-hotlines");
        await Check(office, "/directory/import", "demo-import");
    }

    [Fact]
    public async Task The_preview_of_an_import()
    {
        var page = await Browser.Open(demonstration.App, await Person(Lead, Role.ConsortiumOffice), "/directory/import");
        await using var window = page.Context;

        await page.SelectOptionAsync("select[name=Kind]", "Departments");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "科室.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"机构*,科室名称*,科室代码,类别,电话\n{Lead},康复科,A20,临床科室,0399-6232222\n不存在的医院,内科,,临床科室,123\n")
        });
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForSelectorAsync("text=导入 1 行");
        await Screens.Check(page, "demo-import-preview");
    }

    [Fact]
    public async Task The_worklists_and_the_form_of_referrals()
    {
        var (coordinator, physician) = (await Person(County, Role.ReferralCoordinator), await Person(Member, Role.Physician));
        var patient = (await Rows<Patient>()).First(one => one.OrganizationId == physician.OrganizationId).Id;
        var lead = (await Person(Lead, Role.Physician)).OrganizationId;

        foreach (var view in (string[])["waiting", "received", "expected", "late", "all"]) await Check(coordinator, $"/referrals?view={view}", $"demo-referrals-{view}");
        await Check(physician, "/referrals/new", "demo-referral-new");
        await Check(physician, $"/referrals/new?patient={patient}", "demo-referral-to");
        await Check(physician, $"/referrals/new?patient={patient}&to={lead}&direction=up", "demo-referral-form");
        await Check(await Person(Lead, Role.MedicalAffairs), "/referrals/settings", "demo-referral-settings");
    }

    [Fact]
    public async Task Places_held_for_referred_patients()
    {
        var coordinator = await Person(County, Role.ReferralCoordinator);
        var used = (await Rows<ReferralPlace>()).GroupBy(place => place.QuotaId).MaxBy(places => places.Count(place => place.EndedAt is null))!.Key;

        await Check(coordinator, "/referrals/places", "demo-places");
        await Check(coordinator, $"/referrals/places/{used}", "demo-quota");
        await Check(await Person(County, Role.Physician), $"/referrals/places/{used}", "demo-quota-read");
        await Check(coordinator, "/referrals/places/new", "demo-quota-new");
    }

    [Fact]
    public async Task The_figures_of_referrals()
    {
        var coordinator = await Person(County, Role.ReferralCoordinator);

        await Check(coordinator, "/referrals/statistics", "demo-statistics");
        await Check(await Person(Lead, Role.Director), "/referrals/statistics", "demo-statistics-director");
        await Check(coordinator, await Link(coordinator, "/referrals/statistics", "figure=accepted"), "demo-statistics-list");
        // Of ten days ago there is always somebody who came in that month.
        var month = demonstration.App.Time.Today().AddDays(-10).ToString("yyyy-MM");
        await Check(coordinator, await Link(coordinator, $"/referrals/waits?month={month}", "kind=clinic"), "demo-waits");
    }

    [Theory]
    [InlineData(ReferralState.InReview)]
    [InlineData(ReferralState.Submitted)]
    [InlineData(ReferralState.Accepted)]
    [InlineData(ReferralState.InCare)]
    [InlineData(ReferralState.Refused)]
    [InlineData(ReferralState.FollowUp)]
    [InlineData(ReferralState.SentBack)]
    [InlineData(ReferralState.InfoWanted)]
    [InlineData(ReferralState.Advised)]
    [InlineData(ReferralState.NotArrived)]
    [InlineData(ReferralState.Redirected)]
    [InlineData(ReferralState.Died)]
    public async Task A_referral_in_each_state_as_its_owner_sees_it(ReferralState state)
    {
        var referral = (await Rows<Referral>()).First(one => one.State == state);
        var organization = referral.OwnerName ?? referral.ToName;
        await Check(await Person(organization, referral.OwnerRole ?? Role.Physician), $"/referrals/{referral.Id}", $"demo-referral-{state}");
        if (state != ReferralState.InCare) return;
        var doctor = await Person(organization, Role.Physician);
        await Check(doctor, $"/referrals/{referral.Id}/outcome", "demo-referral-outcome");
        await Check(doctor, $"/referrals/{referral.Id}/outcome?home=true", "demo-referral-home");
    }

    [Fact]
    public async Task A_referral_that_is_still_written()
    {
        var draft = (await Rows<Referral>()).First(one => one.State == ReferralState.Draft);
        var author = await Person(draft.FromName, Role.Physician);

        await Check(author, $"/referrals/{draft.Id}", "demo-referral-Draft");
        await Check(author, $"/referrals/{draft.Id}/edit", "demo-referral-edit");
    }

    [Fact]
    public async Task The_demonstration_shows_referrals_in_every_state_and_of_every_kind()
    {
        var referrals = await Rows<Referral>();

        Assert.Empty(Enum.GetValues<ReferralState>().Except(referrals.Select(one => one.State)));
        Assert.Empty(Enum.GetValues<ReferralDirection>().Except(referrals.Select(one => one.Direction)));
        Assert.Empty(Enum.GetValues<ReferralCategory>().Except(referrals.Select(one => one.Category)));
        Assert.Empty(Enum.GetValues<ReferralUrgency>().Except(referrals.Select(one => one.Urgency)));
        Assert.Contains(referrals, one => one.OutsideReason is not null);
    }

    [Fact]
    public async Task A_patients_phone_with_the_link_that_the_demonstration_tells()
    {
        var told = (await Rows<DemonstrationRun>()).Single();
        var account = System.Text.Json.JsonSerializer.Deserialize<List<DemonstrationAccount>>(told.Accounts)!.Single(one => one.UserName.StartsWith("/p/", StringComparison.Ordinal));
        var page = await Browser.Open(demonstration.App, null, account.UserName, 390);
        await using var window = page.Context;

        await page.FillAsync("[name='Form.Code']", account.Password);
        await page.FillAsync("[name='Form.Answer']", account.Description[^4..]);
        await page.ClickAsync("form:has([name='Form.Code']) button");
        await page.Arrives("/p/my");
        await Screens.Check(page, "demo-own");
        await page.GotoAsync("/p/my/accesses");
        await Screens.Check(page, "demo-own-accesses");
        await page.GotoAsync("/p/my/results");
        await Screens.Check(page, "demo-own-results");
        await page.ClickAsync(".own-list a:has-text('血常规')");
        await page.Arrives("/p/my/results/[^/]+");
        await Screens.Check(page, "demo-own-result");
        Assert.Contains(await Rows<Consent>(), consent => consent.EndedBy?.StartsWith("患者本人", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Every_notice_of_the_demonstration_is_of_a_kind_that_people_can_choose()
    {
        var kinds = demonstration.App.Host.Services.GetRequiredService<NoticeKinds>();

        Assert.All(await Rows<Notice>(), notice => Assert.NotEqual(NoticeKinds.Other, kinds.Of(notice.Key)));
    }

    [Fact]
    public async Task The_event_subscriptions_of_a_member()
    {
        var office = await Person(Member, Role.ConsortiumOffice);

        await Check(office, "/webhooks", "demo-webhooks");
        await Check(office, "/webhooks/new", "demo-webhook-new");
        await Check(office, await Link(office, "/webhooks", "/webhooks/0"), "demo-webhook");
    }

    [Fact]
    public async Task Results_as_laboratory_and_doctor_read_them()
    {
        var (physician, laboratory) = (await Person(Lead, Role.Physician), await Person(Lead, Role.Diagnostics));
        var reports = (await Rows<Report>()).Where(one => one.OrganizationId == physician.OrganizationId).ToList();
        var followed = reports.GroupBy(one => one.PatientId).MaxBy(group => group.Count())!.Key;
        var report = reports.First(one => one.PatientId == followed && one.Title == "血脂");
        var alerts = await Rows<ResultAlert>();

        await Check(laboratory, "/results", "demo-results");
        await Check(laboratory, "/results/mappings", "demo-result-mappings");
        await Check(laboratory, "/results/items", "demo-result-items");
        await Check(laboratory, "/results/items/BIO-GLU", "demo-result-item");
        await Check(await Person(Lead, Role.ConsortiumOffice), $"/results/items/editions/{(await Rows<ItemEdition>()).Single(one => one.State == ReviewState.Proposed).Id}", "demo-result-item-edition");
        await Check(laboratory, "/results/import", "demo-result-import");
        var table = "报告号,患者编号,姓名,类别,报告名称,科室,采样时间,报告时间,项目代码,项目名称,结果,单位\nX-1,P0,王小明,化验,血常规,检验科,2026-11-01,2026-11-01 09:00,WBC,白细胞,6.1,10^9/L\n";
        var uploaded = await demonstration.App.Client(laboratory).Upload("/results/import", "upload", "Form.File", "报告.csv", Encoding.UTF8.GetBytes(table));
        await Check(laboratory, uploaded.RedirectsTo(), "demo-result-import-preview");
        await Check(laboratory, $"/results/new?patient={followed}&panel={Uri.EscapeDataString("血常规")}", "demo-result-new");
        await Check(laboratory, $"/results/new?patient={followed}&panel={Uri.EscapeDataString("尿培养")}", "demo-result-new-culture");
        await Check(physician, $"/results/patients/{followed}?item=BIO-HBA1C", "demo-result-patient");
        await Check(physician, $"/results/patients/{reports.First(one => one.HasImages).PatientId}", "demo-result-patient-images");
        await Check(physician, $"/results/{followed}/reports/{report.Id}", "demo-result-report");
        await Check(physician, $"/results/{followed}/reports/{report.Id}/print", "demo-result-report-print");
        await Check(physician, "/results/alerts", "demo-result-alerts");
        await Check(physician, $"/results/alerts/{alerts.First(one => one.Kind == AlertKind.Revised && one.DoctorId == physician.UserId).Id}", "demo-result-alert-revised");
        await Check(physician, $"/results/alerts/{alerts.First(one => one.Kind == AlertKind.Critical && one.OwnerId == physician.OrganizationId).Id}", "demo-result-alert-critical");
    }

    [Fact]
    public async Task What_is_recognised_and_the_moment_of_ordering()
    {
        var (physician, office, medical) = (await Person(Lead, Role.Physician), await Person(Lead, Role.ConsortiumOffice), await Person(Lead, Role.MedicalAffairs));
        var decisions = (await Rows<OrderDecision>()).Where(one => one.DoctorId == physician.UserId).ToList();
        var mixed = decisions.GroupBy(one => (one.PatientId, one.CheckId)).MaxBy(group => group.Select(one => one.Outcome).Distinct().Count())!.Key;
        var seat = await Person(Member, Role.Physician);
        var (member, keeper) = (seat.OrganizationId, seat with { Roles = new HashSet<string> { Role.Diagnostics } });

        await Check(physician, "/results/orders/new", "demo-order-patients");
        await Check(physician, $"/results/orders/new?patient={mixed.PatientId}", "demo-order-new");
        await Check(physician, $"/results/orders/{mixed.PatientId}/{mixed.CheckId}", "demo-order");
        var relied = decisions.First(one => one.Outcome == OrderOutcomeKind.Relied);
        await Check(physician, $"/results/orders/{relied.PatientId}/{relied.CheckId}", "demo-order-relied");
        await Check(physician, $"/results/orders/{relied.PatientId}/{relied.CheckId}/print", "demo-order-relied-print");
        await Check(physician, $"/results/orders/{mixed.PatientId}/{mixed.CheckId}/print", "demo-order-print");
        await Check(physician, "/results/recognition?cases=true", "demo-recognition");
        await Check(office, "/results/recognition?cases=true", "demo-recognition-office");
        await Check(office, $"/results/quality?house={member}", "demo-quality");
        var round = (await Rows<QualityCycle>()).First(cycle => cycle.OrganizationId == member && cycle.Suspensions.Count > 0).Id;
        await Check(keeper, "/results/quality", "demo-quality-own");
        await Check(keeper, "/results/quality?ended=true", "demo-quality-ended");
        await Check(keeper, "/results/quality/new", "demo-quality-new");
        foreach (var act in new[] { "", "?act=suspend", "?act=resume", "?act=correct" }) await Check(keeper, $"/results/quality/{round}{act}", $"demo-quality-round{act.Replace("?act=", "-", StringComparison.Ordinal)}");
        await Check(office, "/results/agreed", "demo-agreed");
        foreach (var act in new[] { "", "?act=propose" }) await Check(office, $"/results/agreed/{member}{act}", $"demo-agreed-partner{act.Replace("?act=", "-", StringComparison.Ordinal)}");
        await Check(medical, "/results/rules", "demo-result-rules");
        foreach (var set in await Rows<KeptRuleSet>()) await Check(office, $"/results/rules/{set.Id}", $"demo-result-rules-{set.Edition}");
        await Check(medical, "/results/prices", "demo-prices");
    }

    [Theory]
    [InlineData("yczyy", "search")]
    [InlineData("", "search-empty")]
    [InlineData("zzzzq", "search-none")]
    public async Task Searching(string text, string name) => await Check(await Person(Lead, Role.ConsortiumOffice), "/search?q=" + text, "demo-" + name);

    [Fact]
    public async Task The_administrators()
    {
        var (security, audit) = (await Person(Lead, Role.SecurityAdministrator), await Person(Lead, Role.AuditAdministrator));

        await Check(security, "/users", "demo-users");
        await Check(security, $"/users/{audit.UserId}", "demo-user");
        await Check(security, "/users/new", "demo-user-new");
        await Check(security, "/api-clients", "demo-api-clients");
        await Check(security, "/api-clients/new", "demo-api-client-new");
        await Check(security, await Link(security, "/api-clients", "/api-clients/0"), "demo-api-client");
        await Check(audit, "/audit", "demo-audit");
        await Check(audit, await Link(audit, "/audit", "/audit/0"), "demo-audit-entry");
    }

    [Fact]
    public async Task The_own_account_and_notices()
    {
        var office = await Person(Lead, Role.ConsortiumOffice);

        await Check(office, "/account", "demo-account");
        await Check(office, "/account/password", "demo-account-password");
        await Check(office, "/account/second-factor", "demo-account-second-factor");
        await Check(office, "/choose-organization", "demo-choose-organization");
        await Check(office, "/notices", "demo-notices");
        await Check(office, "/notices/settings", "demo-notice-settings");
        await Check(await Person(Lead, Role.SystemAdministrator), "/deliveries", "demo-deliveries");
        await Check(null, "/sign-in", "demo-sign-in");
    }

    [Fact]
    public async Task Messages_of_HL7_and_their_senders()
    {
        var laboratory = await Person(Lead, Role.Diagnostics);

        await Check(laboratory, "/hl7v2/messages", "demo-hl7v2-messages");
        await Check(laboratory, await Link(laboratory, "/hl7v2/messages", "/hl7v2/messages/"), "demo-hl7v2-message");
        await Check(await Person(Lead, Role.SystemAdministrator), "/hl7v2/senders", "demo-hl7v2-senders");
    }

    [Theory]
    [InlineData("/nothing-here", "not-found")]
    [InlineData("/users", "forbidden")]
    public async Task What_is_missing_or_not_allowed(string address, string name)
    {
        var page = await Browser.Open(demonstration.App, await Person(Lead, Role.Physician), address);
        await using var window = page.Context;

        await Screens.Check(page, "demo-" + name);
    }

    private Task Check(CurrentUser? user, string address, string name) => Screens.Check(demonstration.App, user, address, name);

    /// <summary>The demonstration's own account of that role.</summary>
    private Task<CurrentUser> Person(string organization, string role) => demonstration.App.As(CurrentUser.Program("测试"), async services =>
    {
        var house = (await services.GetRequiredService<IDirectory>().FindByName(organization, CancellationToken.None))!;
        var person = (await services.GetRequiredService<IAccounts>().In(house.Id, role, CancellationToken.None))[0];
        return new CurrentUser(person.Id, person.DisplayName, house.Id, house.Name, new HashSet<string> { role });
    });

    private async Task<Agreement> Agreement(Func<Agreement, bool> wanted) => (await Rows<Agreement>()).First(wanted);

    private Task<List<T>> Rows<T>() where T : class => demonstration.App.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<T>().AsNoTracking().ToListAsync());

    /// <summary>The first link on the page whose address holds this.</summary>
    private async Task<string> Link(CurrentUser user, string address, string part) =>
        (await demonstration.App.Client(user).Page(address)).QuerySelectorAll("main a[href]").Select(link => link.GetAttribute("href")!).First(link => link.Contains(part, StringComparison.Ordinal));

    /// <summary>A host of its own in which the demonstration is loaded; shared by the tests of this class, which only read.</summary>
    public sealed class Demonstration : IAsyncLifetime
    {
        public TestApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var database = await TestDatabase.Create(Engine.Sqlite);
            // Before the host starts, as the demo command does: its first jobs would be data already.
            await using (var host = XinglinApp.Create(database.Arguments)) await DemonstrationRun.Ensure(host.Services, CancellationToken.None);
            App = await TestApp.On(database);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
