using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals.Capacity;

public class CapacityTests
{
    [Theory, EveryDatabase]
    public async Task A_sender_sees_what_is_free_how_long_it_takes_and_why_nothing_is_taken(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        await Held.Quota(pair, 4);
        await Held.Quota(pair, 2, "骨科", PlaceKind.Bed);
        var up = await Held.Submitted(pair);
        await Held.Accept(pair, up.Id, Held.On(pair, 1));
        await pair.App.As(pair.Hospital.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Suspend(null, "病区改造"));

        var capacity = await Of(pair, "心内科");
        Assert.Equal("病区改造", capacity.SuspendedBecause);
        Assert.All(capacity.Places, day => Assert.Equal("心内科", day.Department));
        Assert.Equal(3, capacity.Places.Single(day => day.Day == pair.App.Time.Today().AddDays(1)).Free);
        Assert.Equal((1, 0), (capacity.Answered.Cases, capacity.Arrived.Cases));
        Assert.Null(capacity.Arrived.Median);

        var patient = await Referred.Patient(pair.App, pair.Township);
        var page = await pair.App.Client(pair.Sender).Page($"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up");
        foreach (var words in (string[])["现在的容量", "病区改造", "骨科", "例数少，仅供参考"]) Assert.Contains(words, page.Body!.TextContent);
        Assert.Contains("床位", (await pair.App.Client(pair.Sender).Page($"/referrals/new?patient={patient}")).Body!.TextContent);

        var answer = await pair.App.Client(pair.Sender).GetAsync($"/api/referrals/capacity?to={pair.Hospital.Id}&department=心内科");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(up.Number, await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await pair.App.Client(pair.Sender).GetAsync($"/api/referrals/capacity?to={Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pair.App.Client(pair.Township.Person(Role.Director)).GetAsync($"/api/referrals/capacity?to={pair.Hospital.Id}")).StatusCode);
    }

    [Property(MaxTest = 2000)]
    public void A_median_and_a_ninth_decile_lie_among_the_cases(NonNegativeInt[] minutes)
    {
        var lengths = minutes.Select(each => TimeSpan.FromMinutes(each.Get)).ToList();
        var figure = WaitFigure.Of(lengths);
        Assert.Equal(lengths.Count, figure.Cases);
        if (lengths.Count == 0)
        {
            Assert.Null(figure.Median);
            Assert.Equal("不适用", WaitFigure.Show(figure.NinthDecile));
            return;
        }

        Assert.InRange(figure.Median!.Value, lengths.Min(), lengths.Max());
        Assert.True(lengths.Count(length => length <= figure.Median) * 2 >= lengths.Count);
        Assert.Contains(figure.NinthDecile!.Value, lengths);
        Assert.True(lengths.Count(length => length <= figure.NinthDecile) * 10 >= lengths.Count * 9);
        Assert.True(lengths.Count(length => length < figure.NinthDecile) * 10 < lengths.Count * 9);
    }

    [Theory, EveryDatabase]
    public async Task Ordinary_waits_are_entered_corrected_and_set_beside_those_of_referred_patients(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Held.Submitted(pair);
        await Held.Accept(pair, up.Id, Held.On(pair, 1));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, Held.Now));
        var month = new DateOnly(pair.App.Time.Today().Year, pair.App.Time.Today().Month, 1);
        var facts = new WaitFacts("心内科", month, PlaceKind.Clinic, WaitMeasure.Mean, 3.5m, 420, "HIS 预约登记");
        await Waits(pair, desk => desk.Record([facts]));
        await Waits(pair, desk => desk.Record([facts with { Days = 4.25m }, facts with { Kind = PlaceKind.Bed, Measure = WaitMeasure.Median }]));

        var rows = await pair.App.As(pair.Hospital.Director, services => services.GetRequiredService<WaitDesk>().Compare(month));
        Assert.Equal(2, rows.Count);
        var clinic = rows.Single(row => row.Kind == PlaceKind.Clinic);
        Assert.Equal((1, 4.25m), (clinic.Referred.Cases, clinic.Ordinary!.Days));
        Assert.InRange(clinic.Faster!.Value, 4.2, 4.25);
        Assert.Null(rows.Single(row => row.Kind == PlaceKind.Bed).Faster);

        var role = await Assert.ThrowsAsync<Refused>(() => pair.App.As(pair.Doctor, services => services.GetRequiredService<WaitDesk>().Record([facts])));
        Assert.Equal(RefusalKind.Forbidden, role.Kind);
        var wrong = await Assert.ThrowsAsync<Refused>(() => Waits(pair, desk => desk.Record([facts with { Cases = 0, Source = "" }])));
        Assert.Contains("例数", wrong.Message);
        Assert.Contains("来源", wrong.Message);
        Assert.Empty(await pair.App.As(pair.Township.Director, services => services.GetRequiredService<WaitDesk>().Compare(month)));

        var page = await pair.App.Client(pair.Receiver).Page($"/referrals/waits?month={WaitDesk.Month(month)}&department=心内科&kind=clinic");
        Assert.Contains(up.Number, page.Body!.TextContent);
        var director = await pair.App.Client(pair.Hospital.Director).Page($"/referrals/waits?month={WaitDesk.Month(month)}&department=心内科&kind=clinic");
        Assert.DoesNotContain(up.Number, director.Body!.TextContent);
        Assert.Contains("转诊快", director.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_pasted_list_is_entered_whole_or_not_at_all(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var month = WaitDesk.Month(pair.App.Time.Today());
        var client = pair.App.Client(pair.Receiver);
        var text = $"科室,月份,类别,口径,等候天数,例数,来源\n内科,{month},门诊号,平均,3.5,420,HIS\n外科,{month},病床,平均,3.5,12,HIS";
        var refused = await (await client.Submit("/referrals/waits", "sheet", ("Form.Sheet", text))).Document();
        Assert.Contains("第 3 行", refused.Body!.TextContent);
        Assert.Contains("病床", refused.QuerySelector("textarea")!.TextContent);
        (await client.Submit("/referrals/waits", "sheet", ("Form.Sheet", text.Replace("病床", "床位")))).RedirectsTo();
        Assert.Equal(2, (await client.Page($"/referrals/waits?month={month}")).QuerySelectorAll("main table tbody tr").Length);
        var put = await client.PutAsJsonAsync("/api/referrals/waits", new[] { new { department = "儿科", month, kind = "examination", measure = "median", days = 1.5, cases = 30, source = "PACS" } });
        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        var listed = JsonDocument.Parse(await client.GetStringAsync($"/api/referrals/waits?month={month}")).RootElement;
        Assert.Equal(3, listed.GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/referrals/waits?month=2026-13")).StatusCode);
    }

    [Property(MaxTest = 2000)]
    public void Lines_of_waits_are_read_or_named_one_by_one(NonNull<string>[] lines)
    {
        var faults = new List<string>();
        var text = string.Join('\n', lines.Select(line => line.Get.Replace("科室", "")));
        var read = WaitSheet.Read(text, new DateOnly(2026, 11, 26), faults);
        Assert.Equal(text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)), read.Count + faults.Count);
    }

    private static Task<ReceiverCapacity> Of(Pair pair, string? department) => pair.App.As(pair.Sender, services => services.GetRequiredService<CapacityDesk>().Of(pair.Hospital.Id, department));

    private static Task Waits(Pair pair, Func<WaitDesk, Task> act) => pair.App.As(pair.Receiver, services => act(services.GetRequiredService<WaitDesk>()));
}
