using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements.Contract;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>The sender's side beyond the usual way: sending on, sending again, back home, and what stands against it.</summary>
public class SendingTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task A_redirect_that_is_refused_leaves_the_referral_open_where_it_was(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await RefusedUp(pair);

        var missing = await Assert.ThrowsAsync<Refused>(() => Redirect(pair, up.Id, Guid.NewGuid()));
        Assert.Equal(RefusalKind.NotFound, missing.Kind);
        await Assert.ThrowsAsync<Refused>(() => Redirect(pair, up.Id, pair.Township.Id));

        var after = await Read(pair, up.Id);
        Assert.Equal((ReferralState.Refused, up.Version), (after.State, after.Version));
        Assert.Equal(0, await Count<Referral>(pair, referral => referral.PreviousId == up.Id));
    }

    [Theory, EveryDatabase]
    public async Task The_papers_follow_a_redirect(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Attach(pair, pair.Sender, up.Id, "心电图");
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "心内科满床")));
        var elsewhere = await Agreed.House(pair.App, "市中心医院");

        var next = await Redirect(pair, up.Id, elsewhere.Id);

        Assert.Equal(ReferralState.Redirected, (await Read(pair, up.Id)).State);
        var paper = Assert.Single(await Attachments(pair, next.Id));
        Assert.Equal("心电图", paper.Title);
        Assert.Single(await Attachments(pair, up.Id));
        Assert.True((await pair.App.Client(pair.Sender).GetAsync($"/referrals/{next.Id}/attachments/{paper.Id}")).IsSuccessStatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Sent_on_to_an_institution_with_a_clause_first_and_never_to_an_authority(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var authority = new House(Guid.CreateVersion7(), $"卫生健康委{Guid.NewGuid().ToString("n")[..6]}");
        await pair.App.As(authority.Office, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            db.Add(new Organization(authority.Id, authority.Name, "卫健委", OrganizationKind.HealthAuthority, OrganizationLevel.Ungraded));
            await db.SaveChangesAsync();
        });
        var bound = await Agreed.House(pair.App, "云门医院");
        await Agreed.InForce(pair.App, bound, pair.Township, new Xinglin.Agreements.ClauseContent { Text = "双方实行双向转诊。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"] });
        var up = await RefusedUp(pair);

        var offered = (await pair.App.Client(pair.Sender).Page($"/referrals/{up.Id}")).QuerySelectorAll("select[name='Form.ToId'] option").Select(option => option.TextContent).ToList();
        Assert.StartsWith($"{bound.Name}（有转诊条款", offered[1]);
        Assert.DoesNotContain(offered, house => house.StartsWith(authority.Name, StringComparison.Ordinal));
        Assert.Equal("referral.no-care", (await Assert.ThrowsAsync<Refused>(() => Redirect(pair, up.Id, authority.Id))).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_consent_withdrawn_while_the_house_reviews_keeps_the_referral_in_the_house(Engine engine)
    {
        var pair = await Referred.Pair(engine, review: true);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await pair.App.As(pair.SenderOffice, services => services.GetRequiredService<ConsentDesk>().Withdraw(up.ConsentId!.Value, null, "患者要求再考虑"));

        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.SenderOffice, desk => desk.Approve(up.Id, Now)));
        Assert.Equal("referral.consent-missing", refused.Code);
        Assert.Contains(refused.Message, (await pair.App.Client(pair.SenderOffice).Page($"/referrals/{up.Id}")).Body!.TextContent);
        await Assert.ThrowsAsync<Refused>(() => Read(pair, up.Id, pair.Receiver));

        await pair.App.As(pair.SenderOffice, async services =>
        {
            await services.GetRequiredService<IConsents>().Give(up.PatientId, PatientPurpose.Referral, pair.Hospital.Id, new SignedConsent("王小明", ConsentRelations.Self, Informed: true));
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });
        var sent = await Referred.Sending(pair, pair.SenderOffice, desk => desk.Approve(up.Id, Now));
        Assert.Equal(ReferralState.Submitted, sent.State);
        Assert.NotEqual(up.ConsentId, sent.ConsentId);
    }

    [Theory, EveryDatabase]
    public async Task A_house_that_sends_a_shared_patient_on_sees_him_as_long_as_its_own_case_runs(Engine engine)
    {
        var (pair, up, bound) = await SharedPatient(engine);
        var (author, office) = (pair.Doctor, pair.Receiver);
        var on = await Onward(pair, author, up, bound);
        await Referred.Sending(pair, author, desk => desk.Submit(on.Id, Now, Referred.Consent));
        await EndShareOf(pair, up.Id);

        await Referred.Sending(pair, office, desk => desk.Approve(on.Id, Now));
        await Referred.Receiving(pair, bound.Person(Role.ReferralCoordinator), desk => desk.Refuse(on.Id, new ActWords(null, "RF01", "心内科满床")));
        var elsewhere = await Agreed.House(pair.App, "省立医院");
        var next = await Referred.Sending(pair, author, desk => desk.Redirect(on.Id, Now with { Text = "患者同意", PatientAgreed = true }, elsewhere.Id, "心内科"));

        Assert.Equal(up.PatientId, next.PatientId);
        Assert.True(await Sees(pair, office, up.PatientId));
    }

    [Theory, EveryDatabase]
    public async Task What_never_left_the_house_keeps_no_sight_of_the_patient_when_it_is_withdrawn(Engine engine)
    {
        var (pair, up, bound) = await SharedPatient(engine);
        var author = pair.Doctor;
        var on = await Onward(pair, author, up, bound);
        await Referred.Sending(pair, author, desk => desk.Submit(on.Id, Now, Referred.Consent));
        await EndShareOf(pair, up.Id);
        Assert.True(await Sees(pair, author, up.PatientId));

        await Referred.Sending(pair, pair.Receiver, desk => desk.Cancel(on.Id, new ActWords(null, "CX01")));

        Assert.False(await Sees(pair, author, up.PatientId));
    }

    [Theory, EveryDatabase]
    public async Task A_draft_about_a_patient_whom_the_house_may_no_longer_see_says_so_before_it_is_handed_in(Engine engine)
    {
        var (pair, up, bound) = await SharedPatient(engine);
        var author = pair.Doctor;
        var on = await Onward(pair, author, up, bound);
        await EndShareOf(pair, up.Id);

        var page = (await pair.App.Client(author).Page($"/referrals/{on.Id}")).Body!.TextContent;
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, author, desk => desk.Submit(on.Id, Now, Referred.Consent)));

        Assert.Equal("referral.patient-closed", refused.Code);
        Assert.Contains(refused.Message, page);
        Assert.Contains(refused.Remedy!, page);
        Assert.Equal(ReferralState.Draft, (await Read(pair, on.Id, author)).State);
    }

    [Theory, EveryDatabase]
    public async Task Who_is_in_care_when_the_agreement_ends_is_sent_back_under_the_clause_of_the_way_up(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await InCare(pair);
        await Agreed.End(pair.App, pair.Agreement, pair.App.Time.Today().AddDays(-1), "另行签约", pair.Township, pair.Hospital);

        var home = await SendBack(pair, up.Id);

        Assert.Equal(ReferralState.Submitted, (await Read(pair, home.Id)).State);
        Assert.Equal(up.TermClauseId, (await Read(pair, home.Id)).TermClauseId);
        Assert.Equal(ReferralState.SentBack, (await Read(pair, up.Id)).State);
        Assert.Equal("term.ended", (await Assert.ThrowsAsync<Refused>(() => Down(pair, up.PatientId))).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_clause_that_stops_with_its_agreement_brings_nobody_back(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var hospital = await Agreed.House(app, "县人民医院");
        var township = await Referred.House(app, "乡镇卫生院", Xinglin.Directory.Contract.OrganizationLevel.Primary);
        var agreement = await Agreed.InForce(app, hospital, township, new Xinglin.Agreements.ClauseContent
        {
            Text = "双方实行双向转诊，协议终止时同时停止。",
            Kinds = [ClauseKinds.TwoWayReferral],
            Bearers = ["甲方", "乙方"],
            Counterparties = ["甲方", "乙方"],
            AtEnd = AtEnd.Stop
        });
        var pair = new Pair(app, township, hospital, agreement);
        foreach (var house in new[] { township, hospital }) await app.As(house.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));
        var up = await InCare(pair);
        await Agreed.End(app, agreement, app.Time.Today().AddDays(-1), "另行签约", township, hospital);

        Assert.Equal("term.ended", (await Assert.ThrowsAsync<Refused>(() => SendBack(pair, up.Id))).Code);
        Assert.Equal(ReferralState.InCare, (await Read(pair, up.Id)).State);
    }

    [Theory, EveryDatabase]
    public async Task A_patient_from_outside_the_consortium_goes_back_there(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var outside = await Agreed.House(pair.App, "市中心医院");
        await pair.App.As(outside.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));
        var away = pair with { Hospital = outside };
        var patient = await Referred.Patient(pair.App, pair.Township);
        var up = await Referred.Sending(pair, pair.Sender, async desk =>
        {
            var draft = await desk.Draft(Referred.Draft(patient, outside) with { OutsideReason = "医联体内没有该专科", OutsideConfirmedBy = "张医生 电话确认" });
            return await desk.Submit(draft.Id, Now, Referred.Consent);
        });
        await Referred.Receiving(away, away.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(away, away.Receiver, desk => desk.Arrive(up.Id, Now));
        await Referred.Receiving(away, away.Doctor, desk => desk.Admit(up.Id, Now));

        var home = await Read(pair, (await SendBack(away, up.Id)).Id);
        Assert.Equal((ReferralState.Submitted, "医联体内没有该专科"), (home.State, home.OutsideReason));
    }

    [Theory, EveryDatabase]
    public async Task Only_who_was_referred_goes_back_and_only_to_where_they_came_from(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await InCare(pair);
        var doctor = pair.Doctor;
        var alone = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, doctor, desk =>
            desk.Draft(Referred.Draft(up.PatientId, pair.Township, direction: ReferralDirection.Return))));
        Assert.Equal("referral.return-elsewhere", alone.Code);
        var other = await Referred.House(pair.App, "邻镇卫生院", Xinglin.Directory.Contract.OrganizationLevel.Primary);
        var elsewhere = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, doctor, desk =>
            desk.Draft(Referred.Draft(up.PatientId, other, direction: ReferralDirection.Return), up.Id)));
        Assert.Equal("referral.return-elsewhere", elsewhere.Code);
        Assert.Contains(pair.Township.Name, elsewhere.Message);

        // Refused at home, the patient goes down to another house: that is no return.
        var home = await SendBack(pair, up.Id);
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Refuse(home.Id, new ActWords(null, "RD02")));
        var down = await pair.App.As(doctor, services => services.GetRequiredService<SendingDesk>().Redirect(home.Id, new ActWords(null, null, "去邻镇", PatientAgreed: true), other.Id, null));
        Assert.Equal((ReferralDirection.Down, other.Id), (down.Direction, down.ToId));
    }

    [Theory, EveryDatabase]
    public async Task What_is_written_for_the_receiver_of_a_patient_going_home_is_kept_with_its_care_plan(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var home = await SendBack(pair, (await InCare(pair)).Id);
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.AskForMore(home.Id, new ActWords(null, null, "请补充康复方案")));
        var draft = Referred.Draft(home.PatientId, pair.Township, direction: ReferralDirection.Return) with { Outcome = Referred.Plan() with { Rehabilitation = "每日步行 30 分钟" } };

        await Referred.Sending(pair, pair.Doctor, desk => desk.Save(home.Id, null, draft));

        var plan = await pair.App.As(pair.SenderOffice, services => services.GetRequiredService<ReferralStore>().Document<ReferralOutcome>(home.Id, ReferralDocumentKind.Outcome));
        Assert.Equal("每日步行 30 分钟", plan!.Rehabilitation);
    }

    [Theory, EveryDatabase]
    public async Task Up_again_carries_what_the_chain_knows_and_its_papers(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var written = Referred.Draft(patient, pair.Hospital);
        var up = await Referred.Sending(pair, pair.Sender, async desk =>
        {
            var draft = await desk.Draft(written with
            {
                Request = written.Request with { Allergies = "青霉素", PastHistory = "慢性乙型肝炎 10 年", Infectious = true, Isolation = "血液隔离" }
            });
            return await desk.Submit(draft.Id, Now, Referred.Consent);
        });
        await Attach(pair, pair.Sender, up.Id, "心电图");
        await TakeIn(pair, up.Id);
        var home = await SendBack(pair, up.Id);
        await Attach(pair, pair.Doctor, home.Id, "出院小结");
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Accept(home.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Arrive(home.Id, Now));

        var again = await Referred.Sending(pair, pair.Sender, desk => desk.Again(home.Id));

        Assert.Equal((ReferralDirection.Up, pair.Hospital.Id, home.Id), (again.Direction, again.ToId, again.PreviousId));
        var request = (await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().Document<ReferralRequest>(again.Id, ReferralDocumentKind.Request)))!;
        Assert.Equal("青霉素", request.Allergies);
        Assert.Contains("慢性乙型肝炎", request.PastHistory);
        Assert.Contains("抗血小板", request.PastHistory);
        Assert.Equal((true, "血液隔离"), (request.Infectious, request.Isolation));
        Assert.Contains("阿司匹林肠溶片", request.Medication);
        Assert.Equal("I20.9", Assert.Single(request.Diagnoses).Code);
        Assert.Equal(["心电图", "出院小结"], (await Attachments(pair, again.Id)).Select(paper => paper.Title));
    }

    [Theory, EveryDatabase]
    public async Task Why_the_patient_is_kept_is_a_known_reason_and_stays_with_the_referral(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await RefusedUp(pair);
        foreach (var code in (string?[])[null, "CX01"])
            Assert.Equal("referral.reason-missing", (await Assert.ThrowsAsync<Refused>(() =>
                Referred.Sending(pair, pair.Sender, desk => desk.KeepHere(up.Id, new ActWords(null, code, "本院继续治疗"))))).Code);

        await Referred.Sending(pair, pair.Sender, desk => desk.KeepHere(up.Id, new ActWords(null, "CL03", "家属联系了市医院")));
        var kept = await Read(pair, up.Id);
        Assert.Equal((ReferralState.Closed, "CL03"), (kept.State, kept.ReasonCode));
    }

    private static async Task<Referral> RefusedUp(Pair pair)
    {
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        return await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "心内科满床")));
    }

    /// <summary>A patient of the township in the hospital's care, and a house further up that the hospital may refer to after its own review.</summary>
    private static async Task<(Pair Pair, Referral Up, House Bound)> SharedPatient(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var bound = await Agreed.House(pair.App, "市中心医院");
        await Agreed.InForce(pair.App, bound, pair.Hospital, new Xinglin.Agreements.ClauseContent { Text = "双方实行双向转诊。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"] });
        await pair.App.As(pair.Hospital.Person(Role.MedicalAffairs), async services =>
        {
            var desk = services.GetRequiredService<PracticeDesk>();
            await desk.Decide((await desk.Read()).Version, true, []);
        });
        return (pair, await InCare(pair), bound);
    }

    private static Task<Referral> Onward(Pair pair, CurrentUser author, Referral up, House bound) =>
        Referred.Sending(pair, author, desk => desk.Draft(Referred.Draft(up.PatientId, bound), up.Id));

    private static Task EndShareOf(Pair pair, Guid referral) => pair.App.As(CurrentUser.Program("测试"), async services =>
    {
        await services.GetRequiredService<IPatients>().EndShare(referral, pair.App.Time.Now().AddMinutes(-1));
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
    });

    private static Task<bool> Sees(Pair pair, CurrentUser user, Guid patient) =>
        pair.App.As(user, async services => (await services.GetRequiredService<IPatients>().Known([patient])).Count > 0);

    private static async Task<Referral> InCare(Pair pair)
    {
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        return await TakeIn(pair, up.Id);
    }

    private static async Task<Referral> TakeIn(Pair pair, Guid id)
    {
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(id, Now));
        return await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(id, Now));
    }

    private static Task<Referral> SendBack(Pair pair, Guid id) =>
        Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(id, Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));

    private static Task<Referral> Down(Pair pair, Guid patient) => Referred.Sending(pair, pair.Doctor, async desk =>
    {
        var draft = await desk.Draft(Referred.Draft(patient, pair.Township, direction: ReferralDirection.Down));
        return await desk.Submit(draft.Id, Now, Referred.Consent);
    });

    private static Task<Referral> Redirect(Pair pair, Guid id, Guid to) =>
        Referred.Sending(pair, pair.Sender, desk => desk.Redirect(id, new ActWords(null, null, "满床", PatientAgreed: true), to, "心内科"));

    private static Task Attach(Pair pair, CurrentUser user, Guid id, string title) => pair.App.As(user, services =>
        services.GetRequiredService<MessageDesk>().Attach(id, new MemoryStream(Encoding.ASCII.GetBytes($"%PDF-1.4\n%{Guid.NewGuid()}\n%%EOF")), $"{title}.pdf", title));

    private static Task<IReadOnlyList<ReferralAttachment>> Attachments(Pair pair, Guid id) =>
        pair.App.As(pair.Sender, services => services.GetRequiredService<MessageDesk>().Attachments(id));

    private static Task<int> Count<T>(Pair pair, System.Linq.Expressions.Expression<Func<T, bool>> which) where T : class =>
        pair.App.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<T>().CountAsync(which));

    private static Task<Referral> Read(Pair pair, Guid id, CurrentUser? user = null) =>
        pair.App.As(user ?? pair.Sender, services => services.GetRequiredService<ReferralStore>().Read(id));
}
