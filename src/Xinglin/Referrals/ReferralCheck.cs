using Xinglin.Platform;
using Xinglin.Terminology.Contract;

namespace Xinglin.Referrals;

/// <summary>
/// What a referral must say, by its direction and category and no more: a form that asks for everything is answered with filler.
/// All faults are named at once.
/// </summary>
public static class ReferralCheck
{
    /// <exception cref="Refused">Something is missing or cannot be.</exception>
    public static void MustBeComplete(Referral referral, ReferralRequest request, ReferralOutcome? outcome)
    {
        var faults = new List<string>();
        if (request.Reasons.Count == 0) faults.Add("请选择转诊原因");
        var known = ReferralCodes.ReasonsFor(referral.Direction).Select(code => code.Code).ToHashSet();
        if (request.Reasons.Any(code => !known.Contains(code))) faults.Add($"{referral.Direction.Show()}不使用所选的转诊原因");
        if (request.Reasons.Any(ReferralCodes.IsOther) && Missing(request.ReasonText)) faults.Add("选择“其他”时请写明原因");
        if (request.WishedOn < ChinaTime.DateIn(referral.CreatedAt)) faults.Add("期望日期不能早于填写转诊单的那天");
        if (request.Infectious && Missing(request.Isolation)) faults.Add("有传染性时请写明隔离要求");
        Vitals(request.Vitals, faults);
        if (referral.Direction.IsHomeward()) Homeward(outcome, faults);
        else Onward(referral, request, faults);
        Refuse(faults);
    }

    /// <exception cref="Refused">The outcome lacks what the sender needs to go on.</exception>
    public static void MustBeComplete(ReferralOutcome outcome, DateOnly today)
    {
        var faults = new List<string>();
        Outcome(outcome, faults);
        if (outcome.FollowUps.Any(followUp => followUp.On < today)) faults.Add("随访日期不能早于今天");
        Refuse(faults);
    }

    private static void Onward(Referral referral, ReferralRequest request, List<string> faults)
    {
        if (Missing(request.PresentIllness)) faults.Add("请写主要现病史");
        if (referral.Category != ReferralCategory.Emergency && request.Diagnoses.Count == 0) faults.Add("请写初步诊断");
        if (referral.Category == ReferralCategory.Inpatient && Missing(request.Allergies)) faults.Add("请写过敏史（没有写“无”）");
        if (referral.Category == ReferralCategory.Emergency && request.Vitals == new VitalSigns()) faults.Add("急诊转诊请填生命体征");
        Tcm(request.Diagnoses, faults);
        if (Missing(referral.FromPhone)) faults.Add("请留转诊医师的联系电话");
    }

    private static void Homeward(ReferralOutcome? outcome, List<string> faults)
    {
        if (outcome is null)
        {
            faults.Add("请填写诊断结果、治疗经过和下一步方案");
            return;
        }

        Outcome(outcome, faults);
        if (Missing(outcome.Plan)) faults.Add("请写下一步治疗方案");
        if (Missing(outcome.WarningSigns)) faults.Add("请写需要再次上转的警示情况");
        if (Missing(outcome.GuidingPhysician) || Missing(outcome.GuidingPhone)) faults.Add("请留指导医师和联系电话");
    }

    private static void Outcome(ReferralOutcome outcome, List<string> faults)
    {
        if (outcome.Diagnoses.Count == 0) faults.Add("请写诊断结果");
        Tcm(outcome.Diagnoses, faults);
        if (Missing(outcome.Course)) faults.Add("请写治疗经过");
        if (outcome.Medicines.Any(medicine => Missing(medicine.Name) || Missing(medicine.Dosage))) faults.Add("每种药品都要写名称和用法");
    }

    /// <summary>A diagnosis of TCM consists of disease and pattern (中医病历书写基本规范, 国中医药医政发〔2010〕29号).</summary>
    private static void Tcm(IReadOnlyList<Diagnosis> diagnoses, List<string> faults)
    {
        if (diagnoses.Any(diagnosis => diagnosis.System == CodeSystems.TcmDisease) != diagnoses.Any(diagnosis => diagnosis.System == CodeSystems.TcmPattern))
            faults.Add("中医诊断请同时写病名和证候");
    }

    private static void Vitals(VitalSigns vitals, List<string> faults)
    {
        Range(vitals.Temperature, 30, 45, "体温", "℃", faults);
        Range(vitals.Pulse, 0, 300, "脉搏", "次/分", faults);
        Range(vitals.Respiration, 0, 100, "呼吸", "次/分", faults);
        Range(vitals.Systolic, 0, 350, "收缩压", "mmHg", faults);
        Range(vitals.Diastolic, 0, 250, "舒张压", "mmHg", faults);
        Range(vitals.Saturation, 0, 100, "血氧饱和度", "%", faults);
        Range(vitals.Glucose, 0, 100, "血糖", "mmol/L", faults);
        Range(vitals.Coma, 3, 15, "GCS", "分", faults);
        if (vitals.Systolic < vitals.Diastolic) faults.Add("收缩压低于舒张压，请核对");
    }

    private static void Range(decimal? value, decimal low, decimal high, string name, string unit, List<string> faults)
    {
        if (value < low || value > high) faults.Add($"{name}应在 {low} 到 {high} {unit}之间");
    }

    private static bool Missing(string? text) => string.IsNullOrWhiteSpace(text);

    private static void Refuse(List<string> faults)
    {
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "referral.incomplete", $"转诊单还不完整：{string.Join("；", faults)}。", "补全后再提交，已填写的内容不会丢失。",
                new Citation("国家基本公共卫生服务规范（第三版）双向转诊单"));
    }
}
