using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Terms;

/// <summary>
/// Answers people's questions about the terms, within what they may see: their own organisation's terms with anyone, and, for the
/// consortium office of a leading organisation, those between any two parties of the agreements that it leads.
/// </summary>
internal sealed class TermDesk(TermsInForce terms, IDirectory directory, CurrentUser user)
{
    /// <exception cref="Refused">The question is none, or is about others.</exception>
    public async Task<TermAnswer> Ask(Guid bearer, Guid counterparty, string kind, DateTimeOffset at, CancellationToken ct = default)
    {
        if (bearer == counterparty)
            throw new Refused(RefusalKind.Invalid, "terms.same-organization", "提供方和接受方是同一家机构。", "请选择两家不同的机构。");
        if (string.IsNullOrWhiteSpace(kind))
            throw new Refused(RefusalKind.Invalid, "terms.kind-missing", "没有说明查询哪一类条款。", "请选择条款类型。");
        await terms.EnsureCurrent(ct);
        var index = terms.Index;
        if (bearer != Organization && counterparty != Organization)
        {
            index = Led();
            if (!index.AgreementsOf(bearer).Any(agreement => agreement.Parties.Contains(counterparty)))
                throw Refused.NotFound("这两家机构之间的条款");
        }
        else if (await directory.Find(bearer == Organization ? counterparty : bearer, ct) is null)
        {
            throw Refused.NotFound("这家机构");
        }

        return index.Ask(bearer, counterparty, kind.Trim(), ChinaTime.DateIn(at));
    }

    /// <param name="whole">Between any two parties of the agreements that the organisation leads; otherwise its own terms.</param>
    /// <param name="agreementId">Only this agreement, all its versions; everything where null.</param>
    /// <param name="page">From 1; a page has <see cref="TermMatrix.PageSize"/> rows.</param>
    public async Task<TermMatrix> Matrix(DateOnly day, bool whole, Guid? agreementId, int page = 1, CancellationToken ct = default)
    {
        if (page < 1) throw new Refused(RefusalKind.Invalid, "list.page-invalid", "页码应从 1 开始。");
        if (whole && !LeadsAny)
            throw new Refused(RefusalKind.Forbidden, "terms.not-lead", "查看整个医联体的条款需要牵头单位医联体办公室的岗位。", "您可以查看本机构的条款。");
        await terms.EnsureCurrent(ct);
        var agreements = terms.Index.AgreementsOf(Organization);
        var lineage = agreementId is null ? (Guid?)null
            : agreements.FirstOrDefault(each => each.AgreementId == agreementId)?.LineageId ?? throw Refused.NotFound("这份协议");
        var sight = agreements.Where(each => (!whole || each.Leads.Contains(Organization)) && (lineage is null || each.LineageId == lineage)).ToList();
        var index = terms.Index.Only(sight);
        var pairs = whole
            ? sight.SelectMany(each => each.Parties.SelectMany((one, at) => each.Parties.Skip(at + 1).Select(other => (One: one, Other: other))))
            : sight.SelectMany(each => each.Parties).Where(other => other != Organization).Select(other => (One: Organization, Other: other));
        var houses = await directory.Find(sight.SelectMany(each => each.Parties), ct);
        return TermMatrix.Of(index, day, sight, pairs, houses, page);
    }

    /// <summary>The agreements that the matrix can be narrowed to: each lineage by its latest version.</summary>
    public IReadOnlyList<SealedTerms> Agreements() =>
        [.. terms.Index.AgreementsOf(Organization).GroupBy(each => each.LineageId).Select(lineage => lineage.MaxBy(each => each.Version)!)
            .OrderBy(each => each.Reference, StringComparer.Ordinal)];

    /// <summary>The organisation itself, then all with which it ever shared an agreement, by name.</summary>
    public async Task<IReadOnlyList<OrganizationRef>> Houses(CancellationToken ct = default)
    {
        var ids = terms.Index.AgreementsOf(Organization).SelectMany(each => each.Parties).Append(Organization);
        return [.. (await directory.Find(ids, ct)).Values.OrderBy(house => house.Id != Organization).ThenBy(house => house.Name, StringComparer.Ordinal)];
    }

    /// <summary>May this person look at a whole consortium?</summary>
    public bool LeadsAny => user.Is(Role.ConsortiumOffice)
        && terms.Index.AgreementsOf(Organization).Any(agreement => agreement.Leads.Contains(Organization));

    /// <summary>The organisation asked for. The three administrators have no business with agreements.</summary>
    public Guid Organization => user.Roles.All(Role.IsAdministrator)
        ? throw new Refused(RefusalKind.Forbidden, "terms.not-for-administrators", "您当前的岗位不查看协议条款。", "如需查看，请由医联体办公室等业务岗位办理。")
        : user.Organization;

    private TermIndex Led() => user.Is(Role.ConsortiumOffice)
        ? terms.Index.Only(terms.Index.AgreementsOf(Organization).Where(agreement => agreement.Leads.Contains(Organization)))
        : TermIndex.Empty;
}
