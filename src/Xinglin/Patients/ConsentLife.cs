using Xinglin.Platform;

namespace Xinglin.Patients;

public enum ConsentState { Awaited, Given, Withdrawn, Expired, Declined }

public enum ConsentAct { Give, Decline, Withdraw, AttachScan }

/// <param name="Roles">Who may do it, at any organisation that may see the patient: a consent is withdrawn where the patient happens to be (个人信息保护法 第十五条).</param>
/// <param name="ByPatient">The patient, or the guardian, may do it too, by the own phone.</param>
public sealed record ConsentTransition(ConsentState From, ConsentAct Act, ConsentState To, string[] Roles, bool ByPatient = false);

/// <summary>An act as offered to one person now.</summary>
public sealed record ConsentOffer(ConsentAct Act, string? WhyNot)
{
    public bool Allowed => WhyNot is null;
}

/// <summary>
/// The one table of a consent's life; desk, page and API read it. That a given one runs out on its last day is no act. An awaited one has
/// no way out but a person's: it is given, or the patient declines.
/// </summary>
public static class ConsentLife
{
    private static readonly string[] Clinical = [Role.Physician, Role.ReferralCoordinator];
    private static readonly string[] All = [Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs];

    public static readonly IReadOnlyList<ConsentTransition> Transitions =
    [
        new(ConsentState.Awaited, ConsentAct.Give, ConsentState.Given, Clinical),
        new(ConsentState.Awaited, ConsentAct.Decline, ConsentState.Declined, All),
        new(ConsentState.Given, ConsentAct.Withdraw, ConsentState.Withdrawn, All, ByPatient: true),
        new(ConsentState.Given, ConsentAct.AttachScan, ConsentState.Given, Clinical)
    ];

    /// <exception cref="Refused">The state does not know the act, or this person may not do it.</exception>
    public static void Require(Consent consent, ConsentAct act, CurrentUser user)
    {
        var transition = Transitions.FirstOrDefault(candidate => candidate.From == consent.State && candidate.Act == act)
            ?? throw new Refused(RefusalKind.Conflict, "consent.act-not-possible", $"该同意目前“{consent.State.Show()}”，不能{act.Show()}。",
                $"{string.Join("、", Transitions.Where(other => other.Act == act).Select(other => $"“{other.From.Show()}”").Distinct())}时可以{act.Show()}。");
        if (WhyNot(consent, transition, user) is { } reason)
            throw new Refused(RefusalKind.Forbidden, "consent.act-not-yours", reason, "请由有权的岗位办理。");
    }

    public static IReadOnlyList<ConsentOffer> Offers(Consent consent, CurrentUser user) =>
        [.. Transitions.Where(transition => transition.From == consent.State).Select(transition => new ConsentOffer(transition.Act, WhyNot(consent, transition, user)))];

    private static string? WhyNot(Consent consent, ConsentTransition transition, CurrentUser user)
    {
        var oneself = transition.ByPatient && user.PatientId == consent.PatientId;
        if (!user.IsProgram && !oneself && !user.IsAny(transition.Roles)) return $"{transition.Act.Show()}需要岗位：{string.Join("或", transition.Roles.Select(role => Role.Names[role]))}。";
        return transition.Act == ConsentAct.AttachScan && consent.ScanFileId is not null ? "已上传过签字扫描件，不能替换。" : null;
    }
}

public static class ConsentWords
{
    public static string Show(this ConsentState state) => state switch
    {
        ConsentState.Awaited => "待补签",
        ConsentState.Given => "有效",
        ConsentState.Withdrawn => "已撤回",
        ConsentState.Expired => "已到期",
        _ => "未同意"
    };

    /// <summary>Colour of the state's tag; see StatusTag.</summary>
    public static string Tone(this ConsentState state) => state switch
    {
        ConsentState.Awaited => "yellow",
        ConsentState.Given => "green",
        ConsentState.Expired => "secondary",
        _ => "red"
    };

    public static string Show(this ConsentAct act) => act switch
    {
        ConsentAct.Give => "补记同意",
        ConsentAct.Decline => "登记不同意",
        ConsentAct.Withdraw => "撤回同意",
        _ => "上传签字扫描件"
    };

    public static string Show(this ConsentMeans means) => means == ConsentMeans.Paper ? "纸质签字" : "当面陈述，由本系统记录";
}
