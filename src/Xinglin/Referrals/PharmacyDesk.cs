using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>
/// What the pharmacy below says of the medicines in a care plan, before the patient stands at its counter: a medicine that is lacking
/// there is what most often breaks a return.
/// </summary>
public sealed class PharmacyDesk(XinglinDb db, ReferralStore store, MessageDesk messages, CurrentUser user, INotices notices)
{
    private static readonly string[] Askers = [Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs, Role.PublicHealth];

    /// <summary>The patient comes home here, the case is open, and the plan names medicines.</summary>
    public bool MayCheck(Referral referral, ReferralOutcome? outcome) =>
        referral is { IsOpen: true, SubmittedAt: not null } && referral.Direction.IsHomeward() && referral.ToId == user.OrganizationId
        && user.IsAny(Askers) && outcome is { Medicines.Count: > 0 };

    /// <summary>Records each medicine as there or lacking, in a further version of the plan, and tells the other side in words.</summary>
    /// <param name="available">In the order of the plan; null where the pharmacy has not answered yet.</param>
    /// <param name="note">What could take the place of what is lacking.</param>
    /// <exception cref="Refused">It is not this institution's to say, or the plan was changed meanwhile.</exception>
    public async Task Record(Guid id, int? seen, IReadOnlyList<bool?> available, string? note, CancellationToken ct = default)
    {
        user.Require("登记药房核对结果", Askers);
        var referral = await store.Read(id, ct);
        referral.MustBeAt(seen, $"转诊单 {referral.Number}");
        var outcome = await store.Document<ReferralOutcome>(id, ReferralDocumentKind.Outcome, ct);
        if (!MayCheck(referral, outcome))
            throw new Refused(RefusalKind.Conflict, "pharmacy.not-here", "药品由接回患者的机构在转诊单未结束时核对。", "请由接收机构的医师、转诊专员、医务科或公卫科登记。");
        if (available.Count != outcome!.Medicines.Count) throw Refused.Overtaken("用药方案");
        if (available.All(answer => answer is null))
            throw new Refused(RefusalKind.Invalid, "pharmacy.empty", "还没有登记任何一种药。", "请逐一选择“有”或“没有”；暂时不清楚的可以留空。");

        var medicines = outcome.Medicines.Zip(available, (medicine, answer) => medicine with { AvailableBelow = answer }).ToList();
        var lacking = medicines.Where(medicine => medicine.AvailableBelow == false).Select(medicine => medicine.Name).ToList();
        if (lacking.Count > 0 && string.IsNullOrWhiteSpace(note))
            throw new Refused(RefusalKind.Invalid, "pharmacy.note-missing", $"药房没有{string.Join("、", lacking)}，请写明怎么办。", "如可替代的药品、几日内可以调来，或请上级医院带药。");

        await using var transaction = await JoinedTransaction.Begin(db, ct);
        store.Write(referral, ReferralDocumentKind.Outcome, outcome with { Medicines = medicines });
        if (lacking.Count > 0)
            await notices.Tell(referral.FromId, Role.Physician, $"{referral.Direction.Show()} {referral.Number}：接收机构药房缺 {lacking.Count} 种药，请商定替代",
                ReferralStore.Link(referral), $"referral-pharmacy:{referral.Id}:{lacking.Count}", ct);
        var said = lacking.Count > 0 ? $"药房核对：没有{string.Join("、", lacking)}。{note!.Trim()}" : $"药房核对：{medicines.Count(medicine => medicine.AvailableBelow == true)} 种药都有。{note?.Trim()}";
        await messages.Say(id, said, ct);
        await transaction.CommitAsync(ct);
    }
}
