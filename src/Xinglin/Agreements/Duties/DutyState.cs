using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

public enum DutyState
{
    /// <summary>Due day or period passed with nothing to show.</summary>
    Overdue,

    /// <summary>Some of what is asked for, but not all.</summary>
    Partly,

    /// <summary>Its time is running.</summary>
    Due,

    /// <summary>Its period has not begun, or it is due in more than <see cref="DutyRules.SoonDays"/> days with nothing to show yet.</summary>
    Upcoming,
    Fulfilled,

    /// <summary>All to whom it is owed let the bearer off for the time.</summary>
    Waived
}

/// <summary>The parameters of duties and who in a house deals with which kind; custom of this program, no legal source.</summary>
public static class DutyRules
{
    /// <summary>Days before the due day from which an occurrence counts as due rather than upcoming.</summary>
    public const int SoonDays = 30;

    /// <summary>Days before the due day on which people are told.</summary>
    public static readonly int[] ReminderDays = [30, 7];

    private static readonly Dictionary<string, string> DepartmentOf = new()
    {
        ["training-placement"] = Role.Education,
        ["short-course"] = Role.Education,
        ["training-participation"] = Role.Education,
        [ClauseKinds.AnnualPlan] = Role.Education,
        ["research-cooperation"] = Role.Education,
        [ClauseKinds.PreparationSupply] = Role.Pharmacy,
        ["preparation-development"] = Role.Pharmacy,
        [ClauseKinds.ResultRecognition] = Role.Diagnostics,
        ["quality-guidance"] = Role.Diagnostics,
        [ClauseKinds.TwoWayReferral] = Role.MedicalAffairs,
        [ClauseKinds.ReferralHotline] = Role.MedicalAffairs,
        [ClauseKinds.GreenChannel] = Role.MedicalAffairs,
        [ClauseKinds.ReferralPriority] = Role.MedicalAffairs,
        ["management-alignment"] = Role.MedicalAffairs,
        ["quality-safety"] = Role.MedicalAffairs,
        ["case-conference"] = Role.MedicalAffairs,
        ["remote-consultation"] = Role.MedicalAffairs,
        ["technique-promotion"] = Role.MedicalAffairs,
        ["specialty-assistance"] = Role.MedicalAffairs,
        ["assistance-reception"] = Role.MedicalAffairs,
        ["family-doctor"] = Role.PublicHealth,
        ["chronic-disease-management"] = Role.PublicHealth
    };

    /// <summary>The role that acts on a kind of duty first; the consortium office where no department is named.</summary>
    public static string Department(string kind) => DepartmentOf.GetValueOrDefault(kind, Role.ConsortiumOffice);

    /// <summary>Who may record evidence for a clause: the consortium office, and the department of any of its kinds.</summary>
    public static string[] Recorders(IEnumerable<string> kinds) => [.. kinds.Select(Department).Prepend(Role.ConsortiumOffice).Distinct()];

    /// <summary>Who may waive for the house to which something is owed.</summary>
    public static readonly string[] Waivers = [Role.ConsortiumOffice, Role.Director];

}

public static class DutyWords
{
    public static string Show(this DutyState state) => state switch
    {
        DutyState.Overdue => "逾期",
        DutyState.Partly => "部分履行",
        DutyState.Due => "待履行",
        DutyState.Upcoming => "未到期",
        DutyState.Fulfilled => "已履行",
        _ => "已豁免"
    };

    public static string Tone(this DutyState state) => state switch
    {
        DutyState.Overdue => "red",
        DutyState.Partly => "yellow",
        DutyState.Due => "blue",
        DutyState.Upcoming => "secondary",
        DutyState.Fulfilled => "green",
        _ => "secondary"
    };

    public static string Show(this DutySurvival survival) => survival switch
    {
        DutySurvival.Whole => "继续履行，至新版本生效为止",
        DutySurvival.Promised => "已承诺的继续履行：逾期未履行的和结束时正在进行的一期",
        _ => "随协议结束而停止"
    };

    /// <summary>「应有 20 人，已有 12 人」; null where the clause counts nothing.</summary>
    public static string? ShowAmounts(DutyLine line) => line.Duty.NeededAmount is { } needed
        ? $"应有 {needed:0.##} {line.Duty.Content.QuantityUnit}，已有 {line.DoneAmount:0.##} {line.Duty.Content.QuantityUnit}" : null;

    /// <summary>「 12 人」 after what a piece of evidence is; empty where it says no amount.</summary>
    public static string ShowAmount(DutyLine line, DutyProof proof) => proof.Evidence.Amount is { } amount ? $" {amount:0.##} {line.Duty.Content.QuantityUnit}" : "";

    /// <summary>The state of one line in full: what a soft duty is, and what came late.</summary>
    public static string Show(DutyLine line) => line switch
    {
        { State: DutyState.Due, Occurrence: null } when line.Duty.Content.Modality.IsSoft() => $"{ClauseWords.Show(line.Duty.Content.Modality)}（本期尚无记录）",
        { State: DutyState.Due, Occurrence: null, WindowIsOver: true } => "本期无履行记录",
        { State: DutyState.Fulfilled, Late: true } => "已履行（晚于到期日）",
        { State: DutyState.Partly, IsPastDue: true } => "部分履行（已过到期日）",
        _ => line.State.Show()
    };
}
