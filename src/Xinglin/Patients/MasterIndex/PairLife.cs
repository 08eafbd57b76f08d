using Xinglin.Platform;

namespace Xinglin.Patients.MasterIndex;

public enum PairState { Awaiting, Linked, Different, Lapsed }

/// <summary>The first four are a person's, the others the program's.</summary>
public enum PairAct { Link, JudgeDifferent, Undo, Reopen, Find, LinkAlone, Part, Lapse }

/// <param name="NeedsWords">The person says why.</param>
public sealed record PairTransition(PairState From, PairAct Act, PairState To, bool NeedsWords = false);

/// <summary>
/// The one table of what happens to a pair; desk, page and program read it. 「不是同一人」 has no way out but a person's, and what a person
/// decided the program leaves alone.
/// </summary>
public static class PairLife
{
    public static readonly IReadOnlyList<PairTransition> Transitions =
    [
        new(PairState.Awaiting, PairAct.Link, PairState.Linked),
        new(PairState.Awaiting, PairAct.JudgeDifferent, PairState.Different),
        new(PairState.Linked, PairAct.Undo, PairState.Awaiting, NeedsWords: true),
        new(PairState.Linked, PairAct.JudgeDifferent, PairState.Different, NeedsWords: true),
        new(PairState.Different, PairAct.Reopen, PairState.Awaiting, NeedsWords: true),
        new(PairState.Lapsed, PairAct.Link, PairState.Linked, NeedsWords: true),
        new(PairState.Awaiting, PairAct.LinkAlone, PairState.Linked),
        new(PairState.Awaiting, PairAct.Lapse, PairState.Lapsed),
        new(PairState.Lapsed, PairAct.Find, PairState.Awaiting),
        new(PairState.Linked, PairAct.Part, PairState.Awaiting)
    ];

    public static bool IsPersons(PairAct act) => act <= PairAct.Reopen;

    /// <exception cref="Refused">The state does not know the act, the person may not decide, or says not why.</exception>
    public static PairTransition Require(IndexPair pair, PairAct act, CurrentUser user, string? words)
    {
        var transition = Transitions.FirstOrDefault(one => one.From == pair.State && one.Act == act)
            ?? throw new Refused(RefusalKind.Conflict, "index.act-not-possible", $"这一对登记目前“{pair.State.Show()}”，不能{act.Show()}。",
                $"{string.Join("、", Transitions.Where(one => one.Act == act).Select(one => $"“{one.From.Show()}”").Distinct())}时可以{act.Show()}。");
        if (IsPersons(act))
        {
            user.MustReview($"{act.Show()}");
            if (transition.NeedsWords && (words ?? "").Trim().Length < 2) throw new Refused(RefusalKind.Invalid, "index.words", $"请说明为什么{act.Show()}。", "说明会记入这一对登记的历史，双方机构都能看到。");
        }

        return transition;
    }

    /// <summary>What this person may do with it now; the page draws its buttons from it.</summary>
    public static IReadOnlyList<PairTransition> Offers(IndexPair pair, CurrentUser user) =>
        user.MayReview() && pair.Concerns(user.OrganizationId) ? [.. Transitions.Where(one => one.From == pair.State && IsPersons(one.Act))] : [];
}

public static class PairWords
{
    public static string Show(this PairState state) => state switch
    {
        PairState.Awaiting => "待核对",
        PairState.Linked => "已关联",
        PairState.Different => "不是同一人",
        _ => "不再相似"
    };

    /// <summary>Colour of the state's tag; see StatusTag.</summary>
    public static string Tone(this PairState state) => state switch
    {
        PairState.Awaiting => "yellow",
        PairState.Linked => "green",
        PairState.Different => "red",
        _ => "secondary"
    };

    public static string Show(this PairAct act) => act switch
    {
        PairAct.Link => "确认是同一人",
        PairAct.JudgeDifferent => "判定不是同一人",
        PairAct.Undo => "撤销关联",
        PairAct.Reopen => "重新核对",
        PairAct.Find => "发现相似",
        PairAct.LinkAlone => "系统关联",
        PairAct.Part => "系统解除关联",
        _ => "不再相似"
    };
}
