using Xinglin.Agreements.Reading;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>Written notice that one party ends the agreement early.</summary>
/// <param name="LastDay">The earliest last day that the agreed period allows.</param>
public sealed record TerminationNotice(Guid PartyId, DateOnly GivenOn, DateOnly LastDay, string Reason, string By, DateTimeOffset RecordedAt);

/// <summary>A notice that was taken back before it ran out; kept so that what was known in between can be told again.</summary>
public sealed record WithdrawnNotice(TerminationNotice Notice, DateTimeOffset WithdrawnAt);

/// <summary>An early end that some parties have consented to and that waits for the others.</summary>
public sealed record EndProposal(DateOnly LastDay, string Reason, IReadOnlyList<Guid> AgreedBy);

/// <summary>Who ended it when it did not run to its own end. It is in force until the last day has passed.</summary>
/// <param name="LastDay">The last day on which it was in force.</param>
public sealed record EarlyEnd(DateOnly LastDay, string Reason, string By, DateTimeOffset RecordedAt);

/// <summary>
/// One version of an agreement. Versions of one <see cref="LineageId"/> follow each other by amendment and renewal; a sealed
/// version never changes, so whatever began under it can always be judged by it.
/// </summary>
public sealed class Agreement : Aggregate
{
    private const int LongestBasis = 60;

    /// <summary>What people call the facts that are confirmed as one.</summary>
    internal const string FactsName = "期限、份数与依据";

    private readonly List<AgreementParty> parties = [];

    private Agreement() { }

    internal Agreement(Guid id, Guid lineageId, string number, int versionNumber, string title, ConsortiumForm form, Guid ownerId, DateTimeOffset at)
    {
        Id = id;
        (LineageId, Number, VersionNumber, Title, Form, OwnerId, CreatedAt, WaitingSince) = (lineageId, number, versionNumber, title, form, ownerId, at, at);
        Initials = Pinyin.Initials(title);
        Index();
    }

    public Guid LineageId { get; private set; }

    /// <summary>「XL-2026-0003」; the versions of a lineage share it.</summary>
    public string Number { get; private set; } = "";
    public int VersionNumber { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Pinyin initials of the title, for the search box.</summary>
    public string Initials { get; private set; } = "";
    public ConsortiumForm Form { get; private set; }
    public AgreementState State { get; private set; } = AgreementState.Draft;

    /// <summary>The organisation that drafts it.</summary>
    public Guid OwnerId { get; private set; }
    public Guid? PreviousId { get; internal set; }

    /// <summary>An amendment or renewal of this version is being worked on.</summary>
    public bool HasSuccessorDraft { get; internal set; }
    public AgreementPeriod Period { get; private set; } = new();
    public int? CopiesTotal { get; private set; }
    public int? CopiesEach { get; private set; }

    /// <summary>The policy documents that it rests on, by their 文号 (「国办发〔2017〕32号」), in the order of the text.</summary>
    public IReadOnlyList<string> Bases { get; private set; } = [];

    /// <summary>Of period, copies and bases by the drafting office.</summary>
    public FactConfirmation FactsConfirmation { get; private set; } = new();

    /// <summary>The facts that nobody has confirmed yet, as people name them.</summary>
    public IReadOnlyList<string> UnconfirmedFacts =>
        [.. parties.Where(party => party.Confirmation.IsAwaited).OrderBy(party => party.Position).Select(party => party.Called),
            .. FactsConfirmation.IsAwaited ? [FactsName] : Array.Empty<string>()];

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Since when the present state waits; the clock of <see cref="AgreementLife.WaitingDays"/> runs from here.</summary>
    public DateTimeOffset WaitingSince { get; private set; }

    /// <summary>SHA-256 of <see cref="AgreementDocument"/>, set when it is circulated.</summary>
    public string? DocumentHash { get; private set; }
    public DateOnly? EffectiveFrom { get; private set; }

    /// <summary>When the missed clock of the present state was brought before the leadership; null while it runs.</summary>
    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>The planned last day; null without an end. What cut it short is <see cref="Ended"/>.</summary>
    public DateOnly? PlannedLastDay { get; private set; }
    public TerminationNotice? Notice { get; private set; }
    public IReadOnlyList<WithdrawnNotice> WithdrawnNotices { get; private set; } = [];
    public EarlyEnd? Ended { get; private set; }
    public EndProposal? EndProposal { get; private set; }

    /// <summary>Grows with every change to any agreement; nodes reload what lies beyond what they know.</summary>
    public long Revision { get; internal set; }

    public IReadOnlyList<AgreementParty> Parties => parties;

    /// <summary>「XL-2026-0003 第2版」</summary>
    public string Reference => VersionNumber == 1 ? Number : $"{Number} 第{VersionNumber}版";

    /// <summary>What an audit entry about it names.</summary>
    internal AuditSubject Subject => new("agreement", Id, Reference);

    public AgreementParty? PartyOf(Guid? organizationId) =>
        organizationId is null ? null : parties.FirstOrDefault(party => party.OrganizationId == organizationId);

    /// <summary>
    /// The parties that a word in a clause means: all that bear it as their label, the one of that name (where several share a label), or
    /// those of a collective word such as 各方, 双方, 各成员单位.
    /// </summary>
    public IReadOnlyList<AgreementParty> PartiesNamed(string word)
    {
        AgreementParty[] named = [.. parties.Where(party => party.Label == word || party.Name == word)];
        if (named.Length > 0) return named;
        return CollectiveWords.Of(word) switch
        {
            Whom.Everyone => [.. parties.Where(party => party.Seals)],
            Whom.Members => [.. parties.Where(party => party.Role == PartyRole.Member)],
            Whom.Leads => [.. parties.Where(party => party.Role == PartyRole.Lead)],
            _ => []
        };
    }

    /// <summary>The words by which clauses can name the parties that act: their labels, and the names of those who share a label.</summary>
    public IEnumerable<string> WordsForParties => parties.Where(party => party.Seals).OrderBy(party => party.Position).Select(party => party.Label).Distinct()
        .Concat(parties.Where(party => party.Seals && parties.Count(other => other.Label == party.Label) > 1).OrderBy(party => party.Position).Select(party => party.Name));

    /// <summary>The last day in force as far as it is known: an early end, a running notice, or the planned day.</summary>
    public DateOnly? LastDay => Ended?.LastDay ?? Days.Earlier(Notice?.LastDay, PlannedLastDay);

    /// <summary>The first day in force as it was known at a moment: null until the last seal was recorded.</summary>
    public DateOnly? EffectiveFromKnownAt(DateTimeOffset asOf) =>
        parties.Where(party => party.Seal is not null).Max(party => (DateTimeOffset?)party.Seal!.RecordedAt) <= asOf ? EffectiveFrom : null;

    /// <summary><see cref="LastDay"/> as it was known at a moment, whatever was recorded later.</summary>
    public DateOnly? LastDayKnownAt(DateTimeOffset asOf)
    {
        if (Ended is { } ended && ended.RecordedAt <= asOf) return ended.LastDay;
        var notice = Notice is { } running && running.RecordedAt <= asOf ? running
            : WithdrawnNotices.FirstOrDefault(each => each.Notice.RecordedAt <= asOf && each.WithdrawnAt > asOf)?.Notice;
        return Days.Earlier(notice?.LastDay, PlannedLastDay);
    }

    /// <summary>
    /// The first day on which it may already be over, or prolongs itself: the earliest that a blank day can mean, or the end of a
    /// notice. Kept in a column so that lists can narrow and sort by it; <see cref="Settle"/> writes it.
    /// </summary>
    public DateOnly? EarliestEnd { get; private set; }

    /// <summary>
    /// Number, title, its initials and the parties' names in lower case, and after <see cref="BeforeInitials"/> the initials of those names: what
    /// a search looks through, in one column.
    /// </summary>
    public string SearchText { get; private set; } = "";

    /// <summary>What was indexed before the parties' initials were has none; <see cref="AgreementInitials"/> finds it by that.</summary>
    internal const string BeforeInitials = "\n\n";

    /// <summary>The day by which the present state should have moved on.</summary>
    public DateOnly? WaitingUntil => AgreementLife.WaitingDays.TryGetValue(State, out var days) ? ChinaTime.DateIn(WaitingSince).AddDays(days) : null;

    /// <exception cref="Refused">It is no draft any more.</exception>
    public void MustBeDraft()
    {
        if (State != AgreementState.Draft)
            throw new Refused(RefusalKind.Conflict, "agreement.not-a-draft", $"协议{Reference}目前“{State.Show()}”，内容不能修改。",
                State is AgreementState.InForce or AgreementState.Expired ? "请起草修订或续签版本。" : "请由起草单位先收回修改。");
    }

    /// <param name="bases">Null leaves them as they are.</param>
    internal void Describe(string title, ConsortiumForm form, AgreementPeriod period, int? copiesTotal, int? copiesEach, IEnumerable<string>? bases = null)
    {
        MustBeDraft();
        IReadOnlyList<string> cited = bases is null ? Bases : [.. bases.Select(basis => basis.Trim()).Where(basis => basis.Length > 0).Distinct()];
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(title)) faults.Add("协议名称为空");
        if (period.From is not null && period.FromDate is null) faults.Add("起始日期应写作 2022、2022-09 或 2022-09-01");
        if (period.To is not null && period.ToDate is null) faults.Add("截止日期应写作 2025、2025-09 或 2025-09-30");
        if (period is { FromDate: { } from, ToDate: { } to } && to.LatestDay < from.EarliestDay) faults.Add("截止日期早于起始日期");
        if (period.Years is < 1 or > 50) faults.Add("年限应在 1 到 50 年之间");
        if (period is { NoticeDays: < 1 } or { NoticeMonths: < 1 }) faults.Add("通知期应大于零");
        if (copiesTotal is < 1 || copiesEach is < 1) faults.Add("份数应大于零");
        if (cited.Any(basis => basis.Length > LongestBasis)) faults.Add($"每个政策依据不超过 {LongestBasis} 字，每行写一个文号");
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "agreement.invalid", $"协议基本信息有误：{string.Join("；", faults)}。", "请改正后再保存；已填写的内容不会丢失。");
        (Title, Form, Period, CopiesTotal, CopiesEach, Bases) = (title.Trim(), form, period, copiesTotal, copiesEach, cited);
        Initials = Pinyin.Initials(Title);
        Index();
    }

    internal AgreementParty AddParty(Guid id, string label, PartyRole role, string name, Guid? organizationId)
    {
        MustBeDraft();
        MustBeOneOfItsKind(null, label, name, organizationId);
        var added = new AgreementParty(id, parties.Count + 1, label.Trim(), role, name.Trim(), organizationId);
        parties.Add(added);
        Index();
        return added;
    }

    internal AgreementParty ChangeParty(Guid partyId, string label, PartyRole role, string name, Guid? organizationId)
    {
        MustBeDraft();
        var party = Party(partyId);
        MustBeOneOfItsKind(partyId, label, name, organizationId);
        (party.Label, party.Role, party.Name, party.OrganizationId) = (label.Trim(), role, name.Trim(), organizationId);
        Index();
        return party;
    }

    /// <summary>A party is as the text has it, and this house in the directory.</summary>
    /// <param name="seen">Version of the party's confirmation that the person looked at.</param>
    /// <param name="organizationId">The house that a person chose; null leaves the one it has.</param>
    /// <exception cref="Refused">Somebody was faster, or a party that seals has no house.</exception>
    internal AgreementParty ConfirmParty(Guid partyId, int? seen, Guid? organizationId, string by, DateTimeOffset at)
    {
        MustBeDraft();
        var party = Party(partyId);
        party.Confirmation.MustBeAt(seen, party.Called);
        if (organizationId is not null) ChangeParty(partyId, party.Label, party.Role, party.Name, organizationId);
        if (party.LacksOrganization)
            throw new Refused(RefusalKind.Invalid, "agreement.party-without-house", $"{party.Called}还没有对应到机构通讯录中的机构，不能确认。",
                "请选择对应的机构；不签约的监督、备案单位可在“签约方与期限”页把角色改为“监督、备案等”。");
        party.Confirmation.Give(by, at);
        return party;
    }

    /// <summary>Period, copies and bases are as the text has them.</summary>
    /// <param name="seen">Version of their confirmation that the person looked at.</param>
    /// <exception cref="Refused">Somebody was faster.</exception>
    internal void ConfirmFacts(int? seen, string by, DateTimeOffset at)
    {
        MustBeDraft();
        FactsConfirmation.MustBeAt(seen, FactsName);
        FactsConfirmation.Give(by, at);
    }

    /// <summary>Several parties may share a label (成员单位 line after line, 乙方 for all members); no organisation is a party twice.</summary>
    private void MustBeOneOfItsKind(Guid? partyId, string label, string name, Guid? organizationId)
    {
        if (string.IsNullOrWhiteSpace(label) || string.IsNullOrWhiteSpace(name))
            throw new Refused(RefusalKind.Invalid, "agreement.party-invalid", "签约方需要写明称谓（如甲方）和全称。");
        if (organizationId is not null && parties.Any(other => other.Id != partyId && other.OrganizationId == organizationId))
            throw new Refused(RefusalKind.Conflict, "agreement.party-twice", $"{name}已经是签约方。");
    }

    internal void RemoveParty(Guid partyId)
    {
        MustBeDraft();
        parties.Remove(Party(partyId));
        Index();
    }

    internal AgreementParty Party(Guid partyId) => parties.FirstOrDefault(party => party.Id == partyId) ?? throw Refused.NotFound("这个签约方");

    internal void Circulate(string documentHash, DateTimeOffset at)
    {
        DocumentHash = documentHash;
        MoveTo(AgreementState.Circulated, at);
    }

    /// <summary>One party finds the text right. When the last has done so, it waits for seals.</summary>
    internal void Agree(AgreementParty party, string by, DateTimeOffset at)
    {
        (party.AgreedAt, party.AgreedBy) = (at, by);
        if (parties.All(each => !each.Seals || each.AgreedAt is not null)) MoveTo(AgreementState.AwaitingSeals, at);
    }

    /// <summary>Back to the drafter; what the parties had agreed to is void because the text will change.</summary>
    internal void BackToDraft(DateTimeOffset at)
    {
        foreach (var party in parties) (party.AgreedAt, party.AgreedBy) = (null, null);
        DocumentHash = null;
        MoveTo(AgreementState.Draft, at);
    }

    /// <summary>One party seals. With the last seal it takes effect, on the day of the last seal or the text's own day.</summary>
    internal void SealBy(AgreementParty party, Seal seal, DateTimeOffset at)
    {
        if (seal.DocumentHash != DocumentHash)
            throw new Refused(RefusalKind.Conflict, "agreement.text-changed", "协议文本在您查看之后有变化，盖章没有生效。", "请重新查看文本后再盖章。");
        party.Seal = seal;
        if (parties.Any(each => each.Seals && each.Seal is null)) return;
        var lastSeal = parties.Where(each => each.Seal is not null).Max(each => each.Seal!.SealedOn);
        EffectiveFrom = Period.EffectiveFrom(lastSeal);
        PlannedLastDay = Period.LastDay(EffectiveFrom.Value);
        MoveTo(AgreementState.InForce, at);
    }

    /// <summary>The clock of the present state was missed, and the leadership is told.</summary>
    internal void Escalate(DateTimeOffset at) => EscalatedAt = at;

    internal void Withdraw(DateTimeOffset at) => MoveTo(AgreementState.Withdrawn, at);

    internal void GiveNotice(AgreementParty party, DateOnly givenOn, string reason, string by, DateTimeOffset at)
    {
        Notice = new TerminationNotice(party.Id, givenOn, Period.EndAfterNotice(givenOn), reason, by, at);
        Settle();
    }

    internal void WithdrawNotice(DateTimeOffset at)
    {
        WithdrawnNotices = [.. WithdrawnNotices, new WithdrawnNotice(Notice!, at)];
        Notice = null;
        Settle();
    }

    /// <summary>
    /// One party's consent to a last day. True where it was the last that was missing, and the end is set: it stays in force, and grants, until
    /// the day has passed (<see cref="PassTo"/>).
    /// </summary>
    internal bool ConsentToEnd(AgreementParty party, DateOnly lastDay, string reason, string by, DateTimeOffset at)
    {
        EndProposal = EndProposal is { } proposal && proposal.LastDay == lastDay
            ? proposal with { AgreedBy = [.. proposal.AgreedBy.Append(party.Id).Distinct()] }
            : new EndProposal(lastDay, reason, [party.Id]);
        if (parties.Any(each => each.Seals && !EndProposal.AgreedBy.Contains(each.Id))) return false;
        Ended = new EarlyEnd(lastDay, EndProposal.Reason, by, at);
        EndProposal = null;
        Settle();
        PassTo(ChinaTime.DateIn(at), at);
        return true;
    }

    /// <summary>A newer version takes effect; this one ends the day before.</summary>
    internal void SupersededFrom(DateOnly day, string by, DateTimeOffset at)
    {
        var lastDay = day.AddDays(-1);
        if (LastDay is not { } planned || planned > lastDay) Ended = new EarlyEnd(lastDay, "由新版本取代", by, at);
        MoveTo(AgreementState.Superseded, at);
    }

    /// <summary>What the calendar makes of it today: nothing, expiry, or the end that was agreed or that follows from a notice. True where the state changed.</summary>
    internal bool PassTo(DateOnly today, DateTimeOffset at)
    {
        if (State != AgreementState.InForce || LastDay is not { } lastDay || today <= lastDay) return false;
        if (Ended is null && Notice is { } notice && notice.LastDay == lastDay && notice.LastDay != PlannedLastDay)
            Ended = new EarlyEnd(lastDay, $"通知期满：{notice.Reason}", notice.By, at);
        MoveTo(Ended is null ? AgreementState.Expired : AgreementState.Terminated, at);
        return true;
    }

    /// <summary>
    /// Writes <see cref="EarliestEnd"/>. One that prolongs itself has no end of its own any more once its first period is over; what
    /// ends it then is the notice.
    /// </summary>
    internal void Settle()
    {
        var own = EffectiveFrom is { } from ? Period.EarliestEnd(from) : null;
        if (Period.Renewal == Renewal.Automatic && Notice is { } notice && own < notice.GivenOn) own = null;
        EarliestEnd = Ended?.LastDay ?? Days.Earlier(Notice?.LastDay, own);
    }

    private void MoveTo(AgreementState state, DateTimeOffset at)
    {
        (State, WaitingSince, EscalatedAt) = (state, at, null);
        Settle();
    }

    internal void Index() => SearchText = string.Join('\n', parties.Select(party => party.Name).Prepend(Initials).Prepend(Title).Prepend(Number)).ToLowerInvariant()
        + BeforeInitials + string.Join('\n', parties.Select(party => Pinyin.Initials(party.Name)));
}
