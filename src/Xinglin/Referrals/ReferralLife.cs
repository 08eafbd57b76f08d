using Xinglin.Platform;
using static Xinglin.Referrals.ReferralAct;
using On = Xinglin.Referrals.ReferralState;

namespace Xinglin.Referrals;

/// <summary>Which of several ways an act leads; each is a fact of the referral itself.</summary>
public enum ReferralCase
{
    Always,

    /// <summary>The sender's institution reviews first, and it is no emergency.</summary>
    Reviewed,

    /// <summary>It goes to the receiver at once.</summary>
    Direct,

    /// <summary>An emergency written down after the patient had been brought.</summary>
    Afterwards,

    /// <summary>Only an emergency towards treatment may do so: the patient does not wait for an answer.</summary>
    Emergency,

    /// <summary>Towards treatment: up, lateral, in-house.</summary>
    Onward,

    /// <summary>Home to the grass roots.</summary>
    Homeward,

    /// <summary>From one institution to another.</summary>
    BetweenHouses,

    /// <summary>Towards treatment, and the outcome asks for follow-up.</summary>
    WithFollowUp,

    /// <summary>Towards treatment, and nothing is left to follow up.</summary>
    WithoutFollowUp
}

/// <param name="Roles">One of them must be held, acting for the institution on that side.</param>
public sealed record ReferralTransition(ReferralState From, ReferralAct Act, ReferralState To, ReferralSide Side, string[] Roles, ReferralCase When = ReferralCase.Always);

/// <summary>Who must act next in a state. Final states have none.</summary>
public sealed record ReferralOwner(ReferralSide Side, string Role);

/// <summary>An act as offered to one person now.</summary>
/// <param name="WhyNot">Null where it may be done; else the sentence that explains.</param>
/// <param name="By">The clause or rule behind that.</param>
public sealed record ReferralOffer(ReferralAct Act, string? WhyNot, Citation? By = null)
{
    public bool Allowed => WhyNot is null;

    /// <summary>What can be done about it, where more is known than <see cref="WhyNot"/> says.</summary>
    public string? Remedy { get; init; }

    /// <summary>It is this person's to do, and only the case stands against it as it is now.</summary>
    public bool IsYours { get; init; }
}

/// <summary>
/// The one table of a referral's life (domain: 国卫办医政发〔2024〕21号, 双向转诊单 of the national public-health norms). The desks'
/// checks, the page's buttons, the API's "what may I do", the README's diagram and the tests are read from it. Nothing passes by
/// itself: a missed clock escalates, and the end is always an act of a person.
/// </summary>
public static class ReferralLife
{
    private static readonly string[] Office = [Role.ReferralCoordinator, Role.MedicalAffairs];
    private static readonly string[] Clinic = [Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs];
    private static readonly string[] Doctor = [Role.Physician];
    private static readonly string[] Carers = [Role.Physician, Role.PublicHealth, Role.ReferralCoordinator];

    private static readonly Citation OfficeRule = new("国卫办医政发〔2024〕21号", "转诊由本机构负责转诊的职能部门办理");
    private static readonly Citation FollowUpRule = new("国家基本公共卫生服务规范（第三版）", "转诊后两周内主动随访");

    public static readonly IReadOnlyList<ReferralTransition> Transitions =
    [
        new(On.Draft, Submit, On.InReview, ReferralSide.Sender, Clinic, ReferralCase.Reviewed),
        new(On.Draft, Submit, On.Submitted, ReferralSide.Sender, Clinic, ReferralCase.Direct),
        new(On.Draft, Submit, On.Arrived, ReferralSide.Sender, Clinic, ReferralCase.Afterwards),
        new(On.Draft, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),

        new(On.InReview, Approve, On.Submitted, ReferralSide.Sender, Office),
        new(On.InReview, ReturnToAuthor, On.Draft, ReferralSide.Sender, Office),
        new(On.InReview, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),

        new(On.Submitted, Claim, On.Submitted, ReferralSide.Receiver, Clinic),
        new(On.Submitted, Release, On.Submitted, ReferralSide.Receiver, Clinic),
        new(On.Submitted, Accept, On.Accepted, ReferralSide.Receiver, Clinic),
        new(On.Submitted, AskForMore, On.InfoWanted, ReferralSide.Receiver, Clinic),
        new(On.Submitted, Advise, On.Advised, ReferralSide.Receiver, Doctor),
        new(On.Submitted, Refuse, On.Refused, ReferralSide.Receiver, Clinic),
        new(On.Submitted, Reassign, On.Submitted, ReferralSide.Receiver, Office),
        new(On.Submitted, Depart, On.InTransit, ReferralSide.Sender, Clinic, ReferralCase.Emergency),
        new(On.Submitted, Arrive, On.Arrived, ReferralSide.Receiver, Clinic, ReferralCase.Emergency),
        new(On.Submitted, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.Submitted, RecordDeath, On.Died, ReferralSide.Sender, Clinic),

        new(On.InfoWanted, Supply, On.Submitted, ReferralSide.Sender, Clinic),
        new(On.InfoWanted, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.InfoWanted, RecordDeath, On.Died, ReferralSide.Sender, Clinic),

        new(On.Advised, KeepHere, On.Closed, ReferralSide.Sender, Doctor),
        new(On.Advised, Insist, On.Submitted, ReferralSide.Sender, Doctor),
        new(On.Advised, Redirect, On.Redirected, ReferralSide.Sender, Clinic, ReferralCase.BetweenHouses),
        new(On.Advised, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.Advised, RecordDeath, On.Died, ReferralSide.Sender, Clinic),

        new(On.Refused, Redirect, On.Redirected, ReferralSide.Sender, Clinic, ReferralCase.BetweenHouses),
        new(On.Refused, KeepHere, On.Closed, ReferralSide.Sender, Doctor),
        new(On.Refused, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.Refused, RecordDeath, On.Died, ReferralSide.Sender, Clinic),

        new(On.Accepted, Depart, On.InTransit, ReferralSide.Sender, Clinic),
        new(On.Accepted, Rearrange, On.Accepted, ReferralSide.Receiver, Clinic),
        new(On.Accepted, Arrive, On.Arrived, ReferralSide.Receiver, Clinic, ReferralCase.Onward),
        new(On.Accepted, Arrive, On.FollowUp, ReferralSide.Receiver, Carers, ReferralCase.Homeward),
        new(On.Accepted, ReportNotArrived, On.NotArrived, ReferralSide.Receiver, Clinic),
        new(On.Accepted, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.Accepted, RecordDeath, On.Died, ReferralSide.Either, Clinic),

        new(On.InTransit, Arrive, On.Arrived, ReferralSide.Receiver, Clinic, ReferralCase.Onward),
        new(On.InTransit, Arrive, On.FollowUp, ReferralSide.Receiver, Carers, ReferralCase.Homeward),
        new(On.InTransit, Rearrange, On.InTransit, ReferralSide.Receiver, Clinic),
        new(On.InTransit, ReportNotArrived, On.NotArrived, ReferralSide.Receiver, Clinic),
        new(On.InTransit, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.InTransit, RecordDeath, On.Died, ReferralSide.Either, Clinic),

        new(On.NotArrived, Rearrange, On.Accepted, ReferralSide.Receiver, Clinic),
        new(On.NotArrived, Depart, On.InTransit, ReferralSide.Sender, Clinic),
        new(On.NotArrived, Arrive, On.Arrived, ReferralSide.Receiver, Clinic, ReferralCase.Onward),
        new(On.NotArrived, Arrive, On.FollowUp, ReferralSide.Receiver, Carers, ReferralCase.Homeward),
        new(On.NotArrived, KeepHere, On.Closed, ReferralSide.Sender, Doctor),
        new(On.NotArrived, Cancel, On.Cancelled, ReferralSide.Sender, Clinic),
        new(On.NotArrived, RecordDeath, On.Died, ReferralSide.Either, Clinic),

        new(On.Arrived, Admit, On.InCare, ReferralSide.Receiver, Clinic),
        new(On.Arrived, Complete, On.Completed, ReferralSide.Receiver, Doctor),
        new(On.Arrived, RecordDeath, On.Died, ReferralSide.Receiver, Clinic),

        new(On.InCare, Complete, On.Completed, ReferralSide.Receiver, Doctor),
        new(On.InCare, SendBack, On.SentBack, ReferralSide.Receiver, Doctor, ReferralCase.BetweenHouses),
        new(On.InCare, RecordDeath, On.Died, ReferralSide.Receiver, Clinic),

        new(On.Completed, Acknowledge, On.FollowUp, ReferralSide.Sender, Clinic, ReferralCase.WithFollowUp),
        new(On.Completed, Acknowledge, On.Closed, ReferralSide.Sender, Clinic, ReferralCase.WithoutFollowUp),
        new(On.Completed, RecordDeath, On.Died, ReferralSide.Either, Clinic),

        new(On.FollowUp, RecordFollowUp, On.FollowUp, ReferralSide.Sender, Carers, ReferralCase.Onward),
        new(On.FollowUp, RecordFollowUp, On.FollowUp, ReferralSide.Receiver, Carers, ReferralCase.Homeward),
        new(On.FollowUp, Close, On.Closed, ReferralSide.Sender, Carers, ReferralCase.Onward),
        new(On.FollowUp, Close, On.Closed, ReferralSide.Receiver, Carers, ReferralCase.Homeward),
        new(On.FollowUp, RecordDeath, On.Died, ReferralSide.Sender, Carers, ReferralCase.Onward),
        new(On.FollowUp, RecordDeath, On.Died, ReferralSide.Receiver, Carers, ReferralCase.Homeward)
    ];

    /// <summary>Who must act next; null where the referral has ended.</summary>
    public static ReferralOwner? OwnerOf(ReferralState state, ReferralDirection direction) => state switch
    {
        On.Draft or On.InfoWanted or On.Advised or On.Completed => new(ReferralSide.Sender, Role.Physician),
        On.InReview or On.Refused or On.Accepted or On.NotArrived => new(ReferralSide.Sender, Role.ReferralCoordinator),
        On.Submitted or On.InTransit => new(ReferralSide.Receiver, Role.ReferralCoordinator),
        On.Arrived or On.InCare => new(ReferralSide.Receiver, Role.Physician),
        On.FollowUp => new(direction.IsHomeward() ? ReferralSide.Receiver : ReferralSide.Sender, Role.Physician),
        _ => null
    };

    /// <summary>The ways that are open to this referral now, whoever goes them.</summary>
    public static IEnumerable<ReferralTransition> From(Referral referral) =>
        Transitions.Where(transition => transition.From == referral.State && Applies(transition.When, referral));

    /// <summary>Handing this draft in sends it to the receiver at once.</summary>
    public static bool LeavesTheHouse(Referral draft) => From(draft).First(way => way.Act == Submit).To != On.InReview;

    /// <exception cref="Refused">The state does not know the act, or this person may not do it.</exception>
    public static ReferralTransition Require(Referral referral, ReferralAct act, CurrentUser user, DateTimeOffset at)
    {
        var transition = From(referral).FirstOrDefault(candidate => candidate.Act == act)
            ?? throw new Refused(RefusalKind.Conflict, "referral.act-not-possible",
                $"转诊单 {referral.Number} 目前“{referral.State.Show()}”，不能{act.Show()}。", WaysTo(referral, act));
        if (WhyNot(referral, transition, user, at) is { } reason)
            throw new Refused(RefusalKind.Forbidden, "referral.act-not-yours", reason, $"请由{Whose(referral, transition)}办理。", By(referral, act));
        return transition;
    }

    /// <summary>Every act that this state knows, each with whether this person may do it and if not, why.</summary>
    public static IReadOnlyList<ReferralOffer> Offers(Referral referral, CurrentUser user, DateTimeOffset at) =>
        [.. From(referral).Select(transition => WhyNot(referral, transition, user, at) is { } reason
            ? new ReferralOffer(transition.Act, reason, By(referral, transition.Act))
            : new ReferralOffer(transition.Act, null))];

    /// <summary>Why an act that the present state does not know cannot be done, and in which states it can.</summary>
    public static ReferralOffer NotNow(Referral referral, ReferralAct act) =>
        new(act, $"转诊单 {referral.Number} 目前“{referral.State.Show()}”，不能{act.Show()}。{WaysTo(referral, act)}", By(referral, act));

    private static bool Applies(ReferralCase when, Referral referral) => when switch
    {
        ReferralCase.Reviewed => referral is { ReviewWanted: true, EnteredAfterwards: false } && referral.Urgency != ReferralUrgency.Emergency,
        ReferralCase.Direct => !referral.EnteredAfterwards && (!referral.ReviewWanted || referral.Urgency == ReferralUrgency.Emergency),
        ReferralCase.Afterwards => referral.EnteredAfterwards,
        ReferralCase.Emergency => referral.Urgency == ReferralUrgency.Emergency && !referral.Direction.IsHomeward(),
        ReferralCase.Onward => !referral.Direction.IsHomeward(),
        ReferralCase.Homeward => referral.Direction.IsHomeward(),
        ReferralCase.BetweenHouses => referral.Direction != ReferralDirection.Internal,
        ReferralCase.WithFollowUp => referral.NextFollowUp is not null,
        ReferralCase.WithoutFollowUp => referral.NextFollowUp is null,
        _ => true
    };

    private static string? WhyNot(Referral referral, ReferralTransition transition, CurrentUser user, DateTimeOffset at)
    {
        if (user.OrganizationId is not { } house || !referral.IsOn(transition.Side, house))
            return $"{transition.Act.Show()}由{Whose(referral, transition)}办理。";
        if (!user.IsAny(transition.Roles)) return $"{transition.Act.Show()}需要岗位：{RolesOf(transition)}。";
        return transition.Act switch
        {
            Claim when referral.ClaimedById is not null => $"{referral.ClaimedBy}已认领此单。",
            Release when referral.ClaimedById is null => "此单还没有人认领。",
            Release when referral.ClaimedById != user.UserId && !user.Is(Role.MedicalAffairs) => $"此单由{referral.ClaimedBy}认领，只有本人或医务科可以放弃认领。",
            Accept or AskForMore or Advise or Refuse or Reassign when referral.ClaimedById is { } claimer && claimer != user.UserId =>
                $"{referral.ClaimedBy}已认领此单，由其办理；如需接手，请其或医务科先放弃认领。",
            ReportNotArrived when referral.ExpectedAt is { } expected && at < expected =>
                $"约定到院时间是 {ChinaTime.Show(expected)}，到时仍未到诊才能登记。",
            RecordFollowUp when referral.NextFollowUp is null => "计划的随访都已登记，可以结束随访并闭环。",
            Close when referral.NextFollowUp is { } next => $"还有 {ChinaTime.Show(next)} 的随访没有完成；登记结果后再闭环。",
            _ => null
        };
    }

    /// <summary>The rule behind the table where one names the act; else the clause that the referral runs under.</summary>
    private static Citation By(Referral referral, ReferralAct act) => act switch
    {
        Approve or ReturnToAuthor => OfficeRule,
        RecordFollowUp or Close => FollowUpRule,
        _ when referral.TermSource is { } clause => new Citation(clause, "转诊按双方协议的这一条款办理"),
        _ => OfficeRule
    };

    private static string Whose(Referral referral, ReferralTransition transition) =>
        transition.Side == ReferralSide.Either
            ? $"{referral.FromName}或{referral.ToName}的{RolesOf(transition)}"
            : $"{transition.Side.Show()}{referral.NameOn(transition.Side)}的{RolesOf(transition)}";

    private static string RolesOf(ReferralTransition transition) => string.Join("或", transition.Roles.Select(role => Role.Names[role]));

    private static string WaysTo(Referral referral, ReferralAct act)
    {
        var states = Transitions.Where(transition => transition.Act == act && transition.From != referral.State && Applies(transition.When, referral)).Select(transition => $"“{transition.From.Show()}”").Distinct().ToList();
        return states.Count == 0 ? $"{referral.Direction.Show()}（{referral.Urgency.Show()}）没有这一步。" : $"转诊单处于{string.Join("、", states)}时可以{act.Show()}。请刷新页面查看最新状态。";
    }
}
