using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Referrals;

/// <param name="Act">As in the address that does it: <c>submit</c>, <c>accept</c>, <c>ask-for-more</c> …</param>
/// <param name="WhyNot">Null where you may do it now; else the sentence that explains.</param>
/// <param name="Remedy">What can be done instead, where more is known than <paramref name="WhyNot"/> says.</param>
/// <param name="Citation">The clause of the agreement or the rule that stands against it.</param>
public sealed record ReferralActionResponse(string Act, string Name, bool Allowed, string? WhyNot, string? Remedy, Citation? Citation)
{
    internal static ReferralActionResponse Of(ReferralOffer offer) => new(Words.Of(offer.Act), offer.Act.Show(), offer.Allowed, offer.WhyNot, offer.Remedy, offer.By);
}

/// <summary>What an act wants to know; each takes what it needs.</summary>
/// <param name="Draft">For supply: the request with what was missing.</param>
/// <param name="Consent">For submit and send-back where none stands yet; <c>informed</c> must be true.</param>
/// <param name="ToId">For redirect.</param>
/// <param name="Department">For redirect and reassign.</param>
/// <param name="Reasons">For send-back: codes DN01 to DN09.</param>
/// <param name="At">For record-death.</param>
/// <param name="PatientAgreed">For redirect and reassign, which want true: the patient or the family was asked and agrees.</param>
/// <param name="Request">For send-back: allergies, infection, transport, precautions and reports as they are now; null for those of the request that came up.</param>
public sealed record ReferralActRequest(
    string? ReasonCode = null, string? Text = null, ReferralDraft? Draft = null, SignedConsent? Consent = null, ReferralArrangement? Arrangement = null,
    ReferralOutcome? Outcome = null, Guid? ToId = null, string? Department = null, IReadOnlyList<string>? Reasons = null, string? Phone = null,
    Guid? FollowUpId = null, FollowUpResult? Result = null, string? Means = null, DateTimeOffset? At = null,
    ReferralRequest? Request = null, bool PatientAgreed = false);

/// <summary>"What may I do with this now?", and doing it: the same table and the same desks as the pages.</summary>
internal static class ReferralActionEndpoints
{
    public static void MapActions(this RouteGroupBuilder referrals)
    {
        referrals.MapGet("{id:guid}/actions", Offers).WithName("ReferralActions").WithSummary("现在可以办理什么；不能办理的，原因和依据的条款").ProducesProblem(404);
        referrals.MapPost("{id:guid}/actions/{act}", Do).WithName("ActOnReferral").WithSummary("办理；需要 If-Match")
            .ProducesProblem(404).ProducesProblem(428);
    }

    private static async Task<Ok<IReadOnlyList<ReferralActionResponse>>> Offers(Guid id, ReferralStore store, ReferralOffers offers, HttpContext context, CancellationToken ct)
    {
        var referral = await store.Read(id, ct);
        context.Response.Headers.ETag = EntityTag.Of(referral);
        var (request, _, outcome) = await store.Documents(id, ct);
        var known = await offers.Of(referral, request, outcome, ct);
        var others = Enum.GetValues<ReferralAct>().Except(known.Select(offer => offer.Act)).Select(act => ReferralLife.NotNow(referral, act));
        return TypedResults.Ok<IReadOnlyList<ReferralActionResponse>>([.. known.Concat(others).Select(ReferralActionResponse.Of)]);
    }

    private static async Task<Ok<ReferralResponse>> Do(
        Guid id, string act, ReferralActRequest? body, [FromHeader(Name = "If-Match")] string? ifMatch,
        SendingDesk sending, ReceivingDesk receiving, FollowUpDesk followUps, HttpContext context, CancellationToken ct)
    {
        if (!Words.TryParse<ReferralAct>(act, out var wanted)) throw Refused.NotFound($"“{act}”这种办理事项");
        var seen = EntityTag.Seen(ifMatch);
        var asked = body ?? new ReferralActRequest();
        var words = new ActWords(seen, asked.ReasonCode, asked.Text, asked.PatientAgreed);
        var after = wanted switch
        {
            ReferralAct.Submit => await sending.Submit(id, words, asked.Consent, ct),
            ReferralAct.Approve => await sending.Approve(id, words, ct),
            ReferralAct.ReturnToAuthor => await sending.ReturnToAuthor(id, words, ct),
            ReferralAct.Supply => await Supply(id, words, asked.Draft, sending, ct),
            ReferralAct.Insist => await sending.Insist(id, words, ct),
            ReferralAct.Depart => await sending.Depart(id, words, ct),
            ReferralAct.Acknowledge => await sending.Acknowledge(id, words, ct),
            ReferralAct.KeepHere => await sending.KeepHere(id, words, ct),
            ReferralAct.Cancel => await sending.Cancel(id, words, ct),
            ReferralAct.Redirect => await sending.Redirect(id, words, Needed(asked.ToId, "toId"), asked.Department, ct),
            ReferralAct.Claim => await receiving.Claim(id, words, ct),
            ReferralAct.Release => await receiving.Release(id, words, ct),
            ReferralAct.Accept => await receiving.Accept(id, words, Needed(asked.Arrangement, "arrangement"), ct),
            ReferralAct.Rearrange => await receiving.Rearrange(id, words, Needed(asked.Arrangement, "arrangement"), ct),
            ReferralAct.AskForMore => await receiving.AskForMore(id, words, ct),
            ReferralAct.Advise => await receiving.Advise(id, words, ct),
            ReferralAct.Refuse => await receiving.Refuse(id, words, ct),
            ReferralAct.Reassign => await receiving.Reassign(id, words, asked.Department ?? "", ct),
            ReferralAct.Arrive => await receiving.Arrive(id, words, ct),
            ReferralAct.ReportNotArrived => await receiving.ReportNotArrived(id, words, ct),
            ReferralAct.Admit => await receiving.Admit(id, words, ct),
            ReferralAct.Complete => await receiving.Complete(id, words, asked.Outcome, ct),
            ReferralAct.SendBack => await receiving.SendBack(id, words, asked.Reasons ?? [], asked.Text, Needed(asked.Outcome, "outcome"), asked.Phone, asked.Consent, asked.Request, ct),
            ReferralAct.RecordFollowUp => await followUps.Record(id, words, Needed(asked.FollowUpId, "followUpId"), asked.Result ?? FollowUpResult.Planned, asked.Means ?? "", asked.Text ?? "", ct),
            ReferralAct.Close => await followUps.Close(id, words, ct),
            _ => await receiving.RecordDeath(id, words, Needed(asked.At, "at"), ct)
        };
        context.Response.Headers.ETag = EntityTag.Of(after);
        return TypedResults.Ok(ReferralResponse.Of(after));
    }

    private static async Task<Referral> Supply(Guid id, ActWords words, ReferralDraft? draft, SendingDesk sending, CancellationToken ct)
    {
        if (draft is null) return await sending.Supply(id, words, ct);
        var written = await sending.Save(id, words.Seen, draft, ct);
        return await sending.Supply(id, words with { Seen = written.Version }, ct);
    }

    private static T Needed<T>(T? value, string field) where T : class =>
        value ?? throw new Refused(RefusalKind.Invalid, "api.field-missing", $"请求缺少 {field}。", "请按接口文档补全后再提交。");

    private static T Needed<T>(T? value, string field) where T : struct =>
        value ?? throw new Refused(RefusalKind.Invalid, "api.field-missing", $"请求缺少 {field}。", "请按接口文档补全后再提交。");
}
