using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xinglin.Directory;

internal sealed class OrganizationMap : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> map)
    {
        map.ToTable("directory_organization");
        map.Ignore(organization => organization.Facts);
        map.Property(organization => organization.Name).HasMaxLength(120);
        map.Property(organization => organization.ShortName).HasMaxLength(40);
        map.Property(organization => organization.CreditCode).HasMaxLength(18);
        map.Property(organization => organization.InstitutionCode).HasMaxLength(22);
        map.Property(organization => organization.DivisionCode).HasMaxLength(6);
        map.Property(organization => organization.Address).HasMaxLength(200);
        map.Property(organization => organization.Phone).HasMaxLength(30);
        map.Property(organization => organization.LegalRepresentative).HasMaxLength(40);
        map.Property(organization => organization.Location).HasMaxLength(24);
        map.Property(organization => organization.Initials).HasMaxLength(400);
        map.HasIndex(organization => organization.Name).IsUnique();
        map.HasIndex(organization => organization.CreditCode).IsUnique();
    }
}

internal sealed class DepartmentMap : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> map)
    {
        map.ToTable("directory_department");
        map.Ignore(department => department.Facts);
        map.Property(department => department.Name).HasMaxLength(60);
        map.Property(department => department.Code).HasMaxLength(20);
        map.Property(department => department.Phone).HasMaxLength(30);
        map.Property(department => department.Initials).HasMaxLength(130);
        map.HasIndex(department => new { department.OrganizationId, department.Name }).IsUnique();
        map.HasOne<Organization>().WithMany().HasForeignKey(department => department.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StaffMap : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> map)
    {
        map.ToTable("directory_staff");
        map.Ignore(person => person.Facts);
        map.Property(person => person.Name).HasMaxLength(40);
        map.Property(person => person.LicenceNumber).HasMaxLength(40);
        map.Property(person => person.Phone).HasMaxLength(30);
        map.Property(person => person.Initials).HasMaxLength(90);
        map.HasIndex(person => new { person.OrganizationId, person.Name });
        map.HasIndex(person => new { person.OrganizationId, person.LicenceKind, person.LicenceNumber }).IsUnique();
        map.HasOne<Organization>().WithMany().HasForeignKey(person => person.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Department>().WithMany().HasForeignKey(person => person.DepartmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HotlineMap : IEntityTypeConfiguration<Hotline>
{
    public void Configure(EntityTypeBuilder<Hotline> map)
    {
        map.ToTable("directory_hotline");
        map.Ignore(hotline => hotline.Facts);
        map.Property(hotline => hotline.Number).HasMaxLength(30);
        map.Property(hotline => hotline.Label).HasMaxLength(60);
        map.Property(hotline => hotline.Hours).HasMaxLength(60);
        map.Property(hotline => hotline.Person).HasMaxLength(40);
        map.Property(hotline => hotline.PersonTitle).HasMaxLength(40);
        map.Property(hotline => hotline.LastCheckedBy).HasMaxLength(80);
        map.HasIndex(hotline => new { hotline.OrganizationId, hotline.Number, hotline.Label }).IsUnique();
        map.HasOne<Organization>().WithMany().HasForeignKey(hotline => hotline.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
