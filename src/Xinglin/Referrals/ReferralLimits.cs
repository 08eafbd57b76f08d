using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>How a limit's length is measured.</summary>
public enum LimitUnit
{
    /// <summary>Minutes on the clock, nights and holidays included.</summary>
    Minutes,

    /// <summary>Minutes within working hours of working days.</summary>
    WorkingMinutes,

    /// <summary>Until the close of that many working days later.</summary>
    WorkingDays
}

/// <summary>How long a state may last before it is late. Every limit names where it comes from.</summary>
/// <param name="Urgency">Null for every urgency that has no limit of its own.</param>
/// <param name="Source">As people read it: a clause, a local rule or a custom.</param>
public sealed record ReferralLimit(ReferralState State, ReferralUrgency? Urgency, int Length, LimitUnit Unit, string Source)
{
    public DateTimeOffset From(DateTimeOffset start) => Unit switch
    {
        LimitUnit.Minutes => start.AddMinutes(Length),
        LimitUnit.WorkingMinutes => WorkingCalendar.AddWorkingTime(start, TimeSpan.FromMinutes(Length)),
        _ => WorkingCalendar.AddWorkingDays(start, Length)
    };

    /// <summary>「24 小时」</summary>
    public string Show() => Unit switch
    {
        LimitUnit.WorkingDays => $"{Length} 个工作日",
        LimitUnit.WorkingMinutes => $"工作时间 {Span(Length)}",
        _ => Span(Length)
    };

    internal static string Span(int minutes) => minutes switch
    {
        >= 2880 when minutes % 1440 == 0 => $"{minutes / 1440} 天",
        >= 60 when minutes % 60 == 0 => $"{minutes / 60} 小时",
        _ => $"{minutes} 分钟"
    };
}

/// <summary>A running clock: the moment by which the owner must act, and whose rule set it.</summary>
public sealed record ReferralClock(DateTimeOffset Due, string Source);

/// <summary>
/// The limits that hold for one referral: what an institution has set for itself goes before the customs of this program, and a limit
/// that the agreement names goes before both. There is no national limit in hours (国卫办医政发〔2024〕21号 names none).
/// </summary>
/// <param name="first">How soon the clause by which the patient goes first wants the answer; null where it names no time, or there is none.</param>
public sealed class ReferralLimits(IReadOnlyList<ReferralLimit> sender, IReadOnlyList<ReferralLimit> receiver, TimeSpan? first = null)
{
    private const string Custom = "系统默认，可由本机构调整";
    private const int Hour = 60, Day = 24 * Hour;

    /// <summary>
    /// Used where an institution sets nothing. What is not here has a date of its own: an accepted patient the time of the arrangement, a
    /// follow-up the day that it is planned for.
    /// </summary>
    public static readonly IReadOnlyList<ReferralLimit> Defaults =
    [
        new(ReferralState.Draft, null, 1, LimitUnit.WorkingDays, Custom),
        new(ReferralState.Draft, ReferralUrgency.Emergency, Hour, LimitUnit.Minutes, Custom),
        new(ReferralState.InReview, null, 4 * Hour, LimitUnit.WorkingMinutes, Custom),
        new(ReferralState.InReview, ReferralUrgency.Urgent, 30, LimitUnit.Minutes, Custom),
        new(ReferralState.Submitted, null, Day, LimitUnit.Minutes, "协议的常见约定"),
        new(ReferralState.Submitted, ReferralUrgency.Urgent, 2 * Hour, LimitUnit.Minutes, Custom),
        new(ReferralState.Submitted, ReferralUrgency.Emergency, 15, LimitUnit.Minutes, Custom),
        new(ReferralState.InfoWanted, null, Day, LimitUnit.Minutes, Custom),
        new(ReferralState.InfoWanted, ReferralUrgency.Urgent, 2 * Hour, LimitUnit.Minutes, Custom),
        new(ReferralState.InfoWanted, ReferralUrgency.Emergency, 15, LimitUnit.Minutes, Custom),
        new(ReferralState.Advised, null, 1, LimitUnit.WorkingDays, Custom),
        new(ReferralState.Refused, null, 1, LimitUnit.WorkingDays, Custom),
        new(ReferralState.Refused, ReferralUrgency.Urgent, 2 * Hour, LimitUnit.Minutes, Custom),
        new(ReferralState.Refused, ReferralUrgency.Emergency, 15, LimitUnit.Minutes, Custom),
        new(ReferralState.InTransit, null, 4 * Hour, LimitUnit.Minutes, $"{Custom}；自约定的到院时间起，没有约定或已过时的自出发起"),
        new(ReferralState.InTransit, ReferralUrgency.Emergency, 4 * Hour, LimitUnit.Minutes, "常见做法：急诊 4 小时未到须处理"),
        new(ReferralState.NotArrived, null, 1, LimitUnit.WorkingDays, Custom),
        new(ReferralState.NotArrived, ReferralUrgency.Emergency, Hour, LimitUnit.Minutes, Custom),
        new(ReferralState.Arrived, null, 4 * Hour, LimitUnit.WorkingMinutes, Custom),
        new(ReferralState.Arrived, ReferralUrgency.Emergency, 10, LimitUnit.Minutes, "医疗质量安全核心制度：急会诊 10 分钟到位"),
        new(ReferralState.InCare, null, 30 * Day, LimitUnit.Minutes, Custom),
        new(ReferralState.Completed, null, 2, LimitUnit.WorkingDays, Custom),
        new(ReferralState.FollowUp, null, 2, LimitUnit.WorkingDays, $"{Custom}；随访全部登记后闭环，每次随访以计划的日期为准")
    ];

    public static readonly ReferralLimits Standard = new([], []);

    /// <summary>
    /// What the institution that must act has set, else the custom. A limit for one urgency goes before one for all, so that who gives the
    /// ordinary case more time gives it to no emergency.
    /// </summary>
    public static ReferralLimit Of(IReadOnlyList<ReferralLimit> own, ReferralState state, ReferralUrgency urgency) =>
        Find(own, state, urgency) ?? Find(Defaults, state, urgency) ?? Find(own, state, null) ?? Find(Defaults, state, null)!;

    /// <summary>The clock of the state that a referral has just come to.</summary>
    /// <exception cref="InvalidOperationException">The state is final and has no clock.</exception>
    public ReferralClock Start(Referral referral, DateTimeOffset at) => referral switch
    {
        { State: ReferralState.FollowUp, NextFollowUp: { } day } => new(ChinaTime.StartOf(day.AddDays(1)), "随访计划"),
        { State: ReferralState.Accepted } => new(Later(referral.ExpectedAt, at), "到院安排的时间"),
        { State: ReferralState.InTransit } => Started(Of(Own(referral), referral.State, referral.Urgency), Later(referral.ExpectedAt, at)),
        { State: ReferralState.Submitted } => Answer(referral, at),
        _ => Started(Of(Own(referral), referral.State, referral.Urgency), at)
    };

    private IReadOnlyList<ReferralLimit> Own(Referral referral) =>
        ReferralLife.OwnerOf(referral.State, referral.Direction)?.Side == ReferralSide.Sender ? sender : receiver;

    private static ReferralClock Started(ReferralLimit limit, DateTimeOffset at) => new(limit.From(at), $"{limit.Source}（{limit.Show()}）");

    /// <summary>
    /// A routine answer is due when the two-way clause says. Who cannot wait is answered within the time of the clause by which such patients go
    /// first; where that names none, when the house has set, but never later than the two-way clause lets anybody wait.
    /// </summary>
    private ReferralClock Answer(Referral referral, DateTimeOffset at)
    {
        var routine = referral.Urgency == ReferralUrgency.Routine;
        if (!routine && first is { } soon && referral.PrioritySource is { } green) return Agreed(green, (int)soon.TotalMinutes, at);
        var own = Started(Of(Own(referral), referral.State, referral.Urgency), at);
        return referral is { TermMinutes: { } minutes, TermSource: { } clause } && (routine || at.AddMinutes(minutes) < own.Due) ? Agreed(clause, minutes, at) : own;
    }

    private static ReferralClock Agreed(string clause, int minutes, DateTimeOffset at) => new(at.AddMinutes(minutes), $"{clause}（{ReferralLimit.Span(minutes)}）");

    private static DateTimeOffset Later(DateTimeOffset? expected, DateTimeOffset at) => expected > at ? expected.Value : at;

    private static ReferralLimit? Find(IReadOnlyList<ReferralLimit> limits, ReferralState state, ReferralUrgency? urgency) =>
        limits.FirstOrDefault(limit => limit.State == state && limit.Urgency == urgency);
}
