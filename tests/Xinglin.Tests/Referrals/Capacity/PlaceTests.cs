using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals.Capacity;

public class PlaceTests
{
    [Theory, EveryDatabase]
    public async Task Two_who_take_the_last_place_at_once_one_gets_it_and_the_other_reads_what_is_still_free(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 1);
        var (one, other) = (await Held.Submitted(pair), await Held.Submitted(pair));

        var answers = await Task.WhenAll(new[] { one, other }.Select(referral => Task.Run(() => Try(pair, referral.Id, 2))));
        var refused = Assert.Single(answers, answer => answer is not null)!;
        Assert.Equal("place.none-free", refused.Code);
        Assert.Contains("已经用完", refused.Message);
        Assert.Contains($"{ChinaTime.Show(pair.App.Time.Today().AddDays(1))} 剩 1 个", refused.Remedy);
        Assert.Equal((1, 0), Numbers(await Held.Day(pair, quota, 2)));
        await Held.MustHold(pair, quota);
    }

    [Theory, EveryDatabase]
    public async Task However_many_come_at_once_no_more_are_taken_than_there_are_places(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 5);
        var referrals = new List<Referral>();
        for (var number = 0; number < 12; number++) referrals.Add(await Held.Submitted(pair));

        var answers = await Task.WhenAll(referrals.Select(referral => Task.Run(() => Try(pair, referral.Id, 1))));
        Assert.Equal(5, answers.Count(answer => answer is null));
        Assert.All(answers.OfType<Refused>(), refused => Assert.Equal("place.none-free", refused.Code));
        Assert.Equal((5, 0), Numbers(await Held.Day(pair, quota, 1)));
        await Held.MustHold(pair, quota);
    }

    [Theory, EveryDatabase]
    public async Task Whatever_ends_before_the_patient_came_gives_the_place_back(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 3);
        var (cancelled, moved, died) = (await Held.Submitted(pair), await Held.Submitted(pair), await Held.Submitted(pair));
        foreach (var each in new[] { cancelled, moved, died }) await Held.Accept(pair, each.Id, Held.On(pair, 1));
        Assert.Equal((3, 0), Numbers(await Held.Day(pair, quota, 1)));

        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Cancel(cancelled.Id, new ActWords(null, "CX01")));
        Assert.Equal((2, 1), Numbers(await Held.Day(pair, quota, 1)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Rearrange(moved.Id, new ActWords(null, null, "医师停诊"), Held.On(pair, 2)));
        Assert.Equal((1, 2), Numbers(await Held.Day(pair, quota, 1)));
        Assert.Equal((1, 2), Numbers(await Held.Day(pair, quota, 2)));
        await Referred.Receiving(pair, pair.SenderOffice, desk => desk.RecordDeath(died.Id, Held.Now, pair.App.Time.Now()));
        Assert.Equal((0, 3), Numbers(await Held.Day(pair, quota, 1)));

        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(moved.Id, Held.Now));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.RecordDeath(moved.Id, Held.Now, pair.App.Time.Now()));
        Assert.Equal((1, 2), Numbers(await Held.Day(pair, quota, 2)));
        await Held.MustHold(pair, quota);
    }

    [Theory, EveryDatabase]
    public async Task Random_histories_leave_no_place_behind_and_none_is_taken_twice(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        PlaceQuota[] quotas = [await Held.Quota(pair, 2), await Held.Quota(pair, 1, "神经内科")];
        var ids = new List<Guid>();
        for (var number = 0; number < 8; number++) ids.Add((await Held.Submitted(pair)).Id);
        var random = new Random(20261126);
        for (var step = 0; step < 120; step++)
        {
            await Step(pair, ids[random.Next(ids.Count)], random.Next(100), random.Next(3), random.Next(2) == 0 ? "心内科" : "神经内科");
            await Held.MustHold(pair, quotas);
        }
    }

    [Theory, EveryDatabase]
    public async Task People_who_act_all_at_once_leave_no_place_behind_either(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        PlaceQuota[] quotas = [await Held.Quota(pair, 2), await Held.Quota(pair, 1, "神经内科")];
        var ids = new List<Guid>();
        for (var number = 0; number < 6; number++) ids.Add((await Held.Submitted(pair)).Id);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(person => Task.Run(async () =>
        {
            var random = new Random(100 + person);
            for (var step = 0; step < 20; step++)
                await Step(pair, ids[random.Next(ids.Count)], random.Next(100), random.Next(3), random.Next(2) == 0 ? "心内科" : "神经内科");
        })));
        await Held.MustHold(pair, quotas);
    }

    [Theory, EveryDatabase]
    public async Task At_the_set_hour_unused_places_go_to_ordinary_patients_and_only_the_office_takes_more(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        // Tomorrow's places went at the beginning of today; those of the day after are still held.
        var quota = await Held.Desk(pair, desk => desk.Open("心内科", PlaceKind.Clinic, Held.Facts(2, 1, new TimeOnly(0, 0))));
        var (one, other) = (await Held.Submitted(pair), await Held.Submitted(pair));
        var refused = await Assert.ThrowsAsync<Refused>(() => Held.Accept(pair, one.Id, Held.On(pair, 1)));
        Assert.Contains("释放给普通患者", refused.Message);
        Assert.Contains($"{ChinaTime.Show(pair.App.Time.Today().AddDays(2))} 剩 2 个", refused.Remedy);

        var job = new PlaceRelease(pair.App.Time);
        for (var run = 0; run < 2; run++) await pair.App.Host.Services.As(CurrentUser.Program(job.Name), services => job.Run(services, default));
        var tomorrow = await Held.Day(pair, quota, 1);
        Assert.Equal((0, 2, 0), (tomorrow.Taken, tomorrow.Released, tomorrow.Free));
        Assert.Equal(0, (await Held.Day(pair, quota, 2)).Released);
        var told = await pair.App.As(pair.Receiver, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .Where(entry => entry.Action == "referral.places-released" && entry.SubjectId == quota.Id).CountAsync());
        Assert.Equal(2, told);

        var doctor = await Assert.ThrowsAsync<Refused>(() => Held.Accept(pair, one.Id, Held.On(pair, 1, over: "专家同意加号"), pair.Doctor));
        Assert.Equal("user.role-required", doctor.Code);
        await Held.Accept(pair, one.Id, Held.On(pair, 1, over: "专家同意加号"));
        Assert.Equal(1, (await Held.Day(pair, quota, 1)).Over);
        await Held.Accept(pair, other.Id, Held.On(pair, 2));
        Assert.Equal((1, 1), Numbers(await Held.Day(pair, quota, 2)));
    }

    [Theory, EveryDatabase]
    public async Task An_emergency_waits_for_no_place_and_a_department_without_a_quota_arranges_freely(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 0);
        var urgent = await Held.Submitted(pair, ReferralUrgency.Emergency);
        await Held.Accept(pair, urgent.Id, Held.On(pair, 1));
        Assert.Equal(1, (await Held.Day(pair, quota, 1)).Over);

        var free = await Held.Submitted(pair);
        var accepted = await Held.Accept(pair, free.Id, Held.On(pair, 1, department: "骨科"));
        Assert.Equal("骨科", accepted.ToDepartment);
        Assert.Null(await pair.App.As(pair.Receiver, services => services.GetRequiredService<PlaceBook>().Of(free.Id)));
    }

    [Theory, EveryDatabase]
    public async Task A_place_of_another_institution_cannot_be_taken(Engine engine)
    {
        var (mine, theirs) = (await Referred.Pair(engine), await Referred.Pair(engine));
        var quota = await Held.Quota(theirs, 3);
        var up = await Held.Submitted(mine);
        var refused = await Assert.ThrowsAsync<Refused>(() => Held.Accept(mine, up.Id, Held.On(mine, 1, quota.Id)));
        Assert.Equal("place.unknown", refused.Code);
    }

    /// <summary>One try of somebody; what the rules refuse changes nothing.</summary>
    private static async Task Step(Pair pair, Guid id, int dice, int day, string department)
    {
        try
        {
            var arrangement = Held.On(pair, day + 1, department: department, over: dice % 10 == 0 ? "加号" : null);
            await (dice switch
            {
                < 35 => Held.Accept(pair, id, arrangement),
                < 55 => Referred.Receiving(pair, pair.Receiver, desk => desk.Rearrange(id, new ActWords(null, null, "调整"), arrangement)),
                < 62 => Referred.Sending(pair, pair.SenderOffice, desk => desk.Cancel(id, new ActWords(null, "CX01"))),
                < 72 => Referred.Sending(pair, pair.SenderOffice, desk => desk.Depart(id, Held.Now)),
                < 78 => Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(id, new ActWords(null, "RF01"))),
                < 84 => Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(id, Held.Now)),
                < 90 => Referred.Receiving(pair, pair.SenderOffice, desk => desk.RecordDeath(id, Held.Now, pair.App.Time.Now())),
                < 95 => Referred.Sending(pair, pair.Sender, desk => desk.KeepHere(id, new ActWords(null, "CL04", "留在本院"))),
                _ => Referred.Receiving(pair, pair.Receiver, desk => desk.ReportNotArrived(id, new ActWords(null, null, "未到")))
            });
        }
        catch (Refused) { }
    }

    private static async Task<Refused?> Try(Pair pair, Guid id, int days)
    {
        try { await Held.Accept(pair, id, Held.On(pair, days)); return null; }
        catch (Refused refused) { return refused; }
    }

    private static (int Taken, int Free) Numbers(DayPlaces day) => (day.Taken, day.Free);
}
