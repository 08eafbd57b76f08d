using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public class ReferralDeskTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task A_patient_goes_up_is_treated_comes_home_and_is_followed_up_to_the_end(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var up = await Referred.Submitted(pair, patient);
        Assert.Equal(ReferralState.Submitted, up.State);
        Assert.Equal(pair.Hospital.Id, up.OwnerId);
        Assert.Contains("1.1", up.TermSource);
        Assert.Equal(up.SubmittedAt!.Value.AddHours(12), up.DueAt);

        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Depart(up.Id, Now));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, Now));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(up.Id, Now));
        var home = await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(up.Id, Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));

        Assert.Equal(ReferralState.SentBack, (await Read(pair, up.Id)).State);
        Assert.Equal(up.Id, home.PreviousId);
        Assert.Equal(ReferralDirection.Return, home.Direction);
        Assert.Equal(pair.Township.Id, home.ToId);
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Accept(home.Id, Now, Referred.Arrangement(pair.App.Time)));
        var arrived = await Referred.Receiving(pair, pair.SenderOffice, desk => desk.Arrive(home.Id, Now));
        Assert.Equal(ReferralState.FollowUp, arrived.State);
        Assert.Equal(pair.App.Time.Today().AddDays(14), arrived.NextFollowUp);

        var early = await Assert.ThrowsAsync<Refused>(() => Close(pair, home.Id));
        Assert.Contains("随访没有完成", early.Message);
        var planned = await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().FollowUps(home.Id));
        await FollowUp(pair, home.Id, planned[0].Id, FollowUpResult.NotReached);
        planned = await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().FollowUps(home.Id));
        Assert.Equal(pair.App.Time.Today().AddDays(3), planned.Single(each => each.Result == FollowUpResult.Planned).On);
        await FollowUp(pair, home.Id, planned.Single(each => each.Result == FollowUpResult.Planned).Id, FollowUpResult.Done);
        var closed = await Close(pair, home.Id);
        Assert.Equal(ReferralState.Closed, closed.State);
        Assert.Null(closed.OwnerId);
        Assert.Null(closed.DueAt);
    }

    [Theory, EveryDatabase]
    public async Task Without_a_term_in_force_the_refusal_names_the_clause_that_ended(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        await Agreed.End(pair.App, pair.Agreement, pair.App.Time.Today().AddDays(-1), "另行签约", pair.Township, pair.Hospital);
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Submitted(pair, patient));
        Assert.Equal("term.ended", refused.Code);
        Assert.NotNull(refused.By);
        Assert.NotNull(refused.Remedy);
    }

    [Theory, EveryDatabase]
    public async Task A_running_referral_goes_on_when_its_agreement_has_ended(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Agreed.End(pair.App, pair.Agreement, pair.App.Time.Today().AddDays(-1), "另行签约", pair.Township, pair.Hospital);
        var accepted = await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
        Assert.Equal(up.TermClauseId, accepted.TermClauseId);
    }

    [Theory, EveryDatabase]
    public async Task Consent_comes_before_a_referral_but_for_an_emergency(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Submit(draft.Id, Now)));
        Assert.Equal("referral.consent-missing", refused.Code);
        Assert.Equal(ReferralState.Draft, (await Read(pair, draft.Id, pair.Sender)).State);

        var other = await Referred.Patient(pair.App, pair.Township, "赵急诊");
        var urgent = await Referred.Sending(pair, pair.Sender, async desk =>
        {
            var one = await desk.Draft(Referred.Draft(other, pair.Hospital, ReferralUrgency.Emergency));
            return await desk.Submit(one.Id, Now);
        });
        Assert.Equal(ReferralState.Submitted, urgent.State);
        Assert.NotNull(urgent.ConsentId);
        Assert.Equal(urgent.SubmittedAt!.Value.AddMinutes(15), urgent.DueAt);
    }

    [Theory, EveryDatabase]
    public async Task A_house_that_wants_it_reviews_before_anything_leaves(Engine engine)
    {
        var pair = await Referred.Pair(engine, review: true);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        Assert.Equal(ReferralState.InReview, up.State);
        await Assert.ThrowsAsync<Refused>(() => Read(pair, up.Id, pair.Receiver));
        var own = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Approve(up.Id, Now)));
        Assert.Contains("转诊专员", own.Message);
        var approved = await Referred.Sending(pair, pair.SenderOffice, desk => desk.Approve(up.Id, Now));
        Assert.Equal(ReferralState.Submitted, approved.State);
        Assert.Equal(up.Id, (await Read(pair, up.Id, pair.Receiver)).Id);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_receiver_answers_and_strangers_find_nothing(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Receiving(pair, pair.SenderOffice, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time))));
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        var stranger = (await Agreed.House(pair.App, "外县医院")).Person(Role.ReferralCoordinator);
        var missing = await Assert.ThrowsAsync<Refused>(() => Read(pair, up.Id, stranger));
        Assert.Equal(RefusalKind.NotFound, missing.Kind);
        foreach (var administrator in Role.Administrators)
            await Assert.ThrowsAsync<Refused>(() => Read(pair, up.Id, pair.Hospital.Person(administrator)));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_receivers_who_accept_at_once_one_is_told_that_the_other_was_faster(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, new ActWords(up.Version), Referred.Arrangement(pair.App.Time)));
                return true;
            }
            catch (Refused refused)
            {
                Assert.Equal(RefusalKind.Conflict, refused.Kind);
                return false;
            }
        })));
        Assert.Single(results, accepted => accepted);
        var story = await pair.App.As(pair.Receiver, services => services.GetRequiredService<ReferralStore>().Story(up.Id));
        Assert.Single(story, line => line.Act == ReferralAct.Accept);
    }

    [Theory, EveryDatabase]
    public async Task Who_claimed_a_referral_answers_it(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var first = pair.Receiver;
        await Referred.Receiving(pair, first, desk => desk.Claim(up.Id, Now));
        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time))));
        Assert.Contains("已认领", refused.Message);
        await Referred.Receiving(pair, first, desk => desk.Accept(up.Id, Now, Referred.Arrangement(pair.App.Time)));
    }

    [Theory, EveryDatabase]
    public async Task What_is_refused_stays_with_the_sender_until_it_goes_elsewhere(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        var bare = await Assert.ThrowsAsync<Refused>(() => Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, Now)));
        Assert.Equal("referral.reason-missing", bare.Code);
        var refused = await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "心内科满床")));
        Assert.Equal(pair.Township.Id, refused.OwnerId);
        var elsewhere = await Agreed.House(pair.App, "市中心医院");
        var next = await Referred.Sending(pair, pair.Sender, desk => desk.Redirect(up.Id, new ActWords(null, null, "心内科满床", PatientAgreed: true), elsewhere.Id, "心内科"));
        Assert.Equal(up.Id, next.PreviousId);
        Assert.Equal(ReferralState.Redirected, (await Read(pair, up.Id, pair.Sender)).State);
        var outside = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Submit(next.Id, Now, Referred.Consent)));
        Assert.Equal("term.no-agreement", outside.Code);
    }

    [Theory, EveryDatabase]
    public async Task Clinical_words_are_never_stored_in_clear(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await pair.App.As(pair.Receiver, services => services.GetRequiredService<MessageDesk>().Say(up.Id, "请带上既往心电图"));
        var stored = await pair.App.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return string.Concat((await db.Set<ReferralDocument>().Where(document => document.ReferralId == up.Id).Select(document => document.Content).ToListAsync())
                .Concat(await db.Set<ReferralMessage>().Where(message => message.ReferralId == up.Id).Select(message => message.Words).ToListAsync()));
        });
        Assert.NotEmpty(stored);
        Assert.DoesNotContain("胸闷", stored);
        Assert.DoesNotContain("心电图", stored);
        Assert.Equal("请带上既往心电图", (await pair.App.As(pair.Sender, services => services.GetRequiredService<MessageDesk>().Messages(up.Id)))[0].Text);
    }

    [Theory, EveryDatabase]
    public async Task A_missed_clock_reminds_the_owner_then_medical_affairs_then_the_directors_and_nothing_ends(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var up = await Referred.Submitted(pair, await Referred.Patient(app, pair.Township));
        var alarms = new ReferralAlarms(app.Time);
        foreach (var hours in new[] { 9, 4, 12, 50 })
        {
            app.Time.Advance(TimeSpan.FromHours(hours));
            await app.As(CurrentUser.Program("转诊时限"), services => alarms.Run(services, CancellationToken.None));
        }

        var after = await Read(pair, up.Id, pair.Receiver);
        Assert.Equal(3, after.Escalation);
        Assert.Equal(ReferralState.Submitted, after.State);
        Assert.Equal(up.Version, after.Version);
        var story = await app.As(pair.Receiver, services => services.GetRequiredService<ReferralStore>().Story(up.Id));
        Assert.Equal(3, story.Count(line => line.Act is null));
        Assert.Contains("院领导", story[^1].Text);
    }

    private static Task<Referral> Read(Pair pair, Guid id, CurrentUser? user = null) =>
        pair.App.As(user ?? pair.Receiver, services => services.GetRequiredService<ReferralStore>().Read(id));

    private static Task<Referral> FollowUp(Pair pair, Guid id, Guid followUp, FollowUpResult result) => pair.App.As(pair.Sender, services =>
        services.GetRequiredService<FollowUpDesk>().Record(id, Now, followUp, result, "电话", "血压 138/84，无胸闷"));

    private static Task<Referral> Close(Pair pair, Guid id) => pair.App.As(pair.Sender, services =>
        services.GetRequiredService<FollowUpDesk>().Close(id, new ActWords(null, "CL05")));
}
