namespace Xinglin.Platform;

/// <summary>Whom a notice to a role in an organisation reaches; answered by the module that knows people.</summary>
public interface INoticeReceivers
{
    /// <summary>Those who can sign in and hold the role there.</summary>
    Task<IReadOnlyList<Guid>> Of(Guid organization, string role, CancellationToken ct = default);
}
