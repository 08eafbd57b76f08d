namespace Xinglin.Referrals;

/// <summary>A referral's states and acts in the words of somebody who is ill, not of somebody who works with the program.</summary>
internal static class PlainWords
{
    public static string Headline(Referral referral) => referral.State switch
    {
        ReferralState.Draft or ReferralState.InReview => "正在准备转诊",
        ReferralState.Submitted => "已经送出，等对方医院答复",
        ReferralState.InfoWanted => "对方医院需要补充资料",
        ReferralState.Advised => "对方医院给了治疗建议",
        ReferralState.Refused => "对方医院这次不能接收",
        ReferralState.Accepted => "已安排好，请按时到院",
        ReferralState.InTransit => "请按时到院",
        ReferralState.NotArrived => "约好的时间您没有到",
        ReferralState.Arrived => "您已到院",
        ReferralState.InCare => "正在治疗",
        ReferralState.Completed => "治疗结束，结果已交给您原来的医生",
        ReferralState.FollowUp => "回家以后，医生会定期联系您",
        ReferralState.SentBack => "已安排您转回",
        ReferralState.Redirected => "已改转其他医院",
        ReferralState.Cancelled => "转诊已取消",
        _ => "这次转诊已结束"
    };

    public static string Next(Referral referral) => referral.State switch
    {
        ReferralState.Draft or ReferralState.InReview => $"{referral.FromName}正在核对您的转诊单，核对好就送给{referral.ToName}。您先不用做什么。",
        ReferralState.Submitted when referral.Urgency == ReferralUrgency.Emergency => $"这是急诊，不用等答复。{referral.ToName}已经知道您要来。",
        ReferralState.Submitted => $"{referral.ToName}正在看您的资料。安排好了，这里会写明时间和地点。请先不要自己去。",
        ReferralState.InfoWanted => "您的医生正在补充资料。请保持电话畅通。",
        ReferralState.Advised => "您的医生会和您商量，是留在当地治疗，还是仍然转诊。",
        ReferralState.Refused => $"{Reason(referral)}您的医生会和您商量下一步怎么办。",
        ReferralState.Accepted or ReferralState.InTransit => "请按上面的时间和地点去。去不了，请提前打电话。",
        ReferralState.NotArrived => "请马上打上面的电话，重新约时间。如果身体不舒服加重，请马上去最近的医院。",
        ReferralState.Arrived or ReferralState.InCare => "有问题请找病区或诊室的医生、护士。",
        ReferralState.Completed => $"请回{referral.FromName}找您的医生，听他讲解结果。",
        ReferralState.FollowUp => "请照下面的计划吃药、复查。",
        ReferralState.SentBack => $"请看转回{referral.FromName}的那一张转诊单。",
        ReferralState.Redirected => "请看新的转诊单。",
        _ => "还有问题，请找您的医生。"
    };

    /// <summary>Null for what only concerns those who work.</summary>
    public static string? Step(Referral referral, ReferralAct act, ReferralState from, ReferralState to) => act switch
    {
        ReferralAct.Submit when to == ReferralState.Arrived => $"急诊到达{referral.ToName}",
        ReferralAct.Submit when to == ReferralState.InReview => "医生开出转诊单",
        ReferralAct.Submit or ReferralAct.Approve => $"转诊单送到{referral.ToName}",
        ReferralAct.Accept => $"{referral.ToName}同意接收，并作了安排",
        ReferralAct.Rearrange => "到院的时间或地点有变动",
        ReferralAct.AskForMore => $"{referral.ToName}请您的医生补充资料",
        ReferralAct.Supply or ReferralAct.Insist => "资料补充后重新送出",
        ReferralAct.Advise => $"{referral.ToName}给了治疗建议",
        ReferralAct.Refuse => $"{referral.ToName}这次不能接收",
        ReferralAct.Reassign => "换了接诊科室",
        ReferralAct.Redirect => "改转其他医院",
        ReferralAct.KeepHere => $"留在{referral.FromName}治疗",
        ReferralAct.Depart => $"出发去{referral.ToName}",
        ReferralAct.Arrive => $"到达{referral.ToName}",
        ReferralAct.ReportNotArrived => "约好的时间没有到院",
        ReferralAct.Admit => "开始治疗",
        ReferralAct.Complete => "治疗结束",
        ReferralAct.SendBack => $"安排转回{referral.FromName}",
        ReferralAct.Acknowledge => "您原来的医生收到了结果",
        ReferralAct.RecordFollowUp => "做了一次随访",
        ReferralAct.Close => "随访结束",
        ReferralAct.Cancel when from != ReferralState.Draft => "转诊取消",
        _ => null
    };

    private static string Reason(Referral referral) =>
        referral.ReasonCode is { } code && !ReferralCodes.IsOther(code) ? $"原因：{ReferralCodes.NameOf(code)}。" : "";
}
