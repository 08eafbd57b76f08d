using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xinglin.Directory;

internal sealed class OrganizationMap : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> map)
    {
        map.ToTable("directory_organization");
        map.Property(organization => organization.Name).HasMaxLength(120);
        map.Property(organization => organization.ShortName).HasMaxLength(40);
        map.HasIndex(organization => organization.Name).IsUnique();
    }
}
