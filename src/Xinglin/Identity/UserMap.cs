using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

internal sealed class UserMap : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> map)
    {
        map.ToTable("identity_user");
        map.Property(user => user.UserName).HasMaxLength(40);
        map.Property(user => user.NormalizedUserName).HasMaxLength(40);
        map.Property(user => user.DisplayName).HasMaxLength(40);
        map.Property(user => user.Initials).HasMaxLength(90);
        map.Property(user => user.Phone).HasMaxLength(30);
        map.Property(user => user.PasswordHash).HasMaxLength(200).KeptSecret();
        map.Property(user => user.SecurityStamp).HasMaxLength(40).KeptSecret();
        map.Property(user => user.LockReason).HasMaxLength(200);
        map.Property(user => user.AuthenticatorKey).HasMaxLength(500).KeptSecret();
        map.Property(user => user.Demonstration);
        map.HasIndex(user => user.NormalizedUserName).IsUnique();
        map.HasMany(user => user.Assignments).WithOne().HasForeignKey(assignment => assignment.UserId);
        map.HasMany(user => user.FormerPasswords).WithOne().HasForeignKey(password => password.UserId);
        map.HasMany(user => user.RecoveryCodes).WithOne().HasForeignKey(code => code.UserId);
    }
}

internal static class Users
{
    /// <summary>With all that a change of roles or secrets needs to see.</summary>
    public static IQueryable<User> WithSecrets(this IQueryable<User> users) =>
        users.Include(user => user.Assignments).Include(user => user.FormerPasswords).Include(user => user.RecoveryCodes).AsSplitQuery();
}

internal sealed class AssignmentMap : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> map)
    {
        map.ToTable("identity_assignment");
        map.HasKey(assignment => new { assignment.UserId, assignment.OrganizationId, assignment.Role });
        map.Property(assignment => assignment.Role).HasMaxLength(40);
        map.HasIndex(assignment => new { assignment.OrganizationId, assignment.Role });
    }
}

internal sealed class FormerPasswordMap : IEntityTypeConfiguration<FormerPassword>
{
    public void Configure(EntityTypeBuilder<FormerPassword> map)
    {
        map.ToTable("identity_former_password");
        map.NotAudited();
        map.Property(password => password.Id).ValueGeneratedNever();
        map.Property(password => password.Hash).HasMaxLength(200);
    }
}

internal sealed class RecoveryCodeMap : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> map)
    {
        map.ToTable("identity_recovery_code");
        map.NotAudited();
        map.HasKey(code => new { code.UserId, code.Hash });
        map.Property(code => code.Hash).HasMaxLength(64);
    }
}
