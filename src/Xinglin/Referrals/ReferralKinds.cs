namespace Xinglin.Referrals;

/// <summary>Which way a patient goes. A 下转 need not be a 回转: who sent the patient up does not always take the patient back.</summary>
public enum ReferralDirection
{
    /// <summary>上转: from a lower to a higher institution.</summary>
    Up,

    /// <summary>下转: from a higher to a lower institution.</summary>
    Down,

    /// <summary>回转: back to the institution that referred.</summary>
    Return,

    /// <summary>平转: between institutions of one level or to a specialist one.</summary>
    Lateral,

    /// <summary>诊间转诊: to another department of the same institution (国卫办医政发〔2024〕21号).</summary>
    Internal
}

/// <summary>What the patient is sent for.</summary>
public enum ReferralCategory { Outpatient, Inpatient, Emergency, Examination }

/// <summary>The kind of visit at the sender that the patient is referred from (来源就诊).</summary>
public enum SourceVisit
{
    Outpatient,
    Inpatient,
    Emergency,

    /// <summary>家庭医生签约服务</summary>
    FamilyDoctor,

    /// <summary>Follow-up of a chronic disease, or after a return.</summary>
    FollowUp,
    HealthCheck,
    HomeVisit
}

/// <summary>How soon the receiver must answer. An emergency takes the green channel: no in-house review, consent may follow.</summary>
public enum ReferralUrgency { Routine, Urgent, Emergency }

/// <summary>What the receiver said.</summary>
public enum ReferralDecision { Accepted, Refused, Advised }

/// <summary>The two ends of a referral; <see cref="Either"/> where an act is open to both.</summary>
public enum ReferralSide { Sender, Receiver, Either }

public static class ReferralKindNames
{
    /// <summary>Home to the grass roots, with a care plan and follow-up below; the other directions lead to treatment.</summary>
    public static bool IsHomeward(this ReferralDirection direction) => direction is ReferralDirection.Down or ReferralDirection.Return;

    public static string Show(this ReferralDirection direction) => direction switch
    {
        ReferralDirection.Up => "上转",
        ReferralDirection.Down => "下转",
        ReferralDirection.Return => "回转",
        ReferralDirection.Lateral => "平转",
        _ => "院内转诊"
    };

    public static string Show(this ReferralCategory category) => category switch
    {
        ReferralCategory.Outpatient => "门诊",
        ReferralCategory.Inpatient => "住院",
        ReferralCategory.Emergency => "急诊",
        _ => "检查检验"
    };

    public static string Show(this SourceVisit visit) => visit switch
    {
        SourceVisit.Outpatient => "门诊",
        SourceVisit.Inpatient => "住院",
        SourceVisit.Emergency => "急诊",
        SourceVisit.FamilyDoctor => "家庭医生签约服务",
        SourceVisit.FollowUp => "随访",
        SourceVisit.HealthCheck => "健康体检",
        _ => "上门服务"
    };

    public static string Show(this ReferralUrgency urgency) => urgency switch
    {
        ReferralUrgency.Emergency => "急诊绿色通道",
        ReferralUrgency.Urgent => "紧急",
        _ => "普通"
    };

    public static string Tone(this ReferralUrgency urgency) => urgency switch
    {
        ReferralUrgency.Emergency => "red",
        ReferralUrgency.Urgent => "yellow",
        _ => "secondary"
    };

    public static string Show(this ReferralSide side) => side switch
    {
        ReferralSide.Sender => "转出方",
        ReferralSide.Receiver => "接收方",
        _ => "任一方"
    };
}
