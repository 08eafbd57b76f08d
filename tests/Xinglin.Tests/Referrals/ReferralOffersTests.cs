using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory.Contract;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>What the program says may be done can be done, and what it says cannot is refused with the very words that it said.</summary>
public class ReferralOffersTests
{
    private const int Walks = 150, Steps = 26;

    private static readonly ConsentScope[] Little = [ConsentScope.Identity, ConsentScope.Diagnosis];

    /// <summary>The refusals that stand in the case itself; every one of them must be met on the walks and foreseen each time.</summary>
    private static readonly string[] OfTheCase =
        ["referral.act-not-yours", "referral.incomplete", "referral.consent-missing", "referral.consent-scope", "referral.receiver-suspended", "referral.outside-unconfirmed", "term.no-agreement"];

    [Theory, EveryDatabase]
    public async Task Over_random_histories_an_act_is_done_where_it_is_offered_and_refused_as_foretold_where_not(Engine engine)
    {
        var pair = await Referred.Pair(engine, review: true);
        var house = new Houses(pair, await Agreed.House(pair.App, "市中心医院"), await Referred.House(pair.App, "西岭乡卫生院", OrganizationLevel.Primary));
        var (acts, refusals) = (new HashSet<ReferralAct>(), new HashSet<string>());
        for (var number = 0; number < Walks; number++)
        {
            var walk = await Walk.Begin(house, new Random(number));
            for (var step = 0; step < Steps && walk.IsOpen; step++)
            {
                await walk.Happen();
                await walk.Try(acts, refusals);
            }
        }

        Assert.Empty(Enum.GetValues<ReferralAct>().Except(acts));
        Assert.Empty(OfTheCase.Except(refusals));
    }

    private sealed record Houses(Pair Pair, House Elsewhere, House Below);

    /// <summary>One referral and the people about it; chance decides who tries what and what happens in between.</summary>
    private sealed class Walk(Houses houses, Random chance, Guid patient, ReferralDraft draft, House from, House to)
    {
        private readonly TestApp app = houses.Pair.App;
        private readonly CurrentUser[] people =
            [.. new[] { from, to }.SelectMany(house => new[] { Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs, Role.PublicHealth }.Select(role => house.Person(role)))];

        private Guid id;

        public bool IsOpen { get; private set; } = true;

        public static async Task<Walk> Begin(Houses houses, Random chance)
        {
            var (township, hospital) = (houses.Pair.Township, houses.Pair.Hospital);
            var direction = chance.GetItems([ReferralDirection.Up, ReferralDirection.Up, ReferralDirection.Up, ReferralDirection.Down, ReferralDirection.Internal], 1)[0];
            var outside = direction == ReferralDirection.Up && chance.Next(5) == 0;
            var (from, to) = direction == ReferralDirection.Down ? (hospital, township) : direction == ReferralDirection.Internal ? (hospital, hospital) : (township, outside ? houses.Elsewhere : hospital);
            var patient = await Referred.Patient(houses.Pair.App, from);
            var urgency = chance.GetItems([ReferralUrgency.Routine, ReferralUrgency.Routine, ReferralUrgency.Urgent, ReferralUrgency.Emergency], 1)[0];
            var draft = Referred.Draft(patient, to, urgency, direction) with { EnteredAfterwards = chance.Next(8) == 0 };
            draft = draft with { Request = draft.Request with { Medication = "氨氯地平 5mg", Reasons = direction.IsHomeward() ? ["DN01"] : [ReferralCodes.Chronic] } };
            if (outside) draft = draft with { OutsideReason = chance.Next(3) == 0 ? null : "医联体内无床位", OutsideConfirmedBy = chance.Next(2) == 0 ? null : "急诊科李主任" };
            var walk = new Walk(houses, chance, patient, draft, from, to);
            await houses.Pair.App.As(from.Person(Role.MedicalAffairs), async services =>
            {
                var desk = services.GetRequiredService<PracticeDesk>();
                await desk.Decide((await desk.Read()).Version, chance.Next(3) > 0, []);
            });
            walk.id = (await walk.As(walk.people[0], services => services.GetRequiredService<SendingDesk>().Draft(draft))).Id;
            return walk;
        }

        /// <summary>What changes a case without being an act of it.</summary>
        public async Task Happen()
        {
            var referral = await Read(people[1]);
            switch (chance.Next(12))
            {
                case 0 or 1:
                    await As(chance.GetItems([from, to], 1)[0].Person(Role.MedicalAffairs), async services =>
                    {
                        var desk = services.GetRequiredService<PracticeDesk>();
                        var practice = await desk.Read();
                        await desk.Suspend(practice.Version, practice.SuspendedBecause is null ? "停电检修" : null);
                        return 0;
                    });
                    break;
                case 2 when from != to:
                    await As(people[0], services => services.GetRequiredService<ConsentDesk>().Give(patient, PatientPurpose.Referral, [to.Id], new ConsentFacts("王小明", ConsentRelations.Self, Little, Informed: true)));
                    break;
                case 3 or 6 when referral is { State: ReferralState.InReview, ConsentId: { } consent } && (await As(people[1], services => services.GetRequiredService<ConsentStore>().Read(consent))).State == ConsentState.Given:
                    await As(people[1], async services =>
                    {
                        await services.GetRequiredService<ConsentDesk>().Withdraw(consent, null, "患者要求再考虑");
                        return 0;
                    });
                    break;
                case 4 or 5 when referral.State is ReferralState.Draft or ReferralState.InfoWanted:
                    var written = chance.Next(3) switch
                    {
                        0 => draft with { Request = draft.Request with { Reasons = [] } },
                        1 => draft with { Request = draft.Request with { Results = "心电图 ST 段压低" } },
                        _ => draft
                    };
                    await As(people[0], services => services.GetRequiredService<SendingDesk>().Save(id, null, written));
                    break;
                default:
                    break;
            }
        }

        public async Task Try(HashSet<ReferralAct> done, HashSet<string> refusals)
        {
            var person = chance.GetItems(people, 1)[0];
            if (!await Seen(person)) return;
            var offers = await As(person, async services =>
            {
                var store = services.GetRequiredService<ReferralStore>();
                return await services.GetRequiredService<ReferralOffers>().Of(await store.Read(id), await store.Document<ReferralRequest>(id, ReferralDocumentKind.Request), await store.Document<ReferralOutcome>(id, ReferralDocumentKind.Outcome));
            });
            if (offers.Count == 0) return;
            var offer = chance.Next(8) switch
            {
                < 6 when offers.Where(each => each.Allowed && !Ends(each.Act)).ToArray() is { Length: > 0 } onward => chance.GetItems(onward, 1)[0],
                6 when offers.Where(each => each is { Allowed: false, IsYours: true }).ToArray() is { Length: > 0 } foreseen => chance.GetItems(foreseen, 1)[0],
                _ => chance.GetItems([.. offers], 1)[0]
            };
            var before = await Read(person);
            Refused? refused = null;
            try { await Do(person, offer.Act, before); }
            catch (Refused refusal) { refused = refusal; }

            Assert.True(offer.Allowed == refused is null, $"{draft.Direction} {before.State} {offer.Act} by {string.Join(",", person.Roles)}: offered {offer.Allowed}, {offer.WhyNot}; refused {refused?.Code} {refused?.Message}");
            if (refused is not null)
            {
                Assert.Equal(offer.WhyNot, refused.Message);
                Assert.Equal(before.Version, (await Read(person)).Version);
                refusals.Add(refused.Code);
                return;
            }

            done.Add(offer.Act);
            IsOpen = (await Read(person)).IsOpen;
        }

        private static bool Ends(ReferralAct act) => act is ReferralAct.Cancel or ReferralAct.RecordDeath;

        /// <summary>Each act with what it wants, all of it right; where a consent may come along, one does.</summary>
        private async Task Do(CurrentUser person, ReferralAct act, Referral referral)
        {
            var followUp = (await As(person, services => services.GetRequiredService<ReferralStore>().FollowUps(id))).FirstOrDefault(each => each.Result == FollowUpResult.Planned)?.Id ?? Guid.Empty;
            var words = new ActWords(null, null, "按规定办理", PatientAgreed: true);
            var arrangement = Referred.Arrangement(app.Time) with { At = app.Time.Now().AddMinutes(chance.Next(2) == 0 ? -4 : 90) };
            await As(person, services =>
            {
                var (sending, receiving, following) = (services.GetRequiredService<SendingDesk>(), services.GetRequiredService<ReceivingDesk>(), services.GetRequiredService<FollowUpDesk>());
                return act switch
                {
                    ReferralAct.Submit => sending.Submit(id, words, Referred.Consent),
                    ReferralAct.Approve => sending.Approve(id, words),
                    ReferralAct.ReturnToAuthor => sending.ReturnToAuthor(id, words),
                    ReferralAct.Supply => sending.Supply(id, words),
                    ReferralAct.Insist => sending.Insist(id, words),
                    ReferralAct.Depart => sending.Depart(id, words),
                    ReferralAct.Acknowledge => sending.Acknowledge(id, words),
                    ReferralAct.KeepHere => sending.KeepHere(id, words with { ReasonCode = "CL04" }),
                    ReferralAct.Cancel => sending.Cancel(id, words with { ReasonCode = "CX01" }),
                    ReferralAct.Redirect => sending.Redirect(id, words, referral.Direction.IsHomeward() ? houses.Below.Id : to == houses.Elsewhere ? houses.Pair.Hospital.Id : houses.Elsewhere.Id, "心内科"),
                    ReferralAct.Claim => receiving.Claim(id, words),
                    ReferralAct.Release => receiving.Release(id, words),
                    ReferralAct.Accept => receiving.Accept(id, words, arrangement),
                    ReferralAct.Rearrange => receiving.Rearrange(id, words, arrangement),
                    ReferralAct.AskForMore => receiving.AskForMore(id, words),
                    ReferralAct.Advise => receiving.Advise(id, words),
                    ReferralAct.Refuse => receiving.Refuse(id, words with { ReasonCode = ReferralCodes.RefusalsFor(referral.Direction)[0].Code }),
                    ReferralAct.Reassign => receiving.Reassign(id, words, "神经内科"),
                    ReferralAct.Arrive => receiving.Arrive(id, words),
                    ReferralAct.ReportNotArrived => receiving.ReportNotArrived(id, words),
                    ReferralAct.Admit => receiving.Admit(id, words),
                    ReferralAct.Complete => receiving.Complete(id, words, Referred.Plan()),
                    ReferralAct.SendBack => receiving.SendBack(id, words, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent),
                    ReferralAct.RecordFollowUp => following.Record(id, words, followUp, FollowUpResult.Done, "电话", "血压平稳"),
                    ReferralAct.Close => following.Close(id, words with { ReasonCode = "CL05" }),
                    _ => receiving.RecordDeath(id, words, app.Time.Now())
                };
            });
        }

        private async Task<bool> Seen(CurrentUser person)
        {
            try { await Read(person); return true; }
            catch (Refused refused) when (refused.Kind == RefusalKind.NotFound) { return false; }
        }

        private Task<Referral> Read(CurrentUser person) => As(person, services => services.GetRequiredService<ReferralStore>().Read(id));

        private Task<T> As<T>(CurrentUser person, Func<IServiceProvider, Task<T>> act) => app.As(person, act);
    }
}
