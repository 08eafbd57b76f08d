using Xinglin.Platform;
using static Xinglin.Agreements.AgreementAct;
using static Xinglin.Agreements.AgreementState;

namespace Xinglin.Agreements;

/// <summary>Who may do an act. The organisation must stand in this relation to the agreement, the person must hold one of the roles there.</summary>
public enum AgreementActor
{
    /// <summary>The organisation that drafts.</summary>
    Drafter,

    /// <summary>A party that agrees and seals.</summary>
    Party
}

/// <param name="To">The state after it; for <see cref="Agree"/> and <see cref="Seal"/> reached when the last party has done so, for <see cref="Terminate"/> when the last day has passed too.</param>
public sealed record AgreementTransition(AgreementState From, AgreementAct Act, AgreementState To, AgreementActor Actor, string[] Roles);

/// <summary>An act as offered to one person now.</summary>
/// <param name="WhyNot">Null where it may be done; else the sentence that explains, with what would change it.</param>
public sealed record AgreementOffer(AgreementAct Act, string? WhyNot)
{
    public bool Allowed => WhyNot is null;
}

/// <summary>
/// The one table of an agreement's life. The desk's checks, the page's buttons, the API's "what may I do" and the diagram in the
/// README are read from it. Expiry and supersession are not acts: the calendar and a newer version bring them about.
/// </summary>
public static class AgreementLife
{
    private static readonly string[] Office = [Role.ConsortiumOffice];
    private static readonly string[] Leaders = [Role.Director, Role.ConsortiumOffice];

    public static readonly IReadOnlyList<AgreementTransition> Transitions =
    [
        new(Draft, Circulate, Circulated, AgreementActor.Drafter, Office),
        new(Draft, Withdraw, Withdrawn, AgreementActor.Drafter, Office),
        new(Circulated, Agree, AwaitingSeals, AgreementActor.Party, Office),
        new(Circulated, ReturnForChange, Draft, AgreementActor.Party, Office),
        new(Circulated, Recall, Draft, AgreementActor.Drafter, Office),
        new(Circulated, Withdraw, Withdrawn, AgreementActor.Drafter, Office),
        new(AwaitingSeals, AgreementAct.Seal, InForce, AgreementActor.Party, Leaders),
        new(AwaitingSeals, ReturnForChange, Draft, AgreementActor.Party, Office),
        new(AwaitingSeals, Recall, Draft, AgreementActor.Drafter, Office),
        new(AwaitingSeals, Withdraw, Withdrawn, AgreementActor.Drafter, Office),
        new(InForce, GiveNotice, InForce, AgreementActor.Party, Leaders),
        new(InForce, WithdrawNotice, InForce, AgreementActor.Party, Leaders),
        new(InForce, Terminate, Terminated, AgreementActor.Party, Leaders),
        new(InForce, Amend, InForce, AgreementActor.Party, Office),
        new(InForce, Renew, InForce, AgreementActor.Party, Office),
        new(Expired, Renew, Expired, AgreementActor.Party, Office),
        new(Terminated, Renew, Terminated, AgreementActor.Party, Office)
    ];

    /// <summary>Days that each waiting state may last before it is late and goes before the leadership. Custom of this program, not law; a seal by post takes its time.</summary>
    public static readonly IReadOnlyDictionary<AgreementState, int> WaitingDays = new Dictionary<AgreementState, int>
    {
        [Draft] = 30,
        [Circulated] = 15,
        [AwaitingSeals] = 15
    };

    /// <summary>The parties (of a draft: the drafter) without whose act the present state does not move on.</summary>
    public static IReadOnlyList<Guid> WaitsFor(Agreement agreement) => agreement.State switch
    {
        Draft => [agreement.OwnerId],
        Circulated => Organizations(agreement.Parties.Where(party => party is { Seals: true, AgreedAt: null })),
        AwaitingSeals => Organizations(agreement.Parties.Where(party => party is { Seals: true, Seal: null })),
        _ => []
    };

    /// <summary>Their names as the text has them; empty for a draft, whose drafter need not be named.</summary>
    public static string AwaitedNames(Agreement agreement)
    {
        var organizations = WaitsFor(agreement);
        return agreement.State == Draft ? "" : string.Join("、", agreement.Parties.OrderBy(party => party.Position)
            .Where(party => party.OrganizationId is { } organization && organizations.Contains(organization)).Select(party => party.Name));
    }

    /// <summary>What those are waited for to do, as a verb.</summary>
    public static string Awaited(AgreementState state) => state switch
    {
        Draft => "核对条款并送各方确认",
        Circulated => "确认文本",
        _ => "盖章"
    };

    /// <exception cref="Refused">The state does not know the act, or this person may not do it.</exception>
    public static AgreementTransition Require(Agreement agreement, AgreementAct act, CurrentUser user)
    {
        var transition = Transitions.FirstOrDefault(candidate => candidate.From == agreement.State && candidate.Act == act)
            ?? throw new Refused(RefusalKind.Conflict, "agreement.act-not-possible",
                $"协议{agreement.Reference}目前“{agreement.State.Show()}”，不能{act.Show()}。", WaysTo(act));
        if (WhyNot(agreement, transition, user) is { } reason)
            throw new Refused(RefusalKind.Forbidden, "agreement.act-not-yours", reason, "请由有权的单位和岗位办理。");
        return transition;
    }

    /// <summary>Every act that this state knows, each with whether this person may do it and if not, why.</summary>
    public static IReadOnlyList<AgreementOffer> Offers(Agreement agreement, CurrentUser user) =>
        [.. Transitions.Where(transition => transition.From == agreement.State)
            .Select(transition => new AgreementOffer(transition.Act, WhyNot(agreement, transition, user)))];

    private static string? WhyNot(Agreement agreement, AgreementTransition transition, CurrentUser user)
    {
        var roles = string.Join("或", transition.Roles.Select(role => Role.Names[role]));
        var party = agreement.PartyOf(user.OrganizationId);
        if (transition.Actor == AgreementActor.Drafter && user.OrganizationId != agreement.OwnerId)
            return $"{transition.Act.Show()}由起草单位的{roles}办理。";
        if (transition.Actor == AgreementActor.Party && party is not { Seals: true })
            return $"{transition.Act.Show()}由协议签约方的{roles}办理，贵单位不是签约方。";
        if (!user.IsAny(transition.Roles)) return $"{transition.Act.Show()}需要岗位：{roles}。";
        return transition.Act switch
        {
            Agree when party!.AgreedAt is not null => "贵单位已确认过文本。",
            AgreementAct.Seal when party!.Seal is not null => "贵单位已盖章。",
            Withdraw when agreement.Parties.Any(each => each.Seal is not null) => "已有单位盖章，不能撤销；可与各方协商后完成盖章再终止。",
            Recall or ReturnForChange when agreement.Parties.Any(each => each.Seal is not null) => "已有单位盖章，文本不能再改；可先完成盖章，再起草修订版本。",
            GiveNotice or Terminate or Amend when agreement.Ended is { } ended => $"各方已同意终止，协议有效到 {ChinaTime.Show(ended.LastDay)}。",
            GiveNotice when agreement.Notice is not null => $"终止通知已于 {ChinaTime.Show(agreement.Notice.GivenOn)} 发出。",
            WithdrawNotice when agreement.Notice is null => "没有发出过终止通知。",
            WithdrawNotice when agreement.Notice!.PartyId != party!.Id => "终止通知只能由发出的一方撤回。",
            Amend or Renew when agreement.HasSuccessorDraft => "已有一份后续版本正在办理。",
            _ => null
        };
    }

    private static Guid[] Organizations(IEnumerable<AgreementParty> parties) =>
        [.. parties.OrderBy(party => party.Position).Select(party => party.OrganizationId).OfType<Guid>()];

    private static string WaysTo(AgreementAct act)
    {
        var states = Transitions.Where(transition => transition.Act == act).Select(transition => $"“{transition.From.Show()}”").Distinct();
        return $"协议处于{string.Join("、", states)}时可以{act.Show()}。";
    }
}
