using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

public class PharmacyTests
{
    [Theory, EveryDatabase]
    public async Task A_medicine_that_the_pharmacy_below_lacks_is_told_to_who_sends_the_patient_home(Engine engine)
    {
        var (pair, home) = await Home(engine);
        var nurse = pair.Township.Person(Role.ReferralCoordinator);

        var unexplained = await Assert.ThrowsAsync<Refused>(() => Check(pair, nurse, home, [false], null));
        Assert.Equal("pharmacy.note-missing", unexplained.Code);
        await Check(pair, nurse, home, [false], "可用氯吡格雷替代，请确认");

        var plan = await pair.App.As(pair.Doctor, services => services.GetRequiredService<ReferralStore>().Document<ReferralOutcome>(home.Id, ReferralDocumentKind.Outcome));
        Assert.False(plan!.Medicines.Single().AvailableBelow);
        Assert.Equal("规律服药，控制血压。", plan.Plan);
        var said = await pair.App.As(pair.Doctor, services => services.GetRequiredService<MessageDesk>().Messages(home.Id));
        Assert.Contains("没有阿司匹林肠溶片", said.Single().Text);
        var notice = await pair.App.As(pair.Doctor, services => services.GetRequiredService<XinglinDb>().Set<Notice>()
            .SingleAsync(each => each.OrganizationId == pair.Hospital.Id && each.Role == Role.Physician && each.Title.Contains(home.Number) && each.Title.Contains("缺")));
        Assert.DoesNotContain("阿司匹林", notice.Title);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_institution_that_the_patient_comes_home_to_says_what_its_pharmacy_has(Engine engine)
    {
        var (pair, home) = await Home(engine);
        Assert.Equal("pharmacy.not-here", (await Assert.ThrowsAsync<Refused>(() => Check(pair, pair.Doctor, home, [true], null))).Code);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => Check(pair, TestUsers.Of(Role.Physician), home, [true], null))).Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => Check(pair, pair.Township.Person(Role.Director), home, [true], null))).Kind);
        Assert.Equal("overtaken", (await Assert.ThrowsAsync<Refused>(() => Check(pair, pair.Township.Person(Role.Physician), home, [true, true], null))).Code);
        Assert.Equal("pharmacy.empty", (await Assert.ThrowsAsync<Refused>(() => Check(pair, pair.Township.Person(Role.Physician), home, [null], null))).Code);
    }

    [Fact]
    public async Task The_page_asks_for_each_medicine_and_the_plan_shows_the_answer()
    {
        var (pair, home) = await Home(Engine.Sqlite);
        var person = pair.Township.Person(Role.Physician);
        await Screens.Check(pair.App, person, $"/referrals/{home.Id}/medicines", "referral-medicines");

        var client = pair.App.Client(person);
        Assert.Equal($"/referrals/{home.Id}", (await client.Submit($"/referrals/{home.Id}/medicines", "medicines", ("Form.Answers[0]", "yes"))).RedirectsTo());
        var page = await client.Page($"/referrals/{home.Id}");
        Assert.Contains("药房有", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector($"a[href='/referrals/{home.Id}/medicines']"));
    }

    /// <summary>A patient on the way home with one medicine in the plan.</summary>
    private static async Task<(Pair, Referral)> Home(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, new ActWords(null), Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, new ActWords(null)));
        await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(up.Id, new ActWords(null)));
        return (pair, await Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(up.Id, new ActWords(null), ["DN01"], null, Referred.Plan(), "0538-7654321", Referred.Consent)));
    }

    private static Task Check(Pair pair, CurrentUser person, Referral home, IReadOnlyList<bool?> available, string? note) =>
        pair.App.As(person, services => services.GetRequiredService<PharmacyDesk>().Record(home.Id, null, available, note));
}
