using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Identity.ApiClients;

internal sealed class ApiClientMap : IEntityTypeConfiguration<ApiClient>, IEntityTypeConfiguration<ApiSecret>
{
    public void Configure(EntityTypeBuilder<ApiClient> map)
    {
        map.ToTable("identity_api_client");
        map.Property(client => client.Id).ValueGeneratedNever();
        map.Property(client => client.Name).HasMaxLength(ApiClient.NameLength);
        map.Property(client => client.Purpose).HasMaxLength(ApiClient.PurposeLength);
        map.Property(client => client.Roles).AsJson();
        map.Property(client => client.Scopes).AsJson();
        map.Property(client => client.DisabledBecause).HasMaxLength(ApiClient.ReasonLength);
        map.Property(client => client.CreatedBy).HasMaxLength(40);
        map.HasMany(client => client.Secrets).WithOne().HasForeignKey(secret => secret.ClientId);
        map.HasIndex(client => new { client.OrganizationId, client.Name }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ApiSecret> map)
    {
        map.ToTable("identity_api_secret");
        map.Property(secret => secret.Id).ValueGeneratedNever();
        map.Property(secret => secret.Hash).HasMaxLength(64).KeptSecret();
        map.Property(secret => secret.Hint).HasMaxLength(4);
        map.HasIndex(secret => secret.Hash).IsUnique();
    }
}
