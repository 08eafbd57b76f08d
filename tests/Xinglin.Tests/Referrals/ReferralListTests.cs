using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>A worklist is put together from parts that each walk an index; together they are what one query over everything would give.</summary>
public class ReferralListTests
{
    [Theory, EveryDatabase]
    public async Task Every_list_holds_each_referral_once_and_no_draft_of_others(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var up = await Referred.Submitted(pair, patient);
        var inside = await pair.App.As(pair.Sender, async services =>
        {
            var desk = services.GetRequiredService<SendingDesk>();
            var draft = await desk.Draft(Referred.Draft(patient, pair.Township, direction: ReferralDirection.Internal));
            return await desk.Submit(draft.Id, new ActWords(null));
        });
        var draft = await pair.App.As(pair.Sender, services => services.GetRequiredService<SendingDesk>().Draft(Referred.Draft(patient, pair.Hospital), null));

        Assert.Equal([draft.Id, inside.Id, up.Id], await List(pair, pair.Sender, ReferralView.All));
        Assert.Equal([up.Id], await List(pair, pair.Receiver, ReferralView.All));
        Assert.Equal([up.Id], await List(pair, pair.Receiver, ReferralView.Received));
        Assert.Equal([inside.Id], await List(pair, pair.Sender, ReferralView.Received));
        Assert.Equal([up.Id, inside.Id, draft.Id], (await List(pair, pair.Sender, ReferralView.Sent)).OrderBy(id => id));
    }

    [Theory, EveryDatabase]
    public async Task What_is_late_is_listed_and_counted_once_on_either_side(Engine engine)
    {
        var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var up = await Referred.Submitted(pair, await Referred.Patient(app, pair.Township));
        Assert.Empty(await List(pair, pair.Receiver, ReferralView.Late));
        app.Time.Advance(TimeSpan.FromDays(30));
        foreach (var person in new[] { pair.Sender, pair.Receiver })
        {
            Assert.Equal([up.Id], await List(pair, person, ReferralView.Late));
            Assert.Equal(1, (await app.As(person, services => services.GetRequiredService<ReferralList>().Counts()))[ReferralView.Late]);
        }
    }

    [Theory, EveryDatabase]
    public async Task Pages_follow_on_each_other_and_leave_nobody_out(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var urgencies = Enum.GetValues<ReferralUrgency>();
        var sent = new List<Guid>();
        foreach (var number in Enumerable.Range(0, ReferralFilter.Size + 7)) sent.Add((await Referred.Submitted(pair, patient, urgencies[number % urgencies.Length])).Id);
        var pages = new List<Guid>();
        foreach (var page in (int[])[1, 2]) pages.AddRange((await List(pair, pair.Receiver, ReferralView.Waiting, page)).Take(ReferralFilter.Size));
        Assert.Equal(sent.Order(), pages.Order());
        Assert.Empty(await List(pair, pair.Receiver, ReferralView.Waiting, 3));
        Assert.Equal(sent.Count, (await pair.App.As(pair.Receiver, services => services.GetRequiredService<ReferralList>().Counts()))[ReferralView.Waiting]);
    }

    private static Task<List<Guid>> List(Pair pair, Xinglin.Platform.CurrentUser person, ReferralView view, int page = 1) => pair.App.As(person, async services =>
        (await services.GetRequiredService<ReferralList>().Find(new ReferralFilter(view, Page: page))).Select(row => row.Id).ToList());
}
