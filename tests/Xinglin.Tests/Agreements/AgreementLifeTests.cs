using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Agreements;
using Xinglin.Platform;

namespace Xinglin.Tests.Agreements;

/// <summary>The transition table and the aggregate agree, whatever people try in whatever order.</summary>
public class AgreementLifeTests
{
    private static readonly Guid Lead = Guid.NewGuid(), Member = Guid.NewGuid(), Stranger = Guid.NewGuid();
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly string Hash = new('a', 64);

    /// <summary>One try: who, in which role, does what.</summary>
    public sealed record Try(AgreementAct Act, int House, string Role);

    public static Arbitrary<Try[]> Histories() => (
        from act in Gen.Elements(Enum.GetValues<AgreementAct>())
        from house in Gen.Elements(0, 0, 1, 1, 2)
        from role in Gen.Elements(Role.ConsortiumOffice, Role.ConsortiumOffice, Role.Director, Role.Physician)
        select new Try(act, house, role)).ArrayOf().Resize(60).ToArbitrary();

    [Property(Arbitrary = [typeof(AgreementLifeTests)], MaxTest = 300)]
    public void Only_acts_of_the_table_by_those_it_names_change_an_agreement(Try[] history)
    {
        var agreement = Draft();
        foreach (var one in history)
        {
            var user = new CurrentUser(Guid.NewGuid(), "某人", new[] { Lead, Member, Stranger }[one.House], "某院", new HashSet<string> { one.Role });
            var offer = AgreementLife.Offers(agreement, user).FirstOrDefault(offer => offer.Act == one.Act);
            var before = agreement.State;
            Refused? refused = null;
            try { AgreementLife.Require(agreement, one.Act, user); }
            catch (Refused refusal) { refused = refusal; }

            Assert.Equal(offer is { Allowed: true }, refused is null);
            if (refused is not null)
            {
                Assert.NotEmpty(refused.Message);
                Assert.NotNull(refused.Remedy);
                continue;
            }

            Assert.NotEqual(2, one.House);
            Apply(agreement, one.Act, agreement.PartyOf(user.OrganizationId)!);
            var transition = AgreementLife.Transitions.Single(each => each.From == before && each.Act == one.Act);
            Assert.True(agreement.State == transition.To || (agreement.State == before && one.Act is AgreementAct.Agree or AgreementAct.Seal or AgreementAct.Terminate));
            MustHold(agreement);
        }
    }

    [Fact]
    public void Every_waiting_state_has_a_clock_and_a_way_on()
    {
        foreach (var state in AgreementLife.WaitingDays.Keys)
            Assert.Contains(AgreementLife.Transitions, transition => transition.From == state && transition.To != state);
        Assert.Equal(AgreementLife.Transitions.Count, AgreementLife.Transitions.Select(transition => (transition.From, transition.Act)).Distinct().Count());
    }

    private static void MustHold(Agreement agreement)
    {
        var sealing = agreement.Parties.Where(party => party.Seals).ToList();
        if (agreement.State is AgreementState.Draft) Assert.Null(agreement.DocumentHash);
        if (agreement.State is AgreementState.AwaitingSeals) Assert.All(sealing, party => Assert.NotNull(party.AgreedAt));
        if (agreement.State is AgreementState.InForce or AgreementState.Terminated)
        {
            Assert.NotNull(agreement.EffectiveFrom);
            Assert.All(sealing, party => Assert.Equal(Hash, party.Seal!.DocumentHash));
        }
        else
        {
            Assert.Null(agreement.EffectiveFrom);
        }

        if (agreement.State == AgreementState.Terminated) Assert.NotNull(agreement.Ended);
        if (agreement.Ended is { } ended) Assert.Equal(agreement.LastDay < ChinaTime.DateIn(At) ? AgreementState.Terminated : AgreementState.InForce, agreement.State);
        Assert.Equal(AgreementLife.WaitingDays.ContainsKey(agreement.State), agreement.WaitingUntil is not null);
    }

    private static void Apply(Agreement agreement, AgreementAct act, AgreementParty party)
    {
        switch (act)
        {
            case AgreementAct.Circulate: agreement.Circulate(Hash, At); break;
            case AgreementAct.Agree: agreement.Agree(party, "某人", At); break;
            case AgreementAct.Recall or AgreementAct.ReturnForChange: agreement.BackToDraft(At); break;
            case AgreementAct.Seal: agreement.SealBy(party, new Seal(SealKind.SystemConfirmation, new(2026, 3, 2), At, "某人", Hash, null), At); break;
            case AgreementAct.Withdraw: agreement.Withdraw(At); break;
            case AgreementAct.GiveNotice: agreement.GiveNotice(party, new(2026, 3, 2), "另有安排", "某人", At); break;
            case AgreementAct.WithdrawNotice: agreement.WithdrawNotice(At); break;
            case AgreementAct.Terminate: agreement.ConsentToEnd(party, new(2026, 5, 1), "协商一致", "某人", At); break;
            default: break;
        }
    }

    private static Agreement Draft()
    {
        var id = Guid.NewGuid();
        var agreement = new Agreement(id, id, "XL-2026-0001", 1, "协议", ConsortiumForm.CooperationAgreement, Lead, At);
        agreement.Describe("协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, null, null);
        agreement.AddParty(Guid.NewGuid(), "甲方", PartyRole.Lead, "甲院", Lead);
        agreement.AddParty(Guid.NewGuid(), "乙方", PartyRole.Member, "乙院", Member);
        agreement.AddParty(Guid.NewGuid(), "丙方", PartyRole.Other, "卫健委", null);
        return agreement;
    }
}
