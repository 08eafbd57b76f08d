using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

public enum ListChangeState { Proposed, Agreed, Declined }

/// <summary>
/// A change to what two sides recognise of each other: an addition to a list that the clause leaves open (「等」), or an exception from
/// 「全部项目」. It holds when the other side has agreed, from its date on, as long as its clause or one that goes on with it does
/// (<see cref="AgreedListDesk.Holds"/>). The clause itself is never changed by it.
/// </summary>
public sealed class ListChange : Aggregate
{
    private ListChange() { }

    internal ListChange(Guid clauseId, Guid proposerId, string proposer, Guid partnerId, string partner, string subject, bool excluded, DateOnly from, string reason, string by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (ClauseId, ProposerId, Proposer, PartnerId, Partner, Subject, Excluded, From, Reason, ProposedBy, ProposedAt) = (clauseId, proposerId, proposer, partnerId, partner, subject, excluded, from, reason, by, at);
    }

    public Guid ClauseId { get; private init; }
    public Guid ProposerId { get; private init; }
    public string Proposer { get; private init; } = "";
    public Guid PartnerId { get; private init; }
    public string Partner { get; private init; } = "";

    /// <summary>An item's code or a panel's name.</summary>
    public string Subject { get; private init; } = "";
    public bool Excluded { get; private init; }
    public DateOnly From { get; private init; }
    public string Reason { get; private init; } = "";
    public ListChangeState State { get; private set; }
    public string ProposedBy { get; private init; } = "";
    public DateTimeOffset ProposedAt { get; private init; }
    public string? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    internal void Answer(bool agreed, string by, DateTimeOffset at) => (State, AnsweredBy, AnsweredAt) = (agreed ? ListChangeState.Agreed : ListChangeState.Declined, by, at);
}

internal sealed class ListChangeMap : IEntityTypeConfiguration<ListChange>
{
    public void Configure(EntityTypeBuilder<ListChange> map)
    {
        map.ToTable("result_list_change");
        map.Property(change => change.Proposer).HasMaxLength(120);
        map.Property(change => change.Partner).HasMaxLength(120);
        map.Property(change => change.Subject).HasMaxLength(40);
        map.Property(change => change.From).HasColumnName("valid_from");
        map.Property(change => change.Reason).HasMaxLength(200);
        map.Property(change => change.ProposedBy).HasMaxLength(80);
        map.Property(change => change.AnsweredBy).HasMaxLength(80);
        map.HasIndex(change => new { change.ProposerId, change.PartnerId });
        map.HasIndex(change => new { change.PartnerId, change.State });
    }
}

/// <summary>One partner with whom results are recognised, and what is listed.</summary>
/// <param name="Term">Null where nothing is in force; then <paramref name="WhyNot"/> says why.</param>
/// <param name="Holding">Those of the changes that hold under the clause in force, from their date on.</param>
public sealed record PartnerList(OrganizationRef Partner, Term? Term, string? WhyNot, IReadOnlyList<ListChange> Changes, IReadOnlySet<Guid> Holding)
{
    /// <summary>What one side has proposed and the other has not answered.</summary>
    public IEnumerable<ListChange> Waiting => Changes.Where(change => change.State == ListChangeState.Proposed);
}

/// <summary>Keeps what is recognised between the own institution and each partner.</summary>
public sealed class AgreedListDesk(XinglinDb db, IAgreementTerms terms, IDirectory directory, ItemDictionary dictionary, INotices notices, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.ConsortiumOffice},{Role.MedicalAffairs}";
    public const string Readers = $"{Keepers},{Role.Physician},{Role.Director}";

    /// <summary>The clause between two institutions, whichever of them bears it.</summary>
    public static TermAnswer Ask(IAgreementTerms terms, Guid here, Guid maker, DateTimeOffset at) =>
        terms.Ask(here, maker, ClauseKinds.ResultRecognition, at) is TermAnswer.Granted granted ? granted
        : terms.Ask(maker, here, ClauseKinds.ResultRecognition, at) is TermAnswer.Granted other ? other
        : terms.Ask(here, maker, ClauseKinds.ResultRecognition, at);

    /// <summary>
    /// A change belongs to its clause. By amendment and renewal it goes on with the clause that took over, an addition only where that one
    /// still leaves its list open; under another agreement, or a clause that was written anew, both agree again.
    /// </summary>
    internal static bool Holds(IAgreementTerms terms, Term? inForce, ListChange change)
    {
        for (var term = inForce; term is not null; term = term.PreviousClauseId is { } before ? terms.Pinned(before) : null)
            if (term.ClauseId == change.ClauseId) return change.Excluded || inForce!.TightlyKnit || inForce.Parameters.ListIsOpen;
        return false;
    }

    /// <summary>Every partner with a clause in force, and those with whom changes are open.</summary>
    public async Task<IReadOnlyList<PartnerList>> Partners(CancellationToken ct = default)
    {
        await terms.EnsureCurrent(ct);
        var (organization, now) = (user.Organization, time.Now());
        var changes = await db.Set<ListChange>().AsNoTracking().Where(change => change.ProposerId == organization || change.PartnerId == organization).OrderByDescending(change => change.ProposedAt).ToListAsync(ct);
        var ids = terms.Of(organization, time.Today()).Where(term => term.Kinds.Contains(ClauseKinds.ResultRecognition)).SelectMany(term => term.Bearers.Concat(term.Counterparties))
            .Concat(changes.SelectMany(change => new[] { change.ProposerId, change.PartnerId })).Where(id => id != organization).Distinct().ToList();
        var houses = await directory.Find(ids, ct);
        return [.. ids.Where(houses.ContainsKey).Select(id =>
        {
            var answer = Ask(terms, organization, id, now);
            var (term, own) = ((answer as TermAnswer.Granted)?.Term, changes.Where(change => change.ProposerId == id || change.PartnerId == id).ToList());
            return new PartnerList(houses[id], term, (answer as TermAnswer.NotGranted)?.Reason, own, own.Where(change => change.State == ListChangeState.Agreed && Holds(terms, term, change)).Select(change => change.Id).ToHashSet());
        }).OrderByDescending(list => list.Changes.Any(change => change.State == ListChangeState.Proposed && change.PartnerId == organization)).ThenBy(list => list.Partner.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="Refused">There is nothing between the two.</exception>
    public async Task<PartnerList> With(Guid partner, CancellationToken ct = default) =>
        (await Partners(ct)).FirstOrDefault(list => list.Partner.Id == partner) ?? throw Refused.NotFound("与该机构的互认项目");

    public async Task<ListChange> Propose(Guid partner, string subject, bool excluded, DateOnly from, string reason, CancellationToken ct = default) =>
        (await Propose(partner, [subject], excluded, from, reason, ct))[0];

    /// <summary>Puts panels or items to the other side, all of them or none.</summary>
    /// <exception cref="Refused">No clause is in force; the list is closed; nothing is called so; one of them waits for an answer already.</exception>
    public async Task<IReadOnlyList<ListChange>> Propose(Guid partner, IReadOnlyList<string> subjects, bool excluded, DateOnly from, string reason, CancellationToken ct = default)
    {
        user.Require("商定互认项目", Keepers.Split(','));
        await terms.EnsureCurrent(ct);
        if (Ask(terms, user.Organization, partner, time.Now()).OrRefuse() is not { } term) throw Refused.NotFound("互认条款");
        if (!excluded && !term.TightlyKnit && !term.Parameters.ListIsOpen)
            throw new Refused(RefusalKind.Conflict, "result.list-closed", "条款列明了全部互认项目，没有写“等”，不能由双方另行增补。", "需要增加项目时，请由医联体办公室起草修订版本。", term.Cite());
        var items = await dictionary.Items(ct);
        List<string> names = [.. subjects.Select(subject => subject.Trim()).Distinct()];
        if (names.Count == 0) throw new Refused(RefusalKind.Invalid, "result.list-empty", "没有勾选项目。", "请勾选要商定的组合或项目。");
        if (names.Find(name => !items.Panels.Contains(name) && items.Find(name) is null) is { } unknown) throw new Refused(RefusalKind.Invalid, "result.item-unknown", $"项目目录中没有“{unknown}”。", "请填写组合名称或项目代码。");
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "请写明增补或排除的理由（200 字以内）。");
        if (from < time.Today()) throw new Refused(RefusalKind.Invalid, "result.list-from-past", "生效日期不能早于今天。", "此前的结果按原清单判断。");
        var open = await db.Set<ListChange>().AsNoTracking().Where(change => change.State == ListChangeState.Proposed && names.Contains(change.Subject)
            && ((change.ProposerId == user.OrganizationId && change.PartnerId == partner) || (change.ProposerId == partner && change.PartnerId == user.OrganizationId))).Select(change => change.Subject).ToListAsync(ct);
        if (open.Count > 0) throw new Refused(RefusalKind.Conflict, "result.list-open", $"已经提出、还没有答复：{string.Join("、", open)}。", "请等答复以后再提，或去掉这些项目。");
        var house = await directory.Find(partner, ct) ?? throw Refused.NotFound("该机构");
        List<ListChange> changes = [.. names.Select(name => new ListChange(term.ClauseId, user.Organization, user.OrganizationName ?? "", partner, house.Name, name, excluded, from, words, user.Name, time.Now()))];
        db.AddRange(changes);
        foreach (var change in changes) audit.Record("result.list-proposed", Subject(change), $"{(excluded ? "排除" : "增补")} {change.Subject}，自 {ChinaTime.Show(from)}，对方 {house.Name}");
        foreach (var role in Keepers.Split(','))
            await notices.Tell(partner, role, $"{user.OrganizationName}提出{(excluded ? "排除" : "增补")}互认项目：{Several.Named([.. changes.Select(change => change.Subject)], "项")}", Link(user.Organization), $"result-list:{changes[0].Id}", ct);
        await db.SaveChangesAsync(ct);
        return changes;
    }

    public Task Answer(Guid id, int? seen, bool agreed, CancellationToken ct = default) => Answer([new Seen(id, seen)], agreed, ct);

    /// <summary>All of them or none.</summary>
    public async Task Answer(IReadOnlyList<Seen> chosen, bool agreed, CancellationToken ct = default)
    {
        user.Require("商定互认项目", Keepers.Split(','));
        if (chosen.Count == 0) throw new Refused(RefusalKind.Invalid, "result.list-empty", "没有勾选项目。", "请勾选要答复的项目。");
        var (ids, now) = (chosen.Select(one => one.Id).ToArray(), time.Now());
        var changes = await db.Set<ListChange>().Where(each => ids.Contains(each.Id) && (each.PartnerId == user.OrganizationId || each.ProposerId == user.OrganizationId)).ToDictionaryAsync(each => each.Id, ct);
        foreach (var one in chosen)
        {
            var change = changes.GetValueOrDefault(one.Id) ?? throw Refused.NotFound("这项商定");
            change.MustBeAt(one.Version, $"关于{change.Subject}的商定");
            if (change.PartnerId != user.OrganizationId) throw new Refused(RefusalKind.Forbidden, "result.list-own", "本机构提出的，由对方答复。");
            if (change.State != ListChangeState.Proposed) throw new Refused(RefusalKind.Conflict, "result.list-answered", $"{change.Subject}：{change.AnsweredBy} 已于 {ChinaTime.Show(change.AnsweredAt!.Value)} 答复。");
            change.Answer(agreed, user.Name, now);
            audit.Record(agreed ? "result.list-agreed" : "result.list-declined", Subject(change), change.Subject);
        }

        foreach (var (proposer, answered) in changes.Values.GroupBy(change => change.ProposerId).Select(group => (group.Key, group.ToList())))
            foreach (var role in Keepers.Split(','))
                await notices.Tell(proposer, role, $"{user.OrganizationName}{(agreed ? "同意" : "不同意")}互认项目的商定：{Several.Named([.. answered.Select(change => change.Subject)], "项")}", Link(user.Organization), $"result-list-answer:{answered[0].Id}", ct);
        await db.SaveChangesAsync(ct);
    }

    private static string Link(Guid partner) => $"/results/agreed/{partner}";

    private static AuditSubject Subject(ListChange change) => new("result-list", change.Id, change.Subject);
}
