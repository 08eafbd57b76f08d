using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients;

public class ConsentTests
{
    [Theory, EveryDatabase]
    public async Task A_consent_covers_its_purpose_and_recipient_until_it_is_withdrawn(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        Assert.Null(await Standing(own, patient.Id, other));

        var consent = await own.Give(patient.Id, other);
        Assert.True((await Standing(own, patient.Id, other))!.Given);
        Assert.Null(await Standing(own, patient.Id, own));
        Assert.Null(await Standing(own, patient.Id, other, PatientPurpose.Consultation));

        await Act(own, desk => desk.Withdraw(consent.Id, consent.Version, "家属改在外地就医"));
        Assert.Null(await Standing(own, patient.Id, other));
        Assert.Contains(await Notices(other), title => title.Contains(patient.Number) && title.Contains("已撤回"));
        Assert.Equal("consent.act-not-possible", (await House.RefusedBy(() => Act(own, desk => desk.Withdraw(consent.Id, null, "再次撤回")))).Code);
    }

    [Theory, EveryDatabase]
    public async Task What_was_shared_before_a_withdrawal_stays_with_the_running_case(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        var consent = await own.Give(patient.Id, other);
        await own.App.As(own.Physician, async services =>
        {
            await services.GetRequiredService<IPatients>().Share(patient.Id, [other.Id], PatientPurpose.Referral, Guid.CreateVersion7(), consent.Id);
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });

        await Act(own, desk => desk.Withdraw(consent.Id, null, "本人要求"));

        Assert.Equal(patient.Id, (await own.See(other.Physician, patient.Id)).Id);
    }

    [Theory, EveryDatabase]
    public async Task A_child_is_signed_for_by_a_registered_guardian(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var today = own.App.Time.Today();
        var orphan = await own.Register(House.Child(today, guardian: null));
        var child = await own.Register(House.Child(today), confirmed: true);

        Assert.Equal("consent.guardian-missing", (await House.RefusedBy(() => own.Give(orphan.Id, other, "父母"))).Code);
        var refused = await House.RefusedBy(() => own.Give(child.Id, other));
        Assert.Equal("consent.child-signed", refused.Code);
        Assert.Contains("第三十一条", refused.By!.Source);
        Assert.Equal(ConsentState.Given, (await own.Give(child.Id, other, "父母")).State);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_consented_to_of_which_the_patient_was_not_told(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();

        Assert.Equal("consent.not-informed", (await House.RefusedBy(() => own.Give(patient.Id, other, informed: false))).Code);
        Assert.Equal("consent.invalid", (await House.RefusedBy(() => own.Give(patient.Id, other, relation: "邻居"))).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_consent_with_a_last_day_covers_that_day_and_no_more(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var (own, other) = (await House.Build(app), await House.Build(app));
        var patient = await own.Register();
        await own.Give(patient.Id, other, until: app.Time.Today().AddDays(1));

        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await Standing(own, patient.Id, other));
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Standing(own, patient.Id, other));
        await RunCalendar(app);
        Assert.Equal(ConsentState.Expired, (await Consents(own, patient.Id)).Single().State);
    }

    [Theory, EveryDatabase]
    public async Task A_late_consent_reminds_then_escalates_and_never_closes_itself(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var (own, other) = (await House.Build(app), await House.Build(app));
        var patient = await own.Register();
        var awaited = await Await(own, patient.Id, other);
        Assert.False(awaited.Given);
        Assert.InRange(awaited.DueBy!.Value - app.Time.Now(), TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.Equal(awaited.Id, (await Await(own, patient.Id, other)).Id);

        await RunCalendar(app);
        Assert.Empty(await Notices(own, Role.MedicalAffairs));
        app.Time.Advance(TimeSpan.FromHours(13));
        await RunCalendar(app);
        Assert.Contains(await Notices(own), title => title.StartsWith("请尽快补签", StringComparison.Ordinal));
        app.Time.Advance(TimeSpan.FromHours(12));
        await RunCalendar(app);
        await RunCalendar(app);
        Assert.Single(await Notices(own, Role.MedicalAffairs), title => title.StartsWith("逾期未补签", StringComparison.Ordinal));
        Assert.Contains(await Work(own, own.Medical), item => item.Detail!.Contains("已逾期"));

        app.Time.Advance(TimeSpan.FromDays(400));
        await RunCalendar(app);
        Assert.Equal(ConsentState.Awaited, (await Consents(own, patient.Id)).Single().State);
        await Act(own, desk => desk.Fulfil(awaited.Id, null, new("林清源", ConsentRelations.Self, ConsentFacts.WholeScope, Informed: true)));
        Assert.True((await Standing(own, patient.Id, other))!.Given);
    }

    [Theory, EveryDatabase]
    public async Task Giving_with_a_case_fulfils_what_was_awaited_and_declining_ends_it(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (first, second) = (await own.Register(), await own.Register(House.Adult("另一位")));
        var awaited = await Await(own, first.Id, other);
        var given = await own.App.As(own.Physician, async services =>
        {
            var consent = await services.GetRequiredService<IConsents>().Give(first.Id, PatientPurpose.Referral, other.Id, new SignedConsent("林清源", ConsentRelations.Self, Informed: true));
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
            return consent;
        });
        Assert.Equal((awaited.Id, true), (given.Id, given.Given));

        var declined = await Await(own, second.Id, other);
        await Act(own, desk => desk.Decline(declined.Id, null, "家属要求留在本院治疗"));
        Assert.Null(await Standing(own, second.Id, other));
    }

    [Theory, EveryDatabase]
    public async Task A_scan_is_attached_once_and_read_by_those_who_may_see_the_consent(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        var consent = await own.Give(patient.Id, other);
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

        Assert.Equal("file.kind", (await House.RefusedBy(() => Act(own, desk => desk.AttachScan(consent.Id, null, new MemoryStream("文本"u8.ToArray()), "签字.png")))).Code);
        await Act(own, desk => desk.AttachScan(consent.Id, null, new MemoryStream(png), "签字.png"));
        Assert.Equal("consent.act-not-yours", (await House.RefusedBy(() => Act(own, desk => desk.AttachScan(consent.Id, null, new MemoryStream(png), "签字.png")))).Code);

        var address = $"/patients/{patient.Id}/consents/{consent.Id}/scan";
        Assert.Equal(png, await own.App.Client(own.Physician).GetByteArrayAsync(address));
        Assert.Equal(404, (int)(await own.App.Client(other.Physician).GetAsync(address)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_consent_page_records_and_withdraws_and_keeps_what_was_typed(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        var client = own.App.Client(own.Physician);
        var address = $"/patients/{patient.Id}/consents/new";

        var refused = await client.Submit(address, "consent", ("Form.SignedBy", "林清源"), ("Form.Recipients", other.Id.ToString()), ("Form.Informed", "false"));
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Equal("林清源", (await refused.Document()).QuerySelector("#form-signedby")!.GetAttribute("value"));
        var done = await client.Submit(address, "consent", ("Form.SignedBy", "林清源"), ("Form.Recipients", other.Id.ToString()), ("Form.Scope", "Diagnosis"), ("Form.Informed", "true"));
        var page = done.RedirectsTo();
        Assert.Contains("有效", (await client.Page(page)).Body!.TextContent);

        (await client.Submit(page, "Withdraw", ("Form.Reason", "本人要求"))).RedirectsTo();
        Assert.Contains("已撤回", (await client.Page(page)).Body!.TextContent);
    }

    /// <summary>Whatever is tried in whatever order: the table decides, an end is an end, and an awaited one is left only by a person's act.</summary>
    [Property]
    public Property Only_the_table_moves_a_consent() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<ConsentAct>()).ListOf().ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (acts, awaited) =>
        {
            var (now, user) = (new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero), TestUsers.Of(Role.Physician));
            var facts = new ConsentFacts("林清源", ConsentRelations.Self, ConsentFacts.WholeScope, true);
            var consent = awaited
                ? Consent.Awaited(Guid.NewGuid(), Guid.NewGuid(), PatientPurpose.Referral, [Guid.NewGuid()], "急", now, now.AddDays(1), "甲")
                : Consent.New(Guid.NewGuid(), Guid.NewGuid(), PatientPurpose.Referral, [Guid.NewGuid()], now, "甲");
            if (!awaited) consent.Give(facts, now, "甲");
            foreach (var act in acts)
            {
                var before = consent.State;
                var line = ConsentLife.Transitions.FirstOrDefault(transition => transition.From == before && transition.Act == act);
                try { ConsentLife.Require(consent, act, user); }
                catch (Refused)
                {
                    if (line is not null && act != ConsentAct.AttachScan) return false;
                    continue;
                }

                if (line is null) return false;
                if (act == ConsentAct.Give) consent.Give(facts, now, "甲");
                else if (act == ConsentAct.AttachScan) consent.Attach(Guid.NewGuid());
                else consent.End(line.To, now, "甲", "因");
                if (consent.State != line.To) return false;
            }

            var covers = consent.CoversOn(ChinaTime.DateIn(now));
            return covers == (consent.State == ConsentState.Given) && (consent.State is ConsentState.Given or ConsentState.Awaited) == (consent.EndedAt is null);
        });

    private static Task<ConsentRef?> Standing(House own, Guid patient, House recipient, PatientPurpose purpose = PatientPurpose.Referral) =>
        own.App.As(own.Physician, services => services.GetRequiredService<IConsents>().Standing(patient, purpose, recipient.Id));

    private static Task<ConsentRef> Await(House own, Guid patient, House recipient) => own.App.As(own.Physician, async services =>
    {
        var consent = await services.GetRequiredService<IConsents>().Await(patient, PatientPurpose.Referral, recipient.Id, "昏迷，联系不上家属");
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        return consent;
    });

    private static Task Act(House own, Func<ConsentDesk, Task> act) => own.App.As(own.Physician, services => act(services.GetRequiredService<ConsentDesk>()));

    private static Task<IReadOnlyList<Consent>> Consents(House own, Guid patient) => own.App.As(own.Physician, services => services.GetRequiredService<ConsentStore>().Of(patient));

    private static Task<IReadOnlyList<WorkItem>> Work(House own, CurrentUser user) => own.App.As(user, services =>
        services.GetServices<IWorkSource>().OfType<PatientWork>().Single().WaitingFor(user, default));

    private static Task<List<string>> Notices(House house, string role = Role.ReferralCoordinator) => house.App.As(house.Physician, services =>
        services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.OrganizationId == house.Id && notice.Role == role).Select(notice => notice.Title).ToListAsync());

    /// <summary>The host's own job may tell the same at the same moment; of the two one fails and finds it done when it comes again.</summary>
    private static async Task RunCalendar(TestApp app)
    {
        Task Run() => app.Host.Services.As(CurrentUser.Program("试验"), services =>
            services.GetServices<IRecurringJob>().OfType<ConsentCalendar>().Single().Run(services, default));
        try { await Run(); }
        catch (DbUpdateException) { await Run(); }
    }
}
