namespace Xinglin.Platform;

/// <summary>Something that waits for the person who looks: one line of the start page.</summary>
/// <param name="Group">Chinese heading that the line stands under, such as 「协议」.</param>
/// <param name="Title">What to do, in words that begin with the verb.</param>
/// <param name="Detail">Of whom, since when, by which clause.</param>
/// <param name="Link">Where it is done.</param>
/// <param name="Due">The day by which; null where nothing is set.</param>
public sealed record WorkItem(string Group, string Title, string? Detail, string Link, DateOnly? Due = null);

/// <summary>A module that knows of waiting work. The start page asks all of them.</summary>
public interface IWorkSource
{
    /// <summary>What waits for this person in this role for this organisation, most urgent first; at most 20 lines.</summary>
    Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct);
}
