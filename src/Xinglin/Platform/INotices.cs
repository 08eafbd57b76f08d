namespace Xinglin.Platform;

/// <summary>Tells a role in an organisation of something that happened or is near; the bell in the page head shows it.</summary>
public interface INotices
{
    /// <summary>Adds a notice to the open unit of work. The same <paramref name="key"/> for the same receiver is told only once.</summary>
    /// <param name="key">Stable: <c>agreement-expiring:{id}:30</c>.</param>
    Task Tell(Guid organization, string role, string title, string link, string key, CancellationToken ct = default);
}
