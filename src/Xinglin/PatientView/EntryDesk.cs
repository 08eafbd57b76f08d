using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sms;

namespace Xinglin.PatientView;

/// <summary>What somebody with a link sees before the code: whose link it is does not show.</summary>
/// <param name="CanSend">A code can be sent to the registered phone.</param>
internal sealed record Gate(LinkState State, string Organization, OwnQuestion Question, bool CanSend, IReadOnlyList<PublishedHotline> Lines);

/// <summary>
/// The way in: a link, a code that is good once, and an answer that only the patient or the guardian knows. An attempt is counted in the
/// database before it is judged, so that attempts at the same time cannot slip past the lock, and a code cannot be used twice.
/// </summary>
internal sealed class EntryDesk(
    XinglinDb db, LinkSecrets secrets, IOwnRecord record, IHotlines hotlines, ISms sms, PatientSessions sessions, IServiceScopeFactory scopes, CurrentUser visitor,
    TimeProvider time, IOptions<PatientViewRules> options)
{
    private PatientViewRules Rules => options.Value;

    /// <returns>Null where no link has this token.</returns>
    public async Task<Gate?> Look(string token, CancellationToken ct)
    {
        if (await Find(token, ct) is not { } link) return null;
        var card = await record.Card(link.PatientId, ct);
        return new(link.State(time.Now()), link.Organization, card.Question, Number(card, link.Holder) is not null, await hotlines.PublishedBy(link.OrganizationId, ct));
    }

    /// <summary>Checks code and answer and opens a session. Which of the two was wrong is not told.</summary>
    /// <exception cref="Refused">The link is unknown or closed, or code or answer are wrong.</exception>
    public async Task Enter(string token, string code, string answer, CancellationToken ct)
    {
        var link = await Find(token, ct) ?? throw Refused.NotFound("这个链接");
        MustBeOpen(link);
        if (!await CountAttempt(link.Id, ct)) throw Locked();
        var now = time.Now();
        var hash = secrets.CodeHash(link.Id, code);
        var codeIsRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(link.CodeHash));
        var knows = await record.Knows(link.PatientId, answer, ct);
        if (!codeIsRight || !knows) throw await Failed(link, codeIsRight ? "核对信息不符" : "验证码不符", ct);
        if (link.CodeUsedAt is not null || link.CodeExpiresAt <= now) throw await Failed(link, link.CodeUsedAt is null ? "验证码过期" : "验证码已用过", ct);

        var session = LinkSecrets.NewSession();
        var (sessionHash, until) = ((string?)Sha256.Of(session), (DateTimeOffset?)now.AddMinutes(Rules.SessionMinutes));
        var taken = await db.Set<PatientLink>().Where(stored => stored.Id == link.Id && stored.CodeHash == hash && stored.CodeUsedAt == null && stored.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(stored => stored.CodeUsedAt, now).SetProperty(stored => stored.LastUsedAt, now)
                .SetProperty(stored => stored.FailedAttempts, 0).SetProperty(stored => stored.LockedAt, (DateTimeOffset?)null)
                .SetProperty(stored => stored.SessionHash, sessionHash).SetProperty(stored => stored.SessionUntil, until), ct);
        if (taken == 0) throw await Failed(link, "验证码已用过", ct);
        await sessions.Begin(link, session, until!.Value);
        await Tell("patient-view.entered", link, link.Holder.Show(), AuditOutcome.Done, ct);
    }

    /// <summary>Sends a new code to the registered phone; the code before counts no more.</summary>
    /// <returns>The number with its middle hidden.</returns>
    /// <exception cref="Refused">The link is closed, no phone is registered, or too many codes were sent today.</exception>
    public async Task<string> SendCode(string token, CancellationToken ct)
    {
        var hash = LinkSecrets.TokenHash(token);
        var link = await db.Set<PatientLink>().FirstOrDefaultAsync(stored => stored.TokenHash == hash, ct) ?? throw Refused.NotFound("这个链接");
        MustBeOpen(link);
        var number = Number(await record.Card(link.PatientId, ct), link.Holder)
            ?? throw new Refused(RefusalKind.Conflict, "patient-view.no-mobile", "医院没有登记您的手机号码，不能发验证码。", "请给医院打电话。");
        var code = LinkSecrets.NewCode();
        link.SendCode(secrets.CodeHash(link.Id, code), time.Now().AddMinutes(Rules.FreshCodeMinutes), time.Today(), Rules.CodesPerDay);
        sms.Send(number, LinkDesk.CodeMessage(code, $"{Rules.FreshCodeMinutes}分钟"));
        await db.SaveChangesAsync(ct);
        await Tell("patient-view.code-sent", link, link.Holder.Show(), AuditOutcome.Done, ct);
        return $"{number[..3]}****{number[^4..]}";
    }

    /// <summary>Ends the session here and in the database: its cookie opens nothing any more, wherever it was copied to.</summary>
    public async Task Leave(PatientVisit visit, CancellationToken ct)
    {
        await db.Set<PatientLink>().Where(link => link.Id == visit.LinkId).ExecuteUpdateAsync(
            set => set.SetProperty(link => link.SessionHash, (string?)null).SetProperty(link => link.SessionUntil, (DateTimeOffset?)null), ct);
        await sessions.End();
    }

    private Task<PatientLink?> Find(string token, CancellationToken ct)
    {
        var hash = LinkSecrets.TokenHash(token);
        return db.Set<PatientLink>().AsNoTracking().FirstOrDefaultAsync(link => link.TokenHash == hash, ct);
    }

    private void MustBeOpen(PatientLink link)
    {
        if (link.State(time.Now()) is var state and not LinkState.Open) throw Closed(state);
    }

    public static Refused Closed(LinkState state) => state switch
    {
        LinkState.Locked => Locked(),
        LinkState.Expired => new(RefusalKind.Conflict, "patient-view.expired", "这个链接已经过期。", "请给医院打电话，或请医生、护士重新办理。"),
        _ => new(RefusalKind.Conflict, "patient-view.withdrawn", "这个链接已被医院收回。", "请给医院打电话，或请医生、护士重新办理。")
    };

    private static Refused Locked() => new(RefusalKind.Conflict, "patient-view.locked", "输错次数太多，这个链接已锁定。", "请给医院打电话，或请医生、护士换一个验证码。");

    /// <summary>Counts one attempt; the last one that is allowed locks. False where the link is locked.</summary>
    private async Task<bool> CountAttempt(Guid id, CancellationToken ct)
    {
        var (limit, now) = (Rules.LockAfter, (DateTimeOffset?)time.Now());
        return await db.Set<PatientLink>().Where(link => link.Id == id && link.LockedAt == null && link.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(link => link.FailedAttempts, link => link.FailedAttempts + 1)
                .SetProperty(link => link.LockedAt, link => link.FailedAttempts + 1 >= limit ? now : null), ct) == 1;
    }

    private async Task<Refused> Failed(PatientLink link, string what, CancellationToken ct)
    {
        var state = await db.Set<PatientLink>().AsNoTracking().Where(stored => stored.Id == link.Id).Select(stored => new { stored.FailedAttempts, stored.LockedAt }).SingleAsync(ct);
        await Tell("patient-view.refused", link, state.LockedAt is null ? what : $"{what}；链接锁定", AuditOutcome.Failed, ct);
        if (state.LockedAt is not null) return Locked();
        var left = Rules.LockAfter - state.FailedAttempts;
        return what is "验证码过期" or "验证码已用过"
            ? new(RefusalKind.Invalid, "patient-view.code-over", what == "验证码过期" ? "这个验证码过期了。" : "这个验证码已经用过了。", "请重新取一个验证码。")
            : new(RefusalKind.Invalid, "patient-view.wrong", "验证码或核对的内容不对。", $"请看清楚再输一次。还可以试 {left} 次。");
    }

    /// <summary>In the name of who holds the link.</summary>
    private Task Tell(string action, PatientLink link, string details, AuditOutcome outcome, CancellationToken ct) =>
        scopes.As(PatientSessions.UserOf(link, visitor.RemoteAddress), services => services.GetRequiredService<IAuditTrail>().RecordNow(action, link.Subject, details, outcome, ct));

    private static string? Number(OwnCard card, LinkHolder holder) => holder == LinkHolder.Guardian ? card.GuardianMobile : card.Mobile;
}
