using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

public class SealingTests
{
    [Theory, EveryDatabase]
    public async Task Each_party_seals_for_itself_and_the_last_seal_brings_it_into_force(Engine engine)
    {
        var (app, lead, member, id) = await AwaitingSeals(engine);
        var hash = (await Read(app, lead, id)).DocumentHash!;

        await app.As(lead.Director, services => services.GetRequiredService<SealingDesk>().Seal(id, hash, null));
        Assert.Equal(AgreementState.AwaitingSeals, (await Read(app, lead, id)).State);
        await app.As(member.Director, services => services.GetRequiredService<SealingDesk>().Seal(id, hash, null));

        var agreement = await Read(app, member, id);
        Assert.Equal(AgreementState.InForce, agreement.State);
        Assert.All(agreement.Parties, party => Assert.Equal(SealKind.SystemConfirmation, party.Seal!.Kind));
        Assert.Equal(app.Time.Today(), agreement.EffectiveFrom);
    }

    [Theory, EveryDatabase]
    public async Task A_seal_by_the_wrong_hand_is_refused(Engine engine)
    {
        var (app, lead, _, id) = await AwaitingSeals(engine);
        var stranger = await Agreed.House(app, "外院");
        var hash = (await Read(app, lead, id)).DocumentHash!;
        Task Seal(CurrentUser user, string sealedHash) => app.As(user, services => services.GetRequiredService<SealingDesk>().Seal(id, sealedHash, null));

        Assert.Equal("not-found", (await Assert.ThrowsAsync<Refused>(() => Seal(stranger.Director, hash))).Code);
        Assert.Equal("agreement.act-not-yours", (await Assert.ThrowsAsync<Refused>(() => Seal(lead.Person(Role.Physician), hash))).Code);
        Assert.Equal("user.role-required", (await Assert.ThrowsAsync<Refused>(() => Seal(lead.Office, hash))).Code);
        Assert.Equal("agreement.text-changed", (await Assert.ThrowsAsync<Refused>(() => Seal(lead.Director, new string('0', 64)))).Code);
        await Seal(lead.Director, hash);
        Assert.Contains("已盖章", (await Assert.ThrowsAsync<Refused>(() => Seal(lead.Director, hash))).Message);
    }

    [Theory, EveryDatabase]
    public async Task Two_seals_of_one_party_at_once_count_once(Engine engine)
    {
        var (app, lead, _, id) = await AwaitingSeals(engine);
        var hash = (await Read(app, lead, id)).DocumentHash!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try { await app.As(lead.Director, services => services.GetRequiredService<SealingDesk>().Seal(id, hash, null)); return true; }
            catch (Refused) { return false; }
        }));

        Assert.Single(outcomes, sealedIt => sealedIt);
        var story = await app.As(lead.Office, services => services.GetRequiredService<AgreementStore>().Story(id));
        Assert.Single(story, line => line.Title.StartsWith("盖章", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Returning_it_for_change_voids_what_was_agreed_to(Engine engine)
    {
        var (app, lead, member, id) = await AwaitingSeals(engine);

        await app.As(member.Office, services => services.GetRequiredService<SealingDesk>().ReturnForChange(id, null, "第二条数量请再商议"));

        var draft = await Read(app, lead, id);
        Assert.Equal((AgreementState.Draft, null), (draft.State, draft.DocumentHash));
        Assert.All(draft.Parties, party => Assert.Null(party.AgreedAt));
        Assert.Equal("not-found", (await Assert.ThrowsAsync<Refused>(() => Read(app, member, id))).Code);
    }

    [Theory, EveryDatabase]
    public async Task Notice_computes_the_earliest_end_and_can_be_withdrawn_by_its_giver_only(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var given = app.Time.Today().AddDays(-3);

        await app.As(member.Director, services => services.GetRequiredService<SealingDesk>().GiveNotice(id, null, given, "院区调整"));

        var agreement = await Read(app, lead, id);
        Assert.Equal(given.AddMonths(3), agreement.Notice!.LastDay);
        Assert.Equal(given.AddMonths(3), agreement.LastDay);
        Assert.Contains("只能由发出的一方", (await Assert.ThrowsAsync<Refused>(() =>
            app.As(lead.Director, services => services.GetRequiredService<SealingDesk>().WithdrawNotice(id, null)))).Message);
        await app.As(member.Director, services => services.GetRequiredService<SealingDesk>().WithdrawNotice(id, null));
        Assert.Equal(new DateOnly(2028, 2, 29), (await Read(app, lead, id)).LastDay);
    }

    [Theory, EveryDatabase]
    public async Task The_calendar_reminds_at_90_60_and_30_days_once_each_and_lets_it_expire(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        app.Time.TravelTo(new DateOnly(2027, 11, 1));
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var reminders = new List<int>();
        foreach (var day in new DateOnly[] { new(2027, 11, 20), new(2027, 12, 5), new(2027, 12, 6), new(2028, 1, 5), new(2028, 2, 5), new(2028, 3, 1) })
        {
            app.Time.TravelTo(day);
            await app.As(CurrentUser.Program("测试"), services => new AgreementCalendar(app.Time).Run(services, default));
            reminders.Add(await app.As(lead.Office, services => services.GetRequiredService<XinglinDb>().Set<Notice>()
                .CountAsync(notice => notice.OrganizationId == member.Id && notice.Role == Role.ConsortiumOffice && notice.Title.StartsWith("协议") && notice.Title.Contains("到期"))));
        }

        Assert.Equal([0, 1, 1, 2, 3, 4], reminders);
        Assert.Equal(AgreementState.Expired, (await Read(app, lead, id)).State);
    }

    [Theory, EveryDatabase]
    public async Task An_agreement_ended_today_still_holds_today_and_grants_nothing_tomorrow(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await Agreed.InForce(app, lead, member, Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方开设绿色通道。"));
        var today = app.Time.Today();

        var terms = app.Terms();

        await Agreed.End(app, id, today, "政策调整，双方协商一致", lead);
        Assert.IsType<TermAnswer.Granted>(terms.Ask(lead.Id, member.Id, ClauseKinds.GreenChannel, ChinaTime.StartOf(today.AddDays(1))));
        await Agreed.End(app, id, today, "同意", member);

        Assert.IsType<TermAnswer.Granted>(terms.Ask(lead.Id, member.Id, ClauseKinds.GreenChannel, ChinaTime.StartOf(today).AddHours(12)));
        var refusal = Assert.IsType<TermAnswer.NotGranted>(terms.Ask(lead.Id, member.Id, ClauseKinds.GreenChannel, ChinaTime.StartOf(today.AddDays(1))));
        Assert.Contains("政策调整", refusal.Reason);
    }

    private static async Task<(TestApp App, House Lead, House Member, Guid Id)> AwaitingSeals(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var id = await app.As(lead.Office, async services =>
        {
            var draft = await services.GetRequiredService<DraftingDesk>().Blank("合作协议", ConsortiumForm.CooperationAgreement);
            var facts = services.GetRequiredService<FactsDesk>();
            await facts.Describe(draft.Id, null, "合作协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, 4, 2);
            await facts.SaveParty(draft.Id, null, "甲方", PartyRole.Lead, "", lead.Id);
            await facts.SaveParty(draft.Id, null, "乙方", PartyRole.Member, "", member.Id);
            await services.GetRequiredService<ConfirmingDesk>().Type(draft.Id, "1.1", Agreed.DecemberPlan);
            await services.GetRequiredService<SealingDesk>().Circulate(draft.Id, null);
            return draft.Id;
        });
        foreach (var party in new[] { lead, member })
            await app.As(party.Office, services => services.GetRequiredService<SealingDesk>().Agree(id, null));
        return (app, lead, member, id);
    }

    private static Task<Agreement> Read(TestApp app, House house, Guid id) =>
        app.As(house.Office, services => services.GetRequiredService<AgreementStore>().Read(id));
}
