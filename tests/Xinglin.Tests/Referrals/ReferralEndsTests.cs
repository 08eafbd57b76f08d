using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Notices;
using Xinglin.Referrals;
using Xinglin.Tests.Referrals.Capacity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>A missed appointment, a death, an end: each side can say what it knows, and the other side hears of it.</summary>
public class ReferralEndsTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task Who_missed_the_appointment_gets_another_and_a_place_with_it(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var quota = await Held.Quota(pair, 1);
        var up = await Held.Submitted(pair);
        await Held.Accept(pair, up.Id, Held.On(pair, 1));
        app.Time.Advance(TimeSpan.FromDays(2));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.ReportNotArrived(up.Id, new ActWords(null, null, "电话未接通")));
        Assert.Equal(1, (await Held.Day(pair, quota, 1)).Free);

        var again = await Referred.Receiving(pair, pair.Receiver, desk => desk.Rearrange(up.Id, new ActWords(null, null, "已联系上患者"), Held.On(pair, 1)));

        Assert.Equal((ReferralState.Accepted, pair.Township.Id), (again.State, again.OwnerId));
        Assert.Equal(again.ExpectedAt, again.DueAt);
        Assert.Equal(0, (await Held.Day(pair, quota, 1)).Free);
        await Held.MustHold(pair, quota);

        // On the way already, the appointment can still move; the place moves along.
        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Depart(up.Id, Now));
        var moved = await Referred.Receiving(pair, pair.Receiver, desk => desk.Rearrange(up.Id, new ActWords(null, null, "道路中断"), Held.On(pair, 2)));
        Assert.Equal((ReferralState.InTransit, moved.ExpectedAt!.Value.AddHours(4)), (moved.State, moved.DueAt!.Value));
        Assert.Equal((1, 0), ((await Held.Day(pair, quota, 1)).Free, (await Held.Day(pair, quota, 2)).Free));
        Assert.Contains(await Notices(pair, pair.SenderOffice), title => title.Contains($"到院安排改为 {ChinaTime.Show(moved.ExpectedAt.Value)}", StringComparison.Ordinal));
        await Held.MustHold(pair, quota);
    }

    [Theory, EveryDatabase]
    public async Task A_death_is_recorded_by_whichever_side_learns_of_it_and_told_to_the_other(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 2);
        var (first, second) = (await Held.Submitted(pair), await Held.Submitted(pair));
        foreach (var up in new[] { first, second }) await Held.Accept(pair, up.Id, Held.On(pair, 1));

        await Referred.Receiving(pair, pair.Receiver, desk => desk.RecordDeath(first.Id, Now, pair.App.Time.Now()));
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.RecordDeath(second.Id, Now, pair.App.Time.Now()));

        Assert.Equal(2, (await Held.Day(pair, quota, 1)).Free);
        Assert.Contains(await Notices(pair, pair.SenderOffice), title => title.Contains(first.Number) && title.Contains("死亡"));
        Assert.Contains(await Notices(pair, pair.Receiver), title => title.Contains(second.Number) && title.Contains("死亡"));
    }

    [Theory, EveryDatabase]
    public async Task Who_dies_after_advice_or_after_the_treatment_is_recorded_too(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (advised, completed) = (await Held.Submitted(pair), await Held.Submitted(pair));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Advise(advised.Id, new ActWords(null, null, "可在本院调整用药")));
        await Held.Accept(pair, completed.Id, Held.On(pair, 1));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(completed.Id, Now));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Complete(completed.Id, Now, Referred.Plan()));

        Assert.Equal(ReferralState.Died, (await Referred.Receiving(pair, pair.Sender, desk => desk.RecordDeath(advised.Id, Now, pair.App.Time.Now()))).State);
        Assert.Equal(ReferralState.Died, (await Referred.Receiving(pair, pair.Doctor, desk => desk.RecordDeath(completed.Id, Now, pair.App.Time.Now()))).State);
    }

    [Theory, EveryDatabase]
    public async Task Before_it_was_sent_a_death_ends_the_sheet_with_its_code_afterwards_it_is_an_act_of_its_own(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        var ended = await Referred.Sending(pair, pair.Sender, desk => desk.Cancel(draft.Id, new ActWords(null, "CX06")));
        Assert.Equal((ReferralState.Cancelled, "CX06"), (ended.State, ended.ReasonCode));

        var up = await Referred.Submitted(pair, patient);
        Assert.Equal("referral.reason-missing", (await Assert.ThrowsAsync<Refused>(() =>
            Referred.Sending(pair, pair.SenderOffice, desk => desk.Cancel(up.Id, new ActWords(null, "CX06"))))).Code);
        var page = await pair.App.Client(pair.SenderOffice).Page($"/referrals/{up.Id}");
        Assert.Equal(0, page.QuerySelectorAll("option[value='CX06']").Length);
        Assert.NotNull(page.QuerySelector("option[value='CX01']"));
    }

    [Theory, EveryDatabase]
    public async Task Who_holds_a_place_hears_of_a_cancellation_and_the_sender_of_an_arrival_once(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (called, came) = (await Held.Submitted(pair), await Held.Submitted(pair));
        foreach (var up in new[] { called, came }) await Held.Accept(pair, up.Id, Held.On(pair, 1));

        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Cancel(called.Id, new ActWords(null, "CX01")));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(came.Id, Now));

        Assert.Single(await Notices(pair, pair.Receiver), title => title.Contains(called.Number) && title.Contains("已撤销"));
        Assert.Single(await Notices(pair, pair.SenderOffice), title => title.Contains(came.Number) && title.Contains("已到诊"));

        // What never left the house concerns nobody else.
        var draft = await Referred.Sending(pair, pair.Sender, async desk => await desk.Draft(Referred.Draft(came.PatientId, pair.Hospital)));
        await Referred.Sending(pair, pair.Sender, desk => desk.Cancel(draft.Id, new ActWords(null, "CX04")));
        Assert.DoesNotContain(await Notices(pair, pair.Receiver), title => title.Contains(draft.Number));
    }

    [Theory, EveryDatabase]
    public async Task Who_was_sent_up_for_a_chronic_disease_is_followed_up_within_two_weeks_plan_or_none(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (chronic, other) = (await Up(pair, ReferralCodes.Chronic), await Up(pair, "UP05"));
        foreach (var id in new[] { chronic, other })
        {
            await Held.Accept(pair, id, Held.On(pair, 1));
            await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(id, Now));
            await Referred.Receiving(pair, pair.Doctor, desk => desk.Complete(id, Now, Referred.Plan()));
            await Referred.Sending(pair, pair.Sender, desk => desk.Acknowledge(id, Now));
        }

        var followed = await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().Read(chronic));
        Assert.Equal((ReferralState.FollowUp, pair.App.Time.Today().AddDays(FollowUpPlan.FirstWithinDays)), (followed.State, followed.NextFollowUp!.Value));
        Assert.Equal(ReferralState.Closed, (await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().Read(other))).State);
    }

    private static async Task<Guid> Up(Pair pair, string reason)
    {
        var draft = Referred.Draft(await Referred.Patient(pair.App, pair.Township), pair.Hospital);
        return await Referred.Sending(pair, pair.Sender, async desk =>
        {
            var written = await desk.Draft(draft with { Request = draft.Request with { Reasons = [reason] } });
            return (await desk.Submit(written.Id, Now, Referred.Consent)).Id;
        });
    }

    private static async Task<IReadOnlyList<string>> Notices(Pair pair, CurrentUser user) =>
        [.. (await pair.App.As(user, services => services.GetRequiredService<NoticeBoard>().List(user, false, 0, 100, default))).Select(notice => notice.Title)];
}
