namespace Xinglin.Referrals;

/// <summary>Where a referral stands. <see cref="ReferralLife"/> holds the ways between, who owns each state and its clock.</summary>
public enum ReferralState
{
    Draft,
    InReview,
    Submitted,
    InfoWanted,
    Advised,
    Refused,
    Accepted,
    InTransit,
    NotArrived,
    Arrived,
    InCare,
    Completed,
    FollowUp,
    Closed,
    SentBack,
    Redirected,
    Cancelled,
    Died
}

/// <summary>What people do with a referral.</summary>
public enum ReferralAct
{
    Submit,
    Approve,
    ReturnToAuthor,
    Claim,
    Release,
    Accept,
    Rearrange,
    AskForMore,
    Supply,
    Advise,
    Insist,
    Refuse,
    Reassign,
    Redirect,
    KeepHere,
    Depart,
    Arrive,
    ReportNotArrived,
    Admit,
    Complete,
    SendBack,
    Acknowledge,
    RecordFollowUp,
    Close,
    Cancel,
    RecordDeath
}

public static class ReferralStateNames
{
    private static readonly HashSet<ReferralState> Final =
        [ReferralState.Closed, ReferralState.SentBack, ReferralState.Redirected, ReferralState.Cancelled, ReferralState.Died];

    /// <summary>Nobody owes anything any more.</summary>
    public static bool IsFinal(this ReferralState state) => Final.Contains(state);

    public static string Show(this ReferralState state) => state switch
    {
        ReferralState.Draft => "草稿",
        ReferralState.InReview => "待院内审核",
        ReferralState.Submitted => "待接收方受理",
        ReferralState.InfoWanted => "待补充资料",
        ReferralState.Advised => "已给出诊疗建议",
        ReferralState.Refused => "未被接收",
        ReferralState.Accepted => "已受理并安排",
        ReferralState.InTransit => "在途",
        ReferralState.NotArrived => "未按时到诊",
        ReferralState.Arrived => "已到诊",
        ReferralState.InCare => "诊疗中",
        ReferralState.Completed => "诊疗完成，待转出方确认",
        ReferralState.FollowUp => "随访中",
        ReferralState.Closed => "已闭环",
        ReferralState.SentBack => "已转回",
        ReferralState.Redirected => "已改转",
        ReferralState.Cancelled => "已撤销",
        _ => "患者死亡"
    };

    /// <summary>Colour of the state's tag; see StatusTag.</summary>
    public static string Tone(this ReferralState state) => state switch
    {
        ReferralState.Draft or ReferralState.InReview or ReferralState.Submitted => "blue",
        ReferralState.InfoWanted or ReferralState.Advised or ReferralState.NotArrived => "yellow",
        ReferralState.Refused => "red",
        ReferralState.Accepted or ReferralState.InTransit or ReferralState.Arrived or ReferralState.InCare => "green",
        ReferralState.Completed or ReferralState.FollowUp => "blue",
        _ => "secondary"
    };

    public static string Show(this ReferralAct act) => act switch
    {
        ReferralAct.Submit => "提交",
        ReferralAct.Approve => "审核通过并送出",
        ReferralAct.ReturnToAuthor => "退回医师修改",
        ReferralAct.Claim => "认领",
        ReferralAct.Release => "放弃认领",
        ReferralAct.Accept => "受理并安排",
        ReferralAct.Rearrange => "调整到院安排",
        ReferralAct.AskForMore => "要求补充资料",
        ReferralAct.Supply => "补充资料后重新送出",
        ReferralAct.Advise => "给出诊疗建议（不转诊）",
        ReferralAct.Insist => "仍需转诊",
        ReferralAct.Refuse => "不接收",
        ReferralAct.Reassign => "改派科室",
        ReferralAct.Redirect => "改转其他机构",
        ReferralAct.KeepHere => "留在本机构诊治",
        ReferralAct.Depart => "患者已出发",
        ReferralAct.Arrive => "确认到诊",
        ReferralAct.ReportNotArrived => "登记未到诊",
        ReferralAct.Admit => "开始诊疗",
        ReferralAct.Complete => "完成诊疗",
        ReferralAct.SendBack => "转回基层",
        ReferralAct.Acknowledge => "确认收到结果",
        ReferralAct.RecordFollowUp => "登记随访",
        ReferralAct.Close => "结束随访并闭环",
        ReferralAct.Cancel => "撤销",
        _ => "登记死亡"
    };
}
