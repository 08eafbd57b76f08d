using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>
/// The one row that says whether this installation has been set up. Changes that concern the installation as a whole go over its
/// version, so that of two at the same time the second is refused.
/// </summary>
public sealed class Installation : Aggregate
{
    public static readonly Guid TheOne = Guid.Parse("00000000-0000-7000-8000-000000000001");

    public Installation(string? setupCode)
    {
        Id = TheOne;
        SetupCode = setupCode;
    }

    /// <summary>What the person who sets up reads off the terminal; gone once used.</summary>
    public string? SetupCode { get; private set; }
    public DateTimeOffset? SetUpAt { get; private set; }

    /// <summary>When the security administrators were last changed; of two such changes at once only one goes through.</summary>
    public DateTimeOffset? SecurityAdministratorsChangedAt { get; private set; }

    public void Complete(DateTimeOffset at) => (SetupCode, SetUpAt) = (null, at);

    public void SecurityAdministratorsChange(DateTimeOffset at) => SecurityAdministratorsChangedAt = at;
}

internal sealed class InstallationMap : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> map)
    {
        map.ToTable("identity_installation").NotAudited();
        map.Property(installation => installation.Id).ValueGeneratedNever();
        map.Property(installation => installation.SetupCode).HasMaxLength(40).KeptSecret();
    }
}
