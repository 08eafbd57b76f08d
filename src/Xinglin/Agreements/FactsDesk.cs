using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>Name, form, period, copies, policy bases and parties of a draft, changed by the drafting consortium office.</summary>
public sealed class FactsDesk(AgreementStore store, CurrentUser user, IDirectory directory, TimeProvider time)
{
    /// <param name="bases">Policy documents by their 文号; null leaves them as they are.</param>
    public Task Describe(
        Guid id, int? seen, string title, ConsortiumForm form, AgreementPeriod period, int? copiesTotal, int? copiesEach, IReadOnlyList<string>? bases = null, CancellationToken ct = default) =>
        store.Change(id, seen, agreement =>
        {
            MayChange(agreement);
            agreement.Describe(title, form, period, copiesTotal, copiesEach, bases);
            store.Tell(agreement, "agreement.described", "修改基本信息", $"{agreement.Title}，{agreement.Period.Show()}");
        }, ct);

    /// <param name="partyId">Null for a further party.</param>
    /// <param name="organizationId">Its organisation in the directory; the name in the text stays as it is.</param>
    public Task SaveParty(Guid id, Guid? partyId, string label, PartyRole role, string name, Guid? organizationId, CancellationToken ct = default) =>
        store.Change(id, null, async agreement =>
        {
            MayChange(agreement);
            var organization = organizationId is { } known
                ? await directory.Find(known, ct) ?? throw Refused.NotFound("这家机构")
                : null;
            var fullName = string.IsNullOrWhiteSpace(name) ? organization?.Name ?? "" : name;
            if (partyId is { } existing) agreement.ChangeParty(existing, label, role, fullName, organization?.Id);
            else agreement.AddParty(Guid.CreateVersion7(time.Now()), label, role, fullName, organization?.Id);
            store.Tell(agreement, "agreement.party-saved", partyId is null ? "增加签约方" : "修改签约方", $"{label}：{fullName}");
            return true;
        }, ct);

    public Task RemoveParty(Guid id, Guid partyId, CancellationToken ct = default) => store.Change(id, null, agreement =>
    {
        MayChange(agreement);
        var party = agreement.Party(partyId);
        agreement.RemoveParty(partyId);
        store.Tell(agreement, "agreement.party-removed", "移除签约方", $"{party.Label}：{party.Name}");
    }, ct);

    private void MayChange(Agreement agreement)
    {
        user.Require("修改协议", Role.ConsortiumOffice);
        agreement.MustBeDraft();
        if (agreement.OwnerId != user.Organization)
            throw new Refused(RefusalKind.Forbidden, "agreement.not-drafter", "协议内容由起草单位的医联体办公室修改。", "如有意见，请在确认环节退回修改并写明理由。");
    }
}
