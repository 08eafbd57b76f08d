using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>What a list of agreements is narrowed to; everything may be left out.</summary>
/// <param name="Text">Part of the number, of the title or a party's name, or of the pinyin initials of either.</param>
/// <param name="Page">From 1.</param>
public sealed record AgreementFilter(
    string? Text = null, AgreementState? State = null, bool Expiring = false, string? Sort = null, int Page = 1, int Size = AgreementFilter.PageSize)
{
    public const int PageSize = 50;
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
    private IReadOnlyDictionary<AgreementState, int>? counts;

    public async Task<(IReadOnlyList<AgreementRow> Rows, int Total)> Find(AgreementFilter filter, CancellationToken ct = default)
    {
        var (agreements, total) = await Page(filter, ct);
        return ([.. agreements.Select(Row)], total);
    }

    /// <summary>One page of them in full, and how many there are on all pages.</summary>
    public async Task<(IReadOnlyList<Agreement> Agreements, int Total)> Page(AgreementFilter filter, CancellationToken ct = default)
    {
        var found = Sort(Narrow(filter), filter.Sort);
        var skip = (Math.Max(1, filter.Page) - 1) * filter.Size;
        if (!filter.Expiring && string.IsNullOrWhiteSpace(filter.Text))
        {
            var total = (await Counts(ct)).Where(count => filter.State is null || count.Key == filter.State).Sum(count => count.Value);
            return (await found.Skip(skip).Take(filter.Size).AsNoTracking().ToListAsync(ct), total);
        }

        // A search looks at every row anyway: one walk finds the total and the page, whose rows alone are then read.
        var ids = await found.Select(agreement => agreement.Id).ToListAsync(ct);
        var page = ids.Skip(skip).Take(filter.Size).ToList();
        var rows = await store.Visible.AsNoTracking().Where(agreement => page.Contains(agreement.Id)).ToListAsync(ct);
        return ([.. rows.OrderBy(agreement => page.IndexOf(agreement.Id))], ids.Count);
    }

    /// <summary>How many there are in each state; asked once for a request.</summary>
    public async Task<IReadOnlyDictionary<AgreementState, int>> Counts(CancellationToken ct = default) =>
        counts ??= await store.Visible.GroupBy(agreement => agreement.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);

    private IQueryable<Agreement> Narrow(AgreementFilter filter)
    {
        var agreements = store.Visible;
        if (filter.State is { } state) agreements = agreements.Where(agreement => agreement.State == state);
        if (filter.Expiring) agreements = AgreementCalendar.EndingSoon(agreements, time.Today());
        return string.IsNullOrWhiteSpace(filter.Text) ? agreements : AgreementSearch.Matching(agreements, filter.Text);
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
