using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Referrals.Capacity;

namespace Xinglin.Referrals;

/// <summary>What a person says with an act.</summary>
/// <param name="Seen">The version that the person looked at; null where the act does not depend on it.</param>
/// <param name="PatientAgreed">The patient or who stands for the patient was asked and agrees; sending on and reassigning want it.</param>
public sealed record ActWords(int? Seen, string? ReasonCode = null, string? Text = null, bool PatientAgreed = false);

/// <summary>
/// Finds referrals within what a person may see and takes them one step at a time: state, owner, clock, story, notice and audit entry
/// become visible together or not at all.
/// </summary>
public sealed class ReferralStore(XinglinDb db, DataKey key, CurrentUser user, IAuditTrail audit, INotices notices, IPatients patients, IAgreementTerms terms, PlaceBook places, TimeProvider time)
{
    /// <summary>How long both sides may look after the case has ended, to answer questions; what never left the house ends at once.</summary>
    public static readonly TimeSpan AfterCare = TimeSpan.FromDays(30);

    /// <summary>Those who treat or arrange treatment; directors read figures, the three administrators no patient.</summary>
    public static readonly string[] Readers = [Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs, Role.PublicHealth];

    /// <summary>The sender sees what it writes, the receiver what has been sent to it; what belongs to others reads as not there.</summary>
    public IQueryable<Referral> Visible => user.UserId is null
        ? db.Set<Referral>()
        : Own(organization => referral => referral.FromId == organization || (referral.ToId == organization && referral.SubmittedAt != null));

    /// <summary>What the own organisation wrote.</summary>
    public IQueryable<Referral> Sent => Own(organization => referral => referral.FromId == organization);

    /// <summary>What was sent to it.</summary>
    public IQueryable<Referral> Received => Own(organization => referral => referral.ToId == organization && referral.SubmittedAt != null);

    /// <summary>What it must act on next: it is the sender, or the receiver of what was sent.</summary>
    public IQueryable<Referral> Owned => Own(organization => referral => referral.OwnerId == organization && referral.DueAt != null);

    private IQueryable<Referral> Own(Func<Guid, Expression<Func<Referral, bool>>> side) => user.OrganizationId is { } organization && user.IsAny(Readers)
        ? db.Set<Referral>().Where(side(organization))
        : db.Set<Referral>().Where(_ => false);

    /// <exception cref="Refused">There is none, or it belongs to others.</exception>
    public async Task<Referral> Read(Guid id, CancellationToken ct = default) =>
        await Visible.AsNoTracking().FirstOrDefaultAsync(referral => referral.Id == id, ct) ?? throw Refused.NotFound("这张转诊单");

    /// <exception cref="Refused">There is none, or it belongs to others.</exception>
    public async Task<Referral> ReadByNumber(string number, CancellationToken ct = default) =>
        await Visible.AsNoTracking().FirstOrDefaultAsync(referral => referral.Number == number, ct) ?? throw Refused.NotFound("这张转诊单");

    /// <summary>The newest version of a document; null where none was written.</summary>
    public async Task<T?> Document<T>(Guid referralId, ReferralDocumentKind kind, CancellationToken ct = default) where T : class
    {
        var document = await db.Set<ReferralDocument>().AsNoTracking().Where(document => document.ReferralId == referralId && document.Kind == kind)
            .OrderByDescending(document => document.At).ThenByDescending(document => document.Id).Select(document => new { document.Id, document.Content }).FirstOrDefaultAsync(ct);
        return document is null ? null : JsonColumn.Read<T>(key.Open(document.Id, document.Content));
    }

    /// <summary>The newest version of each, in one statement.</summary>
    public async Task<ReferralDocuments> Documents(Guid referralId, CancellationToken ct = default)
    {
        var newest = await db.Set<ReferralDocument>().AsNoTracking().Where(document => document.ReferralId == referralId).GroupBy(document => document.Kind)
            .Select(kind => kind.OrderByDescending(document => document.At).ThenByDescending(document => document.Id).First()).ToListAsync(ct);
        T? Of<T>(ReferralDocumentKind kind) where T : class => newest.FirstOrDefault(document => document.Kind == kind) is { } document ? JsonColumn.Read<T>(key.Open(document.Id, document.Content)) : null;
        return new(Of<ReferralRequest>(ReferralDocumentKind.Request), Of<ReferralArrangement>(ReferralDocumentKind.Arrangement), Of<ReferralOutcome>(ReferralDocumentKind.Outcome));
    }

    public void Write<T>(Referral referral, ReferralDocumentKind kind, T content)
    {
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        db.Add(new ReferralDocument(id, referral.Id, kind, key.Seal(id, JsonColumn.Write(content)), user.Name, user.OrganizationName ?? "", now));
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<StoryLine>> Story(Guid referralId, CancellationToken ct = default) =>
        [.. (await db.Set<ReferralEvent>().AsNoTracking().Where(line => line.ReferralId == referralId).OrderBy(line => line.At).ThenBy(line => line.Id).ToListAsync(ct))
            .Select(line => new StoryLine(line.At, line.Act, line.From, line.To, line.By, line.OrganizationId, line.Organization, line.ReasonCode,
                line.Words is null ? null : key.Open(line.Id, line.Words)))];

    public async Task<IReadOnlyList<FollowUpLine>> FollowUps(Guid referralId, CancellationToken ct = default) =>
        [.. (await db.Set<FollowUp>().AsNoTracking().Where(followUp => followUp.ReferralId == referralId).OrderBy(followUp => followUp.On).ToListAsync(ct))
            .Select(each => new FollowUpLine(each.Id, each.On, each.What, each.Result, each.Means, each.Findings is null ? null : key.Open(each.Id, each.Findings), each.By, each.DoneAt))];

    /// <summary>This one and those before and after it, as far as this person may see them, oldest first.</summary>
    public async Task<IReadOnlyList<Referral>> Chain(Referral referral, CancellationToken ct = default)
    {
        var chain = new List<Referral> { referral };
        while (chain[0].PreviousId is { } previous && await Visible.AsNoTracking().FirstOrDefaultAsync(each => each.Id == previous, ct) is { } before) chain.Insert(0, before);
        for (var next = await After(referral.Id, ct); next is not null; next = await After(next.Id, ct)) chain.Add(next);
        return chain;
    }

    private Task<Referral?> After(Guid id, CancellationToken ct) =>
        Visible.AsNoTracking().Where(each => each.PreviousId == id && each.State != ReferralState.Cancelled).OrderBy(each => each.CreatedAt).FirstOrDefaultAsync(ct);

    /// <summary>Takes one step of the table.</summary>
    /// <param name="prepare">Sets what belongs to the act and refuses what cannot be; runs before the state changes.</param>
    /// <exception cref="Refused">It is not there, was overtaken, or the table does not allow it.</exception>
    public async Task<Referral> Act(Guid id, ReferralAct act, ActWords words, Func<Referral, DateTimeOffset, Task>? prepare = null, CancellationToken ct = default)
    {
        try
        {
            var now = time.Now();
            var referral = await Visible.FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这张转诊单");
            referral.MustBeAt(words.Seen, $"转诊单 {referral.Number}");
            var transition = ReferralLife.Require(referral, act, user, now);
            if (prepare is not null) await prepare(referral, now);
            var from = referral.State;
            referral.Go(transition, await Limits(referral, ct), now);
            await places.Settle(referral, from, act, now, ct);
            Tell(referral, from, act, words, now);
            if (from != referral.State) await TellOwner(referral, ct);
            await TellOtherSide(referral, transition, ct);
            if (!referral.IsOpen) await patients.EndShare(referral.Id, referral.SubmittedAt is null ? now : now + AfterCare, ct);
            await db.SaveChangesAsync(ct);
            return referral;
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    /// <summary>What the two ends have decided; an institution that decided nothing is not among them.</summary>
    public async Task<IReadOnlyDictionary<Guid, ReferralPractice>> Practices(Guid from, Guid to, CancellationToken ct = default) =>
        await db.Set<ReferralPractice>().AsNoTracking().Where(practice => practice.Id == from || practice.Id == to).ToDictionaryAsync(practice => practice.Id, ct);

    public async Task<ReferralLimits> Limits(Referral referral, CancellationToken ct = default) => Limits(referral, await Practices(referral.FromId, referral.ToId, ct));

    public ReferralLimits Limits(Referral referral, IReadOnlyDictionary<Guid, ReferralPractice> practices) => new(
        practices.GetValueOrDefault(referral.FromId)?.Limits ?? [], practices.GetValueOrDefault(referral.ToId)?.Limits ?? [],
        referral.PriorityClauseId is { } clause ? terms.Pinned(clause)?.Parameters.Within : null);

    /// <summary>Writes the line that both sides read and the audit entry, which holds no clinical words.</summary>
    public void Tell(Referral referral, ReferralState from, ReferralAct act, ActWords words, DateTimeOffset at)
    {
        Tell(referral, from, act, words.ReasonCode, words.Text, at);
        audit.Record($"referral.{act.ToString().ToLowerInvariant()}", Subject(referral),
            words.ReasonCode is null ? $"{from.Show()} → {referral.State.Show()}" : $"{from.Show()} → {referral.State.Show()}，{words.ReasonCode} {ReferralCodes.NameOf(words.ReasonCode)}");
    }

    /// <summary>Writes a line of the story.</summary>
    /// <param name="act">Null for a reminder.</param>
    public void Tell(Referral referral, ReferralState from, ReferralAct? act, string? reasonCode, string? text, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        db.Add(new ReferralEvent(id, referral.Id, at, act, from, referral.State, user.UserId, user.Name, user.OrganizationId, user.OrganizationName,
            reasonCode, string.IsNullOrWhiteSpace(text) ? null : key.Seal(id, text.Trim())));
    }

    public async Task TellOwner(Referral referral, CancellationToken ct = default)
    {
        if (referral.OwnerId is not { } owner) return;
        await notices.Tell(owner, referral.OwnerRole!, $"{referral.Direction.Show()} {referral.Number}（{referral.Urgency.Show()}）：{referral.State.Show()}",
            Link(referral), Key(referral), ct);
    }

    /// <summary>
    /// Whoever ends a case that was sent, receives its patient or moves the appointment tells the other side's office: the receiver may hold a
    /// bed or a slot, the sender waits for news.
    /// </summary>
    private async Task TellOtherSide(Referral referral, ReferralTransition way, CancellationToken ct)
    {
        if (referral.SubmittedAt is null || (referral.IsOpen && way.Act is not (ReferralAct.Arrive or ReferralAct.Rearrange))) return;
        var other = user.OrganizationId == referral.FromId ? referral.ToId : referral.FromId;
        if (other == user.OrganizationId) return;
        var moved = way.Act == ReferralAct.Rearrange ? referral.ExpectedAt : null;
        await notices.Tell(other, Role.ReferralCoordinator,
            $"{referral.Direction.Show()} {referral.Number}（{referral.Urgency.Show()}）：{(moved is { } time ? $"到院安排改为 {ChinaTime.Show(time)}" : referral.State.Show())}",
            Link(referral), moved is { } at ? $"{Key(referral)}:{at.ToUnixTimeMilliseconds()}" : Key(referral), ct);
    }

    private static string Key(Referral referral) =>
        $"referral{(referral.Urgency == ReferralUrgency.Emergency ? "-emergency" : "")}:{referral.Id}:{referral.StateSince.ToUnixTimeMilliseconds()}";

    public static AuditSubject Subject(Referral referral) => new("referral", referral.Id, referral.Number);

    public static string Link(Referral referral) => Link(referral.Id);

    internal static string Link(Guid id) => $"/referrals/{id}";
}
