using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>Name, form, period, copies, policy bases and parties of a draft, confirmed or changed by the drafting consortium office. A change is a confirmation.</summary>
public sealed class FactsDesk(AgreementStore store, CurrentUser user, IDirectory directory, TimeProvider time)
{
    /// <param name="bases">Policy documents by their 文号; null leaves them as they are.</param>
    public Task Describe(
        Guid id, int? seen, string title, ConsortiumForm form, AgreementPeriod period, int? copiesTotal, int? copiesEach, IReadOnlyList<string>? bases = null, CancellationToken ct = default) =>
        store.Change(id, seen, agreement =>
        {
            MayChange(agreement);
            agreement.Describe(title, form, period, copiesTotal, copiesEach, bases);
            agreement.FactsConfirmation.Give(user.Name, time.Now());
            store.Tell(agreement, "agreement.described", "修改基本信息", $"{agreement.Title}，{agreement.Period.Show()}");
        }, ct);

    /// <summary>Period, copies and bases are as they were read.</summary>
    /// <param name="seen">Version of their confirmation that the person looked at.</param>
    public Task ConfirmFacts(Guid id, int? seen, CancellationToken ct = default) => store.Change(id, null, agreement =>
    {
        MayChange(agreement);
        agreement.ConfirmFacts(seen, user.Name, time.Now());
        store.Tell(agreement, "agreement.facts-confirmed", $"确认{Agreement.FactsName}", $"{agreement.Period.Show()}，{agreement.Period.ShowNotice()}");
    }, ct);

    /// <summary>A party is as it was read.</summary>
    /// <param name="seen">Version of its confirmation that the person looked at.</param>
    /// <param name="organizationId">Its organisation where none was found by the name; null leaves the one it has.</param>
    public Task ConfirmParty(Guid id, Guid partyId, int? seen, Guid? organizationId, CancellationToken ct = default) => store.Change(id, null, async agreement =>
    {
        MayChange(agreement);
        var organization = await Known(organizationId, ct);
        var party = agreement.ConfirmParty(partyId, seen, organization?.Id, user.Name, time.Now());
        store.Tell(agreement, "agreement.party-confirmed", "确认签约方", $"{party.Label}：{party.Name}");
        return true;
    }, ct);

    /// <param name="partyId">Null for a further party.</param>
    /// <param name="organizationId">Its organisation in the directory; the name in the text stays as it is.</param>
    /// <param name="seen">Version of the party's confirmation that the person looked at.</param>
    public Task SaveParty(Guid id, Guid? partyId, string label, PartyRole role, string name, Guid? organizationId, int? seen = null, CancellationToken ct = default) =>
        store.Change(id, null, async agreement =>
        {
            MayChange(agreement);
            var organization = await Known(organizationId, ct);
            var fullName = string.IsNullOrWhiteSpace(name) ? organization?.Name ?? "" : name;
            var before = partyId is { } existing ? agreement.Party(existing) : null;
            before?.Confirmation.MustBeAt(seen, before.Called);
            var party = before is not null
                ? agreement.ChangeParty(before.Id, label, role, fullName, organization?.Id)
                : agreement.AddParty(Guid.CreateVersion7(time.Now()), label, role, fullName, organization?.Id);
            party.Confirmation.Give(user.Name, time.Now());
            if (party.LacksOrganization) party.Confirmation.Await();
            store.Tell(agreement, "agreement.party-saved", partyId is null ? "增加签约方" : "修改签约方", $"{label}：{fullName}");
            return true;
        }, ct);

    /// <summary>The house in the directory, as people choose it by its full name; null where none is named.</summary>
    /// <exception cref="Refused">The directory has none of that name.</exception>
    public async Task<Guid?> House(string? name, CancellationToken ct = default) => string.IsNullOrWhiteSpace(name) ? null
        : (await directory.FindByName(name.Trim(), ct))?.Id
            ?? throw new Refused(RefusalKind.Invalid, "agreement.house-unknown", $"机构通讯录中没有“{name.Trim()}”。", "请从提示中选择机构；还没有登记的，请系统管理员先在通讯录登记。");

    public Task RemoveParty(Guid id, Guid partyId, CancellationToken ct = default) => store.Change(id, null, agreement =>
    {
        MayChange(agreement);
        var party = agreement.Party(partyId);
        agreement.RemoveParty(partyId);
        store.Tell(agreement, "agreement.party-removed", "移除签约方", $"{party.Label}：{party.Name}");
    }, ct);

    private async Task<OrganizationRef?> Known(Guid? organizationId, CancellationToken ct) =>
        organizationId is { } id ? await directory.Find(id, ct) ?? throw Refused.NotFound("这家机构") : null;

    private void MayChange(Agreement agreement)
    {
        user.Require("修改协议", Role.ConsortiumOffice);
        agreement.MustBeDraft();
        if (agreement.OwnerId != user.Organization)
            throw new Refused(RefusalKind.Forbidden, "agreement.not-drafter", "协议内容由起草单位的医联体办公室修改。", "如有意见，请在确认环节退回修改并写明理由。");
    }
}
