namespace Xinglin.Directory.Contract;

/// <summary>Enters organisations when an installation is set up.</summary>
public interface IOrganizationRegistry
{
    /// <summary>Adds an organisation within the open transaction and returns its id.</summary>
    /// <exception cref="Platform.Refused">An organisation of this name exists.</exception>
    Task<Guid> Register(string name, string shortName, OrganizationKind kind, OrganizationLevel level, CancellationToken ct);
}
