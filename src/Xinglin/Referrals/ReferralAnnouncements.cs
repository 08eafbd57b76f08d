using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>
/// Announces every save of a referral, whichever desk made it: nobody can forget it. The sender may always know; the receiver from the
/// moment it is submitted.
/// </summary>
internal sealed class ReferralAnnouncements(TimeProvider time) : SaveChangesInterceptor
{
    public const string Prefix = "referral.";

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        var db = data.Context!;
        foreach (var entry in db.Tracked<Referral>().Where(entry => entry.State is EntityState.Added or EntityState.Modified)) db.Add(Of(entry.Entity, entry.State == EntityState.Added, ActOf(db, entry.Entity)));
        return ValueTask.FromResult(result);
    }

    private Announcement Of(Referral referral, bool isNew, ReferralAct? act)
    {
        var word = act is { } done ? Words.Of(done) : isNew ? "drafted" : "written";
        Guid? other = referral.SubmittedAt is null || referral.ToId == referral.FromId ? null : referral.ToId;
        var at = time.Now();
        return new Announcement(Guid.CreateVersion7(at), at, Prefix + word, referral.FromId, other, referral.Id)
        {
            Number = referral.Number,
            Version = referral.Version,
            State = Words.Of(referral.State),
            Act = act is { } named ? Words.Of(named) : null,
            Link = ReferralStore.Link(referral)
        };
    }

    /// <summary>The line of the story that is saved together with it says which act it was.</summary>
    private static ReferralAct? ActOf(DbContext db, Referral referral) => db.Tracked<ReferralEvent>()
        .Where(line => line.State == EntityState.Added && line.Entity.ReferralId == referral.Id).Select(line => line.Entity.Act).LastOrDefault(act => act is not null);
}
