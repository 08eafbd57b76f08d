using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Referrals.Pages;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals.Capacity;

public class QuotaTests
{
    [Theory, EveryDatabase]
    public async Task A_quota_is_kept_by_the_office_of_its_own_house(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 3);
        var taken = await Assert.ThrowsAsync<Refused>(() => Held.Quota(pair, 4));
        Assert.Equal("quota.exists", taken.Code);
        var role = await Assert.ThrowsAsync<Refused>(() => pair.App.As(pair.Doctor, services => services.GetRequiredService<QuotaDesk>().Stop(quota.Id, null)));
        Assert.Equal(RefusalKind.Forbidden, role.Kind);
        var stranger = await Assert.ThrowsAsync<Refused>(() => pair.App.As(pair.SenderOffice, services => services.GetRequiredService<QuotaDesk>().Change(quota.Id, null, Held.Facts(1))));
        Assert.Equal(RefusalKind.NotFound, stranger.Kind);

        await Held.Desk(pair, desk => desk.Change(quota.Id, quota.Version, Held.Facts(5)));
        var late = await Assert.ThrowsAsync<Refused>(() => Held.Desk(pair, desk => desk.Change(quota.Id, quota.Version, Held.Facts(6))));
        Assert.Equal("overtaken", late.Code);
        await Held.Desk(pair, desk => desk.Stop(quota.Id, null));
        Assert.Empty(await pair.App.As(pair.Receiver, services => services.GetRequiredService<PlaceBook>().Days(pair.Hospital.Id, pair.App.Time.Today(), 3)));
        Assert.Equal(quota.Id, (await Held.Quota(pair, 2)).Id);
    }

    [Theory, EveryDatabase]
    public async Task Everything_that_is_wrong_is_said_at_once(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var day = pair.App.Time.Today();
        var refused = await Assert.ThrowsAsync<Refused>(() => Held.Desk(pair, desk => desk.Open(" ", PlaceKind.Bed,
            new QuotaFacts([1, 2, -3], [new QuotaException(day, 9999, ""), new QuotaException(day, 1, "加床")], 99, new TimeOnly(8, 0), ""))));
        foreach (var part in (string[])["科室", "七天", "释放时间", "依据", "原因", "写了两次"]) Assert.Contains(part, refused.Message);
    }

    [Fact]
    public void A_public_holiday_counts_as_a_sunday_and_an_exception_goes_before_both()
    {
        var quota = new PlaceQuota(Guid.NewGuid(), "内科", PlaceKind.Clinic);
        quota.Decide(new QuotaFacts([1, 2, 3, 4, 5, 6, 0], [new QuotaException(new DateOnly(2026, 10, 2), 9, "义诊")], 1, new TimeOnly(16, 0), "约定"));
        Assert.Equal(4, quota.PlacesOn(new DateOnly(2026, 11, 26)));
        Assert.Equal(6, quota.PlacesOn(new DateOnly(2026, 11, 28)));
        Assert.Equal(0, quota.PlacesOn(new DateOnly(2026, 10, 1)));
        Assert.Equal(9, quota.PlacesOn(new DateOnly(2026, 10, 2)));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero), quota.ReleaseOf(new DateOnly(2026, 11, 26)));
    }

    [Property(MaxTest = 2000)]
    public void Lines_of_exceptions_are_read_or_named_one_by_one(NonNull<string>[] lines)
    {
        var faults = new List<string>();
        var text = string.Join('\n', lines.Select(line => line.Get));
        var read = QuotaForm.ReadExceptions(text, faults);
        Assert.Equal(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Length, read.Count + faults.Count);
    }

    [Property(MaxTest = 2000)]
    public void What_the_form_writes_it_reads_again(PositiveInt[] places)
    {
        var quota = new PlaceQuota(Guid.NewGuid(), "内科", PlaceKind.Bed);
        var first = new DateOnly(2026, 12, 1);
        var exceptions = places.Select((number, index) => new QuotaException(first.AddDays(index), number.Get, $"第 {index} 次 调整")).ToList();
        quota.Decide(new QuotaFacts([0, 0, 0, 0, 0, 0, 0], exceptions, 0, new TimeOnly(7, 30), "约定"));
        Assert.Equal(exceptions, QuotaForm.Of(quota, first).Facts([]).Exceptions);
    }

    [Theory, EveryDatabase]
    public async Task The_acceptance_form_offers_the_free_places_and_takes_the_day_of_the_chosen_one(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var quota = await Held.Quota(pair, 2);
        var up = await Held.Submitted(pair);
        var client = pair.App.Client(pair.Receiver);
        var page = await client.Page($"/referrals/{up.Id}");
        var options = page.QuerySelectorAll("select[name='Form.Slot'] option").Select(option => option.GetAttribute("value")).ToList();
        var third = ReferralActInput.Slotted(quota.Id, pair.App.Time.Today().AddDays(3));
        Assert.Contains(third, options);

        (await client.Submit(page, $"/referrals/{up.Id}", "act-accept", ("Form.Slot", third), ("Form.Department", "心内科"), ("Form.Place", "3 层"),
            ("Form.Contact", "张护士长"), ("Form.Phone", "0538-7654321"))).RedirectsTo();
        Assert.Equal(1, (await Held.Day(pair, quota, 3)).Taken);
        var after = await client.Page($"/referrals/{up.Id}");
        Assert.Contains("心内科门诊号", after.Body!.TextContent);
        Assert.Contains(up.Number, (await client.Page($"/referrals/places/{quota.Id}")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_office_sets_a_quota_on_the_page_and_what_it_typed_survives_a_fault(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var client = pair.App.Client(pair.Receiver);
        (string, string)[] typed = [("Form.Department", "骨科"), ("Form.Kind", nameof(PlaceKind.Bed)), ("Form.Week[0]", "4"), ("Form.Source", "医务科通知")];
        var bad = await (await client.Submit("/referrals/places/new", "quota", [.. typed, ("Form.Exceptions", "下周一 2 外出")])).Document();
        Assert.Contains("不是日期", bad.Body!.TextContent);
        Assert.Equal("4", bad.QuerySelector("input[name='Form.Week[0]']")!.GetAttribute("value"));
        Assert.Equal("/referrals/places", (await client.Submit("/referrals/places/new", "quota", typed)).RedirectsTo());
        Assert.Contains("骨科", (await client.Page("/referrals/places")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await pair.App.Client(pair.Hospital.Person(Role.Director)).GetAsync("/referrals/places")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_hospital_system_keeps_quotas_over_the_api(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var client = pair.App.Client(pair.Receiver);
        var facts = new { department = "心内科", kind = "clinic", week = new[] { 4, 4, 4, 4, 4, 2, 0 }, releaseDaysBefore = 1, releaseTime = "16:00:00", source = "协议" };
        var opened = await client.PostAsJsonAsync("/api/referrals/places", facts);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsJsonAsync("/api/referrals/places", facts)).StatusCode);
        var id = (await Json(opened)).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await client.PutAsJsonAsync($"/api/referrals/places/{id}", facts)).StatusCode);

        var change = new HttpRequestMessage(HttpMethod.Put, $"/api/referrals/places/{id}") { Content = JsonContent.Create(facts with { week = [9, 9, 9, 9, 9, 9, 9] }) };
        change.Headers.TryAddWithoutValidation("If-Match", opened.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(change)).StatusCode);
        var days = (await Json(await client.GetAsync("/api/referrals/places/days?days=7"))).EnumerateArray().ToList();
        Assert.Equal(7, days.Count);
        Assert.All(days, day => Assert.Equal(9, day.GetProperty("places").GetInt32()));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/referrals/places/days?days=0")).StatusCode);
        Assert.Empty((await Json(await pair.App.Client(pair.SenderOffice).GetAsync("/api/referrals/places"))).EnumerateArray());
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
