using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Agreements;

/// <param name="Act">As in the address that does it: <c>circulate</c>, <c>agree</c>, <c>return-for-change</c> …</param>
/// <param name="WhyNot">Null where you may do it now; else the sentence that explains.</param>
public sealed record AgreementActionResponse(string Act, string Name, bool Allowed, string? WhyNot);

/// <summary>What an act wants to know.</summary>
/// <param name="Reason">For return-for-change, withdraw, give-notice and terminate.</param>
/// <param name="On">The day notice was given, or the last day of a terminated agreement; today where it is left out.</param>
/// <param name="DocumentHash">For seal: of the text that was looked at.</param>
public sealed record AgreementActRequest(string? Reason = null, DateOnly? On = null, string? DocumentHash = null);

/// <summary>"What may I do with this now?", and doing it: the same table and the same desks as the pages.</summary>
internal static class AgreementActionEndpoints
{
    public static void MapActions(this RouteGroupBuilder agreements)
    {
        agreements.MapGet("{id:guid}/actions", Offers).WithName("AgreementActions").WithSummary("现在可以办理什么，不能办理的原因").ProducesProblem(404);
        agreements.MapPost("{id:guid}/actions/{act}", Do).WithName("ActOnAgreement").WithSummary("办理；需要 If-Match")
            .ProducesProblem(404).ProducesProblem(428);
    }

    private static async Task<Ok<IReadOnlyList<AgreementActionResponse>>> Offers(
        Guid id, AgreementStore store, SealingDesk desk, CurrentUser user, HttpContext context, CancellationToken ct)
    {
        var agreement = await store.Read(id, ct);
        context.Response.Headers.ETag = EntityTag.Of(agreement);
        var offers = new List<AgreementActionResponse>();
        foreach (var offer in AgreementLife.Offers(agreement, user))
        {
            var whyNot = offer.WhyNot;
            if (offer is { Act: AgreementAct.Circulate, Allowed: true } && await desk.GapsBeforeCirculation(agreement, ct) is { Count: > 0 } gaps)
                whyNot = $"还不能送各方确认：{string.Join("；", gaps)}。";
            offers.Add(new AgreementActionResponse(Words.Of(offer.Act), offer.Act.Show(), whyNot is null, whyNot));
        }

        return TypedResults.Ok<IReadOnlyList<AgreementActionResponse>>(offers);
    }

    private static async Task<Results<Ok<AgreementResponse>, Created<AgreementResponse>, NoContent>> Do(
        Guid id, string act, AgreementActRequest? request, [FromHeader(Name = "If-Match")] string? ifMatch,
        AgreementStore store, SealingDesk sealing, DraftingDesk drafting, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        if (!Words.TryParse<AgreementAct>(act, out var wanted)) throw Refused.NotFound($"“{act}”这种办理事项");
        var seen = EntityTag.Seen(ifMatch);
        var (reason, on) = (request?.Reason ?? "", request?.On ?? time.Today());
        if (wanted is AgreementAct.Seal or AgreementAct.Amend or AgreementAct.Renew)
        {
            var agreement = await store.Read(id, ct);
            agreement.MustBeAt(seen, $"协议{agreement.Reference}");
        }

        switch (wanted)
        {
            case AgreementAct.Circulate: await sealing.Circulate(id, seen, ct); break;
            case AgreementAct.Agree: await sealing.Agree(id, seen, ct); break;
            case AgreementAct.ReturnForChange: await sealing.ReturnForChange(id, seen, reason, ct); break;
            case AgreementAct.Recall: await sealing.Recall(id, seen, ct); break;
            case AgreementAct.Seal: await sealing.Seal(id, request?.DocumentHash ?? "", null, ct); break;
            case AgreementAct.Withdraw: await sealing.Withdraw(id, seen, reason, ct); break;
            case AgreementAct.GiveNotice: await sealing.GiveNotice(id, seen, on, reason, ct); break;
            case AgreementAct.WithdrawNotice: await sealing.WithdrawNotice(id, seen, ct); break;
            case AgreementAct.Terminate: await sealing.Terminate(id, seen, on, reason, ct); break;
            default:
                var next = await drafting.Succeed(id, wanted, ct);
                context.Response.Headers.ETag = EntityTag.Of(next);
                return TypedResults.Created($"/api/agreements/{next.Id}", AgreementResponse.Of(next));
        }

        // What was sent back or recalled is the drafter's alone again.
        if (await store.Visible.AsNoTracking().FirstOrDefaultAsync(agreement => agreement.Id == id, ct) is not { } after) return TypedResults.NoContent();
        context.Response.Headers.ETag = EntityTag.Of(after);
        return TypedResults.Ok(AgreementResponse.Of(after));
    }
}
