using Xinglin.Audit.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Referrals.Contract;
using Xinglin.Results.Contract;

namespace Xinglin.PatientView;

/// <summary>A referral with the places that it leads between.</summary>
internal sealed record OwnJourney(OwnReferral Referral, OrganizationPlace? From, OrganizationPlace? To, IReadOnlyList<PublishedHotline> Lines);

/// <summary>Somebody looked at the data, or did something with it.</summary>
/// <param name="Who">The role that the person holds today, or that it was the patient; no name of staff.</param>
/// <param name="Emergency">By break-glass, without a case.</param>
internal sealed record OwnAccessLine(DateTimeOffset At, string Organization, string Who, string What, string? Why, bool Emergency);

/// <summary>
/// What a patient's pages show. Nothing goes beyond what the institution that gave the link may itself see: where it registered the patient,
/// that is everything, with the person's results from everywhere; elsewhere its own cases and what was done there. Each opening is audited in the patient's name.
/// </summary>
internal sealed class OwnView(
    IHttpContextAccessor accessor, IOwnRecord record, IOwnReferrals referrals, IOwnResults results, IDirectory directory, IHotlines hotlines, IAccessHistory history, IAccounts accounts,
    IAuditTrail audit)
{
    public PatientVisit Visit { get; } = PatientSessions.VisitOf(accessor.HttpContext!.User);

    private OwnCard? card;

    public async Task<OwnCard> Card(CancellationToken ct) => card ??= await record.Card(Visit.PatientId, ct);

    public async Task<IReadOnlyList<OwnReferralLine>> Referrals(CancellationToken ct) => await referrals.Of(Visit.PatientId, await AsSeenBy(ct), ct);

    /// <param name="id">Null for the one that matters now: the newest open one, else the newest.</param>
    /// <returns>Null where there is none at all.</returns>
    /// <exception cref="Refused">It is another patient's, or there is none of this id.</exception>
    public async Task<OwnJourney?> Journey(Guid? id, CancellationToken ct)
    {
        var asSeenBy = await AsSeenBy(ct);
        if (id is null)
        {
            var lines = await referrals.Of(Visit.PatientId, asSeenBy, ct);
            id = (lines.FirstOrDefault(line => line.Open) ?? lines.FirstOrDefault())?.Id;
        }

        if (id is not { } wanted) return null;
        var referral = await referrals.Read(Visit.PatientId, asSeenBy, wanted, ct);
        await Tell($"转诊单 {referral.Line.Number}", ct);
        return new(referral, await directory.Place(referral.Line.FromId, ct), await directory.Place(referral.Line.ToId, ct), await hotlines.PublishedBy(referral.Line.ToId, ct));
    }

    /// <summary>As many as a person scrolls through.</summary>
    public const int MostReports = 50;

    public async Task<IReadOnlyList<OwnReportLine>> Results(CancellationToken ct)
    {
        var lines = await results.Of(Visit.PatientId, await AsSeenBy(ct), MostReports, ct);
        await Tell("检查检验结果", ct);
        return lines;
    }

    /// <exception cref="Refused">It is another patient's, or none stands of this id.</exception>
    public async Task<OwnReport> Result(Guid id, CancellationToken ct)
    {
        var report = await results.Read(Visit.PatientId, await AsSeenBy(ct), id, ct);
        await Tell($"报告：{report.Line.Title}", ct);
        return report;
    }

    public async Task<IReadOnlyList<OwnConsent>> Consents(CancellationToken ct)
    {
        var consents = await record.Consents(Visit.PatientId, await AsSeenBy(ct), ct);
        await Tell("知情同意", ct);
        return consents;
    }

    /// <exception cref="Refused">It is another patient's, or there is none of this id.</exception>
    public async Task<OwnConsent> Consent(Guid id, CancellationToken ct) =>
        (await record.Consents(Visit.PatientId, await AsSeenBy(ct), ct)).FirstOrDefault(consent => consent.Id == id) ?? throw Refused.NotFound("这份同意");

    /// <exception cref="Refused">It is not the patient's, was overtaken, or is not given.</exception>
    public async Task Withdraw(Guid id, int seen, string? reason, CancellationToken ct)
    {
        await Consent(id, ct);
        var said = reason?.Trim() is { Length: > 0 } words ? $"：{words}" : "";
        await record.Withdraw(id, seen, $"{Visit.Holder.Show()}通过手机撤回{said}", ct);
    }

    /// <summary>Newest first. Who opens a referral opens the patient's particulars with it, which is told once.</summary>
    public async Task<(IReadOnlyList<OwnAccessLine> Lines, bool More)> Accesses(int skip, int size, CancellationToken ct)
    {
        var asSeenBy = await AsSeenBy(ct);
        var cases = await referrals.Of(Visit.PatientId, asSeenBy, ct);
        var reports = await results.Editions(Visit.PatientId, asSeenBy, ct);
        var found = await history.Of([Visit.PatientId, .. cases.Select(line => line.Id), .. reports], [.. AccessActs.All.Keys], asSeenBy, skip, size + 1, ct);
        List<AccessLine> lines = [.. found.Take(size).Where(line => !found.Any(other => AccessActs.Holds(other, line)))];
        var roles = (await accounts.Roles(lines.Select(line => line.UserId).OfType<Guid>(), ct)).ToLookup(held => (held.PersonId, held.OrganizationId), held => held.Role);
        if (skip == 0) await Tell("访问记录", ct);
        return ([.. lines.Select(line => Show(line, roles))], found.Count > size);
    }

    private OwnAccessLine Show(AccessLine line, ILookup<(Guid, Guid), string> roles)
    {
        var own = line.UserId == Visit.PatientId;
        var held = line is { UserId: { } person, OrganizationId: { } house } ? roles[(person, house)].Select(role => Role.Names.GetValueOrDefault(role, role)).ToList() : [];
        return new(line.At, own ? "手机查看" : line.Organization ?? "杏林系统", own ? line.Who.Split(' ')[0] : held.Count > 0 ? string.Join("、", held) : line.UserId is null ? "系统自动" : "工作人员",
            AccessActs.All[line.What], Why(line), AccessActs.IsEmergency(line));
    }

    private static string? Why(AccessLine line) => line.Details?.Replace("用途：", "", StringComparison.Ordinal);

    private Task Tell(string what, CancellationToken ct) =>
        accessor.HttpContext is { } context && HttpMethods.IsGet(context.Request.Method) ? Record(what, ct) : Task.CompletedTask;

    private async Task Record(string what, CancellationToken ct) =>
        await audit.RecordNow("patient-view.read", new AuditSubject("patient", Visit.PatientId, (await Card(ct)).Number), what, ct: ct);

    private async Task<Guid?> AsSeenBy(CancellationToken ct) => (await Card(ct)).OrganizationId == Visit.OrganizationId ? null : Visit.OrganizationId;
}
