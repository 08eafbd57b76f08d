using System.Linq.Expressions;

namespace Xinglin.Referrals.Statistics;

/// <summary>Which referrals of one's own institution are counted.</summary>
public enum FigureSide
{
    /// <summary>Those that others sent to us.</summary>
    Received,

    /// <summary>Those that we sent.</summary>
    Sent
}

public static class FigureSideWords
{
    public static string Show(this FigureSide side) => side == FigureSide.Received ? "转入本机构" : "本机构转出";
}

/// <summary>A rate: of these, so many. The same two conditions count it and find the referrals behind it.</summary>
/// <param name="Code">Stable; part of addresses and of the API.</param>
/// <param name="Definition">What is divided by what, as the page shows it.</param>
public sealed record ReferralFigure(string Code, string Name, string Definition, Expression<Func<Referral, bool>> Of, Expression<Func<Referral, bool>> Counted);

/// <summary>
/// The definitions, in one place. There is no national unified way to count (no 文号 defines one), so each says its own: counted are
/// referrals (人次) by the moment they were sent; drafts never, emergencies entered afterwards apart; what was cancelled or refused is not
/// done; what still runs within its time is in no denominator.
/// </summary>
public static class ReferralFigures
{
    public static IReadOnlyList<ReferralFigure> At(DateTimeOffset now) =>
    [
        new("accepted", "受理率", "受理 ÷ 接收方已作决定（受理、不接收、给出诊疗建议）的转诊。决定前撤销的不计。",
            referral => referral.Decision != null, referral => referral.Decision == ReferralDecision.Accepted),
        new("arrived", "到诊率", "到诊 ÷ 受理的转诊。还在等候或路上的不计；受理后撤销的计入分母。",
            referral => referral.Decision == ReferralDecision.Accepted && (referral.ArrivedAt != null || (referral.State != ReferralState.Accepted && referral.State != ReferralState.InTransit)),
            referral => referral.ArrivedAt != null),
        new("closed", "闭环率", "有诊疗结果或转回单、并完成随访或确认的 ÷ 到诊后已结束或已超时的转诊。患者死亡的不计；自动离院、失访的计入分母。",
            referral => referral.ArrivedAt != null && referral.State != ReferralState.Died && (referral.EndedAt != null || referral.DueAt < now),
            referral => (referral.State == ReferralState.SentBack || referral.State == ReferralState.Closed) && referral.ReasonCode != "CL01" && referral.ReasonCode != "CL06"),
        new("returned", "回转率", "诊疗后转回转出机构 ÷ 到诊的上转。仍在诊疗的计入分母。",
            referral => referral.Direction == ReferralDirection.Up && referral.ArrivedAt != null, referral => referral.State == ReferralState.SentBack),
        new("late", "超时答复率", "首次答复晚于时限、或到时仍没有答复 ÷ 已答复或时限已到的转诊。时限按送出时的条款或规则；急诊直接到诊算作答复。",
            referral => referral.AnswerBy != null && (referral.AnsweredAt != null || referral.ArrivedAt != null || (referral.AnswerBy < now && (referral.EndedAt == null || referral.EndedAt > referral.AnswerBy))),
            referral => (referral.AnsweredAt ?? referral.ArrivedAt ?? referral.EndedAt ?? now) > referral.AnswerBy)
    ];
}
