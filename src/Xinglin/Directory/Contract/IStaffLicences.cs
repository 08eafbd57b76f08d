namespace Xinglin.Directory.Contract;

/// <summary>Licence numbers of physicians, for papers of their own institution that want one.</summary>
public interface IStaffLicences
{
    /// <summary>医师执业证书编码 of the active physician of that name; null where there is none, it was not entered, or several are called so.</summary>
    Task<string?> OfPhysician(Guid organization, string name, CancellationToken ct = default);
}
