using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>What an audit administrator looks for; the same words stand in the address, so a search can be kept and passed on.</summary>
public sealed record AuditFilter
{
    public string? User { get; init; }
    public string? Organization { get; init; }
    public string? Action { get; init; }
    public string? Subject { get; init; }
    public AuditOutcome? Outcome { get; init; }

    /// <summary>First day in China.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day in China, included.</summary>
    public DateOnly? To { get; init; }
    public string? Text { get; init; }

    private IEnumerable<(string Key, string? Value)> Parts =>
    [
        ("user", User), ("organization", Organization), ("action", Action), ("subject", Subject), ("outcome", Outcome?.ToString()),
        ("from", From is { } from ? ChinaTime.Show(from) : null), ("to", To is { } to ? ChinaTime.Show(to) : null), ("q", Text)
    ];

    /// <summary>The address of a page or an export with this filter.</summary>
    public string Address(string path, params (string Key, string? Value)[] more) =>
        QueryHelpers.AddQueryString(path, Parts.Concat(more).Where(part => !string.IsNullOrWhiteSpace(part.Value))
            .ToDictionary(part => part.Key, part => part.Value));

    /// <summary>For the entry that tells of the search itself.</summary>
    public override string ToString()
    {
        var said = string.Join("；", Parts.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => $"{part.Key}={part.Value}"));
        return said.Length > 0 ? $"条件：{said}" : "全部记录";
    }
}

/// <summary>Where a page of the list ends. Newest first; entries of one millisecond are told apart by their place in the strands.</summary>
public sealed record AuditCursor(DateTimeOffset Moment, int Strand, long Number)
{
    public static AuditCursor After(AuditEntry entry) => new(entry.Moment, entry.Strand, entry.Number);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Moment.ToUnixTimeMilliseconds()}-{Strand}-{Number}");

    /// <summary>Null where the text is no cursor: the list then begins at its start.</summary>
    public static AuditCursor? Parse(string? text) =>
        text?.Split('-') is [var moment, var strand, var number]
        && long.TryParse(moment, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 250_000_000_000_000
        && int.TryParse(strand, CultureInfo.InvariantCulture, out var s) && long.TryParse(number, CultureInfo.InvariantCulture, out var n)
            ? new AuditCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), s, n)
            : null;
}

internal sealed class AuditSearch(XinglinDb db)
{
    public Task<AuditEntry?> Find(Guid id, CancellationToken ct) =>
        db.Set<AuditEntry>().AsNoTracking().FirstOrDefaultAsync(entry => entry.Id == id, ct);

    /// <summary>The next entries, newest first.</summary>
    public Task<List<AuditEntry>> Page(AuditFilter filter, AuditCursor? after, int size, CancellationToken ct)
    {
        var entries = Matching(filter);
        if (after is not null)
            entries = entries.Where(entry => entry.Moment < after.Moment
                || entry.Moment == after.Moment && (entry.Strand > after.Strand || entry.Strand == after.Strand && entry.Number < after.Number));
        return entries.OrderByDescending(entry => entry.Moment).ThenBy(entry => entry.Strand).ThenByDescending(entry => entry.Number)
            .Take(size).ToListAsync(ct);
    }

    /// <summary>All matching entries in batches, so that memory stays small however long the trail is.</summary>
    public async IAsyncEnumerable<AuditEntry> All(AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int batch = 1000;
        AuditCursor? after = null;
        while (true)
        {
            var entries = await Page(filter, after, batch, ct);
            foreach (var entry in entries) yield return entry;
            if (entries.Count < batch) yield break;
            after = AuditCursor.After(entries[^1]);
        }
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (Given(filter.User) is { } user)
            entries = Guid.TryParse(user, out var id) ? entries.Where(entry => entry.UserId == id) : entries.Where(entry => entry.UserName.Contains(user));
        if (Given(filter.Organization) is { } organization)
            entries = Guid.TryParse(organization, out var id)
                ? entries.Where(entry => entry.OrganizationId == id)
                : entries.Where(entry => entry.OrganizationName!.Contains(organization));
        if (Given(filter.Action) is { } action) entries = entries.Where(entry => entry.Action.StartsWith(action));
        if (Given(filter.Subject) is { } subject)
            entries = Guid.TryParse(subject, out var id)
                ? entries.Where(entry => entry.SubjectId == id)
                : entries.Where(entry => entry.SubjectType == subject || entry.SubjectName!.Contains(subject));
        if (filter.Outcome is { } outcome) entries = entries.Where(entry => entry.Outcome == outcome);
        if (filter.From is { } from)
        {
            var start = ChinaTime.StartOf(from);
            entries = entries.Where(entry => entry.Moment >= start);
        }

        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var end = ChinaTime.StartOf(to.AddDays(1));
            entries = entries.Where(entry => entry.Moment < end);
        }

        if (Given(filter.Text) is { } text)
            entries = entries.Where(entry => entry.Details!.Contains(text) || entry.SubjectName!.Contains(text)
                || entry.UserName.Contains(text) || entry.Action.Contains(text) || entry.Changes!.Contains(text));
        return entries;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
