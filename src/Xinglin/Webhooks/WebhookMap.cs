using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Webhooks;

internal sealed class WebhookMap : IEntityTypeConfiguration<WebhookSubscription>, IEntityTypeConfiguration<WebhookDelivery>, IEntityTypeConfiguration<WebhookAttempt>
{
    public const int ErrorLength = 200;

    public void Configure(EntityTypeBuilder<WebhookSubscription> map)
    {
        map.ToTable("webhook_subscription");
        map.Property(subscription => subscription.Id).ValueGeneratedNever();
        map.Property(subscription => subscription.Name).HasMaxLength(WebhookSubscription.NameLength);
        map.Property(subscription => subscription.Url).HasMaxLength(WebhookSubscription.UrlLength);
        map.Property(subscription => subscription.Events).AsJson();
        map.Property(subscription => subscription.Secret).HasMaxLength(300).KeptSecret();
        map.Property(subscription => subscription.FormerSecret).HasMaxLength(300).KeptSecret();
        map.Property(subscription => subscription.PausedBecause).HasMaxLength(WebhookSubscription.ReasonLength);
        map.Property(subscription => subscription.CreatedBy).HasMaxLength(80);
        map.HasIndex(subscription => subscription.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> map)
    {
        map.ToTable("webhook_delivery").NotAudited();
        map.Property(delivery => delivery.Id).ValueGeneratedNever();
        map.Property(delivery => delivery.Type).HasMaxLength(60);
        map.Property(delivery => delivery.Subject).HasMaxLength(40);
        map.HasOne<WebhookSubscription>().WithMany().HasForeignKey(delivery => delivery.SubscriptionId);
        map.HasIndex(delivery => new { delivery.SubscriptionId, delivery.Position }).IsUnique();
        map.HasIndex(delivery => delivery.DueAt).HasFilter("state = 'Waiting'");
        map.HasIndex(delivery => new { delivery.SubscriptionId, delivery.SubjectId, delivery.Position }).HasFilter("state = 'Waiting'");
        map.HasIndex(delivery => delivery.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<WebhookAttempt> map)
    {
        map.ToTable("webhook_attempt").NotAudited();
        map.Property(attempt => attempt.Id).ValueGeneratedNever();
        map.Property(attempt => attempt.Error).HasMaxLength(ErrorLength);
        map.HasOne<WebhookDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId);
        map.HasIndex(attempt => new { attempt.DeliveryId, attempt.At });
    }
}
