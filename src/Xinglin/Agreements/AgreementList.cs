using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>What a list of agreements is narrowed to; everything may be left out.</summary>
/// <param name="Text">Part of the number, the title or a party's name.</param>
public sealed record AgreementFilter(string? Text = null, AgreementState? State = null, bool Expiring = false, string? Sort = null, int Page = 1)
{
    public const int Size = 50;
}

/// <param name="EarliestEnd">See <see cref="Agreement.EarliestEnd"/>; null where it prolonged itself since.</param>
public sealed record AgreementRow(
    Guid Id, string Number, int VersionNumber, string Title, ConsortiumForm Form, AgreementState State, DateOnly? EffectiveFrom,
    DateOnly? LastDay, DateOnly? EarliestEnd, bool InNotice, DateOnly? WaitingUntil, IReadOnlyList<string> Parties)
{
    public string Reference => VersionNumber == 1 ? Number : $"{Number} 第{VersionNumber}版";
}

/// <summary>Lists and counts what a person may see.</summary>
public sealed class AgreementList(AgreementStore store, TimeProvider time)
{
    public async Task<(IReadOnlyList<AgreementRow> Rows, int Total)> Find(AgreementFilter filter, CancellationToken ct = default)
    {
        var agreements = Narrow(filter);
        var total = await agreements.CountAsync(ct);
        var page = await Sort(agreements, filter.Sort)
            .Skip((Math.Max(1, filter.Page) - 1) * AgreementFilter.Size).Take(AgreementFilter.Size)
            .AsNoTracking().ToListAsync(ct);
        return ([.. page.Select(Row)], total);
    }

    public async Task<IReadOnlyDictionary<AgreementState, int>> Counts(CancellationToken ct = default) =>
        await store.Visible.GroupBy(agreement => agreement.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);

    private IQueryable<Agreement> Narrow(AgreementFilter filter)
    {
        var agreements = store.Visible;
        if (filter.State is { } state) agreements = agreements.Where(agreement => agreement.State == state);
        if (filter.Expiring) agreements = AgreementCalendar.EndingSoon(agreements, time.Today());

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = filter.Text.Trim();
            agreements = agreements.Where(agreement => agreement.Number.Contains(text) || agreement.Title.Contains(text)
                || agreement.Parties.Any(party => party.Name.Contains(text)));
        }

        return agreements;
    }

    private static IQueryable<Agreement> Sort(IQueryable<Agreement> agreements, string? sort) => sort switch
    {
        "title" => agreements.OrderBy(agreement => agreement.Title).ThenBy(agreement => agreement.Id),
        "-title" => agreements.OrderByDescending(agreement => agreement.Title).ThenBy(agreement => agreement.Id),
        "end" => agreements.OrderBy(agreement => agreement.EarliestEnd == null).ThenBy(agreement => agreement.EarliestEnd).ThenBy(agreement => agreement.Id),
        "-end" => agreements.OrderBy(agreement => agreement.EarliestEnd == null).ThenByDescending(agreement => agreement.EarliestEnd).ThenBy(agreement => agreement.Id),
        "number" => agreements.OrderBy(agreement => agreement.Number).ThenBy(agreement => agreement.VersionNumber),
        _ => agreements.OrderByDescending(agreement => agreement.CreatedAt).ThenByDescending(agreement => agreement.Id)
    };

    private AgreementRow Row(Agreement agreement) => new(
        agreement.Id, agreement.Number, agreement.VersionNumber, agreement.Title, agreement.Form, agreement.State, agreement.EffectiveFrom,
        agreement.LastDay, agreement.LastDay is null && agreement.EarliestEnd < time.Today() ? null : agreement.EarliestEnd, agreement.Notice is not null && agreement.State == AgreementState.InForce, agreement.WaitingUntil,
        [.. agreement.Parties.OrderBy(party => party.Position).Select(party => party.Name)]);
}
