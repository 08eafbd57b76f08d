using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Duties;

/// <summary>Computes and issues statements of fulfilment.</summary>
public sealed class StatementDesk(XinglinDb db, AgreementStore store, DutyBook book, CurrentUser user, TimeProvider time)
{
    private const int LongestYears = 20;

    /// <summary>The statement as it stands now, or stood at a moment. Covers all versions of the agreement that the person's organisation is party to.</summary>
    /// <exception cref="Refused">There is no such agreement for this person, or the period makes no sense.</exception>
    public async Task<FulfilmentStatement> Compute(Guid agreementId, DateOnly from, DateOnly to, DateTimeOffset? asOf = null, CancellationToken ct = default) =>
        await Compute(await store.Read(agreementId, ct), user.Organization, null, FulfilmentCsv.Form, from, to, asOf ?? time.Now(), ct);

    /// <summary>
    /// Issues the statement as of now: keeps the question and the hash of the answer. A line about any version waits until the
    /// statement is issued, or comes before it.
    /// </summary>
    /// <exception cref="Refused">Only the consortium office or the leadership of a party issues.</exception>
    public Task<Guid> Issue(Guid agreementId, DateOnly from, DateOnly to, CancellationToken ct = default) => store.ChangeLineage(agreementId, async agreement =>
    {
        if (agreement.PartyOf(user.Organization) is null)
            throw new Refused(RefusalKind.Forbidden, "statement.not-a-party", "履约情况说明由签约方出具，贵单位不是签约方。");
        user.Require("出具履约情况说明", Role.ConsortiumOffice, Role.Director);
        var asOf = time.Now().AddMilliseconds(-1);
        var statement = await Compute(agreement, user.Organization, null, FulfilmentCsv.Form, from, to, asOf, ct);
        var sequence = await db.Set<IssuedStatement>().CountAsync(each => each.LineageId == agreement.LineageId, ct) + 1;
        var issued = new IssuedStatement
        {
            Id = Guid.CreateVersion7(time.Now()),
            AgreementId = agreementId,
            LineageId = agreement.LineageId,
            Sequence = sequence,
            Number = $"{agreement.Number}-LY{sequence:00}",
            From = from,
            To = to,
            AsOf = asOf,
            Sha256 = statement.Sha256(),
            OrganizationId = user.Organization,
            Organization = user.OrganizationName ?? "",
            By = user.Name
        };
        db.Add(issued);
        store.Tell(agreement, "statement.issued", "出具履约情况说明", $"{issued.Number}，{ChinaTime.Show(from)} 至 {ChinaTime.Show(to)}，校验值 {issued.Sha256[..12]}…");
        return issued.Id;
    }, ct);

    /// <summary>An issued statement, computed again as of its moment.</summary>
    /// <returns>And whether the bytes are still those that were issued.</returns>
    /// <exception cref="Refused">There is none, or the person may not see all versions it tells of.</exception>
    public async Task<(IssuedStatement Issued, FulfilmentStatement Statement, bool Same)> Open(Guid statementId, CancellationToken ct = default)
    {
        var issued = await db.Set<IssuedStatement>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == statementId, ct) ?? throw Refused.NotFound("这份履约情况说明");
        var agreement = await store.Visible.AsNoTracking().FirstOrDefaultAsync(each => each.Id == issued.AgreementId, ct) ?? throw Refused.NotFound("这份履约情况说明");
        var statement = await Compute(agreement, issued.OrganizationId, issued.Number, issued.Form, issued.From, issued.To, issued.AsOf, ct);
        var told = statement.Lines.Select(line => line.Duty.Agreement.Id).Distinct().ToArray();
        if (await store.Visible.CountAsync(each => told.Contains(each.Id), ct) < told.Length) throw Refused.NotFound("这份履约情况说明");
        return (issued, statement, statement.Sha256() == issued.Sha256);
    }

    /// <summary>Statements issued about an agreement, newest first.</summary>
    public async Task<IReadOnlyList<IssuedStatement>> IssuedFor(Guid agreementId, CancellationToken ct = default)
    {
        var visible = store.Visible.Select(agreement => agreement.Id);
        var lineage = store.Visible.Where(agreement => agreement.Id == agreementId).Select(agreement => agreement.LineageId);
        return await db.Set<IssuedStatement>().AsNoTracking()
            .Where(statement => lineage.Contains(statement.LineageId) && visible.Contains(statement.AgreementId))
            .OrderByDescending(statement => statement.Sequence).ToListAsync(ct);
    }

    private async Task<FulfilmentStatement> Compute(
        Agreement agreement, Guid organization, string? number, int form, DateOnly from, DateOnly to, DateTimeOffset asOf, CancellationToken ct)
    {
        if (to < from || to > from.AddYears(LongestYears))
            throw new Refused(RefusalKind.Invalid, "statement.period", to < from ? "截止日期早于起始日期。" : $"说明的期间不能超过 {LongestYears} 年。", "请改正起止日期。");
        if (asOf > time.Now())
            throw new Refused(RefusalKind.Invalid, "statement.as-of", "截至时刻不能晚于现在。", "请改正截至时刻。");
        var scope = db.Set<Agreement>().Where(each => each.LineageId == agreement.LineageId
            && (each.OwnerId == organization || each.Parties.Any(party => party.OrganizationId == organization)));
        var lines = await book.Read(scope, new DutyQuestion { From = from, To = to, AmountsCount = form != FulfilmentCsv.WithoutAmounts }, asOf, ct);
        return new FulfilmentStatement(agreement.Id, agreement.Reference, agreement.Title, number, from, to, asOf, lines, form);
    }
}
