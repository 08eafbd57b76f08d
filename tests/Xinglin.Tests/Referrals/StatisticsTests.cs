using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Referrals.Statistics;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public class StatisticsTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task Every_figure_says_of_how_many_and_opens_into_exactly_those(Engine engine)
    {
        var pair = await Some(engine);
        var period = StatisticsPeriod.Months(pair.App.Time.Today(), 3);
        var received = await Figures(pair, pair.Receiver, FigureSide.Received, period);
        Assert.Equal((6, 6, 1, 1), (received.Sent, received.Persons, received.Cancelled, received.Afterwards));
        Assert.Equal(["3/5", "2/2", "1/1", "1/2", "0/5"], received.Rates.Select(rate => $"{rate.Counted}/{rate.Of}"));
        Assert.Equal([("RF01", 1)], received.Refusals.Select(reason => (reason.Code, reason.Count)));
        Assert.Equal((3, 0), (received.Months.Sum(month => month.Up), received.Months.Sum(month => month.Homeward)));

        var sent = await Figures(pair, pair.SenderOffice, FigureSide.Sent, period);
        Assert.Equal(received.Rates, sent.Rates);
        foreach (var rate in received.Rates)
        {
            Assert.Equal(rate.Counted, (await Behind(pair, pair.Receiver, FigureSide.Received, period, rate.Code, true)).Count);
            Assert.Equal(rate.Of - rate.Counted, (await Behind(pair, pair.Receiver, FigureSide.Received, period, rate.Code, false)).Count);
        }

        foreach (var (code, count) in ((string, int)[])[("all", 6), ("cancelled", 1), ("afterwards", 1), ("RF01", 1)])
            Assert.Equal(count, (await Behind(pair, pair.Receiver, FigureSide.Received, period, code, true)).Count);
    }

    [Theory, EveryDatabase]
    public async Task Directors_and_the_office_read_numbers_and_find_no_patient(Engine engine)
    {
        var pair = await Some(engine);
        var period = StatisticsPeriod.Months(pair.App.Time.Today(), 3);
        foreach (var user in new[] { pair.Hospital.Director, pair.Hospital.Office })
        {
            Assert.Equal(6, (await Figures(pair, user, FigureSide.Received, period)).Sent);
            Assert.Empty(await Behind(pair, user, FigureSide.Received, period, "all", true));
            var page = await pair.App.Client(user).Page("/referrals/statistics");
            Assert.Contains("受理率", page.Body!.TextContent);
            Assert.Empty(page.QuerySelectorAll("main a[href*='/statistics/list']"));
            Assert.Equal(HttpStatusCode.Forbidden, (await pair.App.Client(user).GetAsync("/referrals/statistics/list?figure=all")).StatusCode);
        }

        var doctor = await Assert.ThrowsAsync<Refused>(() => Figures(pair, pair.Doctor, FigureSide.Received, period));
        Assert.Equal(RefusalKind.Forbidden, doctor.Kind);
        var office = pair.App.Client(pair.Receiver);
        var links = (await office.Page("/referrals/statistics")).QuerySelectorAll("main a[href*='/statistics/list']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links) Assert.Equal(HttpStatusCode.OK, (await office.GetAsync(link)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Without_a_denominator_there_is_no_figure_and_others_referrals_do_not_count(Engine engine)
    {
        await Some(engine);
        var stranger = await Referred.Pair(engine);
        var figures = await Figures(stranger, stranger.Receiver, FigureSide.Received, StatisticsPeriod.Months(stranger.App.Time.Today(), 3));
        Assert.Equal(0, figures.Sent);
        Assert.All(figures.Rates, rate => Assert.Equal("不适用", rate.Show()));
        var missing = await Assert.ThrowsAsync<Refused>(() => Behind(stranger, stranger.Receiver, FigureSide.Received, StatisticsPeriod.Months(stranger.App.Time.Today(), 3), "nonsense", true));
        Assert.Equal(RefusalKind.NotFound, missing.Kind);
    }

    [Theory, EveryDatabase]
    public async Task The_figures_come_over_the_api(Engine engine)
    {
        var pair = await Some(engine);
        var client = pair.App.Client(pair.Hospital.Office);
        var month = pair.App.Time.Today().ToString("yyyy-MM");
        var figures = JsonDocument.Parse(await client.GetStringAsync($"/api/referrals/statistics?side=received&from={month}&to={month}")).RootElement;
        Assert.Equal(6, figures.GetProperty("sent").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/referrals/statistics?side=upwards&from={month}&to={month}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/referrals/statistics?side=sent&from={month}&to=2020-01")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_figures_are_taken_away_as_a_table_by_those_who_read_them(Engine engine)
    {
        var pair = await Some(engine);
        var month = pair.App.Time.Today().ToString("yyyy-MM");
        var page = await pair.App.Client(pair.Hospital.Office).Page("/referrals/statistics?months=1");
        var links = page.QuerySelectorAll("a[href*='/referrals/statistics.']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal([$"/referrals/statistics.csv?from={month}&to={month}", $"/referrals/statistics.xlsx?from={month}&to={month}"], links);
        var csv = await pair.App.Client(pair.Hospital.Office).GetStringAsync(links[0]);
        Assert.Contains("转入本机构,送来的转诊,,6,,,", csv);
        Assert.Contains("转入本机构,受理率,,3,5,60%,", csv);
        Assert.Contains($"转入本机构,每月受理：上转,{month},3,,,", csv);
        Assert.Contains("（RF01）,,1,,,", csv);
        Assert.Equal("PK"u8.ToArray(), (await pair.App.Client(pair.Hospital.Office).GetByteArrayAsync(links[1]))[..2]);
        Assert.Equal(HttpStatusCode.Forbidden, (await pair.App.Client(pair.Doctor).GetAsync(links[0])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await pair.App.Client(pair.Hospital.Office).GetAsync(links[0].Replace(".csv", ".pdf"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await pair.App.Client(pair.Hospital.Office).GetAsync($"/referrals/statistics.csv?from={month}&to=2020-01")).StatusCode);
    }

    /// <summary>One treated and sent back, one arrived, one accepted, one refused, one advised and kept, one cancelled, one emergency entered afterwards.</summary>
    private static async Task<Pair> Some(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var all = new List<Guid>();
        for (var number = 0; number < 6; number++) all.Add((await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township))).Id);
        foreach (var id in all.Take(3)) await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(id, Now, Referred.Arrangement(pair.App.Time)));
        foreach (var id in all.Take(2)) await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(id, Now));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(all[0], Now));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(all[0], Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(all[3], new ActWords(null, "RF01")));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Advise(all[4], new ActWords(null, null, "可在本院调整用药")));
        await Referred.Sending(pair, pair.Sender, desk => desk.KeepHere(all[4], new ActWords(null, "CL04", "按建议处理")));
        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Cancel(all[5], new ActWords(null, "CX01")));
        var patient = await Referred.Patient(pair.App, pair.Township);
        await Referred.Sending(pair, pair.Sender, async desk =>
        {
            var draft = await desk.Draft(Referred.Draft(patient, pair.Hospital, ReferralUrgency.Emergency) with { EnteredAfterwards = true });
            return await desk.Submit(draft.Id, Now);
        });
        return pair;
    }

    private static Task<SideStatistics> Figures(Pair pair, CurrentUser user, FigureSide side, StatisticsPeriod period) =>
        pair.App.As(user, services => services.GetRequiredService<StatisticsDesk>().Of(side, period));

    private static Task<IReadOnlyList<Referral>> Behind(Pair pair, CurrentUser user, FigureSide side, StatisticsPeriod period, string code, bool counted) =>
        pair.App.As(user, services => services.GetRequiredService<StatisticsDesk>().Behind(side, period, code, counted, 1));
}
