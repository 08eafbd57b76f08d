namespace Xinglin.Patients.MasterIndex;

/// <summary>
/// A registration's place in the index. It is given a number once and keeps it. Registrations that are linked, directly or through others,
/// are one person, known by the number of the oldest of them; parted again, each has its own number as before. So the index follows
/// from the links alone, in whatever order they were made.
/// </summary>
public sealed class IndexEntry(Guid patientId, Guid organizationId, string number)
{
    public Guid PatientId { get; private set; } = patientId;
    public Guid OrganizationId { get; private set; } = organizationId;

    /// <summary>「XL…」, see <see cref="IndexNumber"/>.</summary>
    public string Number { get; private set; } = number;

    /// <summary>The oldest registration of the same person: the smallest id, as ids grow with time.</summary>
    public Guid PersonId { get; private set; } = patientId;

    /// <summary>Registered or changed since it was last compared with the others.</summary>
    public bool Pending { get; internal set; } = true;
}

/// <summary>
/// A key under which a registration is compared with others (<see cref="Matching.BlockKeys"/>), blind: it tells whether two are alike and
/// nothing of what they are.
/// </summary>
public sealed class IndexKey(long key, Guid patientId)
{
    public long Key { get; private set; } = key;
    public Guid PatientId { get; private set; } = patientId;
}
