using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Reading;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>Brings an agreement's draft about: read from a text, or empty to be typed. People of the consortium office do this.</summary>
public sealed class DraftingDesk(XinglinDb db, AgreementStore store, CurrentUser user, IDirectory directory, TimeProvider time)
{
    /// <summary>Reads a text and keeps everything found as candidates for people to confirm, parties and period too.</summary>
    /// <exception cref="Refused">The person may not draft, or nothing in the text looks like an agreement.</exception>
    public Task<Agreement> FromText(string text, string fileName, CancellationToken ct = default) =>
        Read(text, fileName, confirmation => confirmation.Await(), ct);

    /// <summary>A draft from a template: its clauses are candidates like those of any text; parties and period are confirmed, because the person chose them.</summary>
    /// <param name="members">Full names in the directory.</param>
    public Task<Agreement> FromTemplate(AgreementTemplate template, string lead, IReadOnlyList<string> members, DateOnly from, int years, CancellationToken ct = default) =>
        Read(AgreementTemplates.Fill(template, lead, members, from, years), $"{template.Name}（模板）.md", confirmation => confirmation.Give(user.Name, time.Now()), ct);

    private async Task<Agreement> Read(string text, string fileName, Action<FactConfirmation> confirm, CancellationToken ct)
    {
        MayDraft();
        var sha256 = Sha256.Of(text);
        text = text.Replace("\0", "", StringComparison.Ordinal);
        var reading = AgreementReader.Read(text, time.Today());
        if (reading.Duties.Count == 0 && reading.Parties.Count == 0)
            throw new Refused(RefusalKind.Invalid, "agreement.nothing-read", $"“{fileName}”里没有读到签约方，也没有读到任何条款。",
                "请确认文件是协议正文；也可以改为粘贴文字，或逐条录入。");
        var title = reading.Document.Title ?? Path.GetFileNameWithoutExtension(fileName);
        return await Create(title, FormOf(text), async agreement =>
        {
            agreement.Describe(title, agreement.Form, ReadingWords.Period(reading.Term), reading.Copies.Total, reading.Copies.Each, reading.Bases.Select(basis => basis.Number));
            confirm(agreement.FactsConfirmation);
            var places = new Dictionary<Guid, TextSpan>();
            foreach (var (party, place) in reading.Parties.Zip(reading.Places.Parties))
            {
                // Two names that the directory knows as one house: which of them is meant, people say.
                var organization = (await directory.FindByName(party.Name, ct))?.Id;
                var added = agreement.AddParty(NewId(), party.Label, ReadingWords.Enum<PartyRole>(party.Role), party.Name, agreement.PartyOf(organization) is null ? organization : null);
                confirm(added.Confirmation);
                if (place is { } span) places[added.Id] = span;
            }

            var bases = reading.Bases.Zip(reading.Places.Bases).ToDictionary(pair => pair.First.Number, pair => pair.Second);
            db.Add(new AgreementSource(agreement.Id, fileName, sha256, text, new FactPlaces(places, bases, reading.Places.Term, reading.Places.Copies)));
            db.AddRange(reading.Duties.Select((duty, index) => new Clause(
                NewId(), agreement.Id, index + 1, duty.Path, ReadingWords.Content(duty), duty.Span.Start, duty.Span.End)));
            db.AddRange(reading.Targets.Select(target => (Target: target, IsExample: false))
                .Concat(reading.Examples.Select(example => (Target: example, IsExample: true)))
                .Select((each, index) => new AgreementTarget(NewId(), agreement.Id, index + 1, each.Target.Indicator, each.Target.Name,
                    each.Target.Comparator, each.Target.Value, each.Target.Unit, each.IsExample, each.Target.Span.Start, each.Target.Span.End)));
            db.AddRange(reading.Findings.Select((finding, index) => new AgreementFinding(
                NewId(), agreement.Id, index + 1, finding.Code, finding.Severity, finding.Message, finding.Span?.Start, finding.Span?.End)));
            store.Tell(agreement, "agreement.read", "读取协议文本",
                $"{fileName}：{reading.Parties.Count} 个签约方，{reading.Duties.Count} 条候选条款，{reading.Targets.Count} 个目标，{reading.Findings.Count} 条提示");
        }, ct);
    }

    /// <summary>An empty draft between the drafter and others, to be typed clause by clause.</summary>
    public Task<Agreement> Blank(string title, ConsortiumForm form, CancellationToken ct = default)
    {
        MayDraft();
        return Create(title, form, agreement =>
        {
            agreement.Describe(title, form, new AgreementPeriod(), null, null);
            store.Tell(agreement, "agreement.begun", "新建协议");
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>
    /// A new version that carries on a sealed one: its parties, clauses and targets come along as confirmed; a renewal's period is
    /// proposed, and people confirm or correct it. The present version stays as it is until the new one takes effect.
    /// </summary>
    public async Task<Agreement> Succeed(Guid previousId, AgreementAct act, CancellationToken ct = default)
    {
        var id = await store.Change(previousId, null, async previous =>
        {
            AgreementLife.Require(previous, act, user);
            var versions = await db.Set<Agreement>().CountAsync(each => each.LineageId == previous.LineageId, ct);
            var next = new Agreement(NewId(), previous.LineageId, previous.Number, versions + 1, previous.Title, previous.Form, user.Organization, time.Now())
            {
                PreviousId = previous.Id
            };
            var period = act == AgreementAct.Amend
                ? previous.Period
                : new AgreementPeriod
                {
                    From = previous.LastDay is { } last ? ChinaTime.Show(last.AddDays(1)) : null,
                    Years = previous.Period.Years ?? Years(previous),
                    StartsOn = previous.Period.StartsOn,
                    Renewal = previous.Period.Renewal,
                    NoticeDays = previous.Period.NoticeDays,
                    NoticeMonths = previous.Period.NoticeMonths,
                    DutiesSurvive = previous.Period.DutiesSurvive
                };
            next.Describe(previous.Title, previous.Form, JsonColumn.Read<AgreementPeriod>(JsonColumn.Write(period)), previous.CopiesTotal, previous.CopiesEach, previous.Bases);
            if (act == AgreementAct.Renew) next.FactsConfirmation.Await();
            else next.FactsConfirmation.CarryOn(previous.FactsConfirmation);
            foreach (var party in previous.Parties.OrderBy(party => party.Position))
                next.AddParty(NewId(), party.Label, party.Role, party.Name, party.OrganizationId).Confirmation.CarryOn(party.Confirmation);
            db.Add(next);

            foreach (var clause in await store.Clauses(previous.Id, ct))
                if (clause.State == ClauseState.Confirmed)
                {
                    var copy = clause.CopyFor(next.Id, NewId());
                    copy.Confirm(copy.Content, user.Name, time.Now());
                    db.Add(copy);
                }

            foreach (var target in await store.Targets(previous.Id, ct))
                if (target is { State: ClauseState.Confirmed, IsExample: false })
                {
                    var copy = target.CopyFor(next.Id, NewId());
                    (copy.State, copy.DecidedBy) = (ClauseState.Confirmed, user.Name);
                    db.Add(copy);
                }

            previous.HasSuccessorDraft = true;
            store.Tell(previous, "agreement.successor-begun", act.Show(), next.Reference);
            store.Tell(next, "agreement.begun", act.Show(), $"沿用 {previous.Reference} 的签约方、条款和目标");
            return next.Id;
        }, ct);
        return await store.Read(id, ct);
    }

    private static int? Years(Agreement agreement) => agreement is { EffectiveFrom: { } from, PlannedLastDay: { } to }
        ? Math.Max(1, (int)Math.Round((to.DayNumber - from.DayNumber) / 365.25))
        : null;

    private void MayDraft() => user.Require("起草协议", Role.ConsortiumOffice);

    private Task<Agreement> Create(string title, ConsortiumForm form, Func<Agreement, Task> fill, CancellationToken ct) =>
        store.Add(number =>
        {
            var id = NewId();
            return new Agreement(id, id, number, 1, title, form, user.Organization, time.Now());
        }, fill, ct);

    private static ConsortiumForm FormOf(string text) =>
        text.Contains("医共体") || text.Contains("县域医疗") ? ConsortiumForm.CountyCommunity
        : text.Contains("专科联盟") ? ConsortiumForm.SpecialistAlliance
        : text.Contains("远程医疗") && !text.Contains("转诊") ? ConsortiumForm.TelemedicineNetwork
        : ConsortiumForm.CooperationAgreement;

    private Guid NewId() => Guid.CreateVersion7(time.Now());
}
