using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>
/// "What may I do with this now?": the table's answer, and where more stands against an act than the table knows (what is written, the
/// consent, the clause, a receiver that takes nobody) the very refusal that the act would meet. What only the input of the act decides is
/// not foreseen, nor what the input may mend: a consent that is signed with handing in or with sending back.
/// </summary>
public sealed class ReferralOffers(ReferralGate gate, CurrentUser user, TimeProvider time)
{
    /// <param name="referral">Not tracked: the clause that would hold is written onto it.</param>
    /// <param name="request">As it is kept; null where nothing was written.</param>
    public async Task<IReadOnlyList<ReferralOffer>> Of(Referral referral, ReferralRequest? request, ReferralOutcome? outcome, CancellationToken ct = default)
    {
        var now = time.Now();
        var offers = new List<ReferralOffer>();
        foreach (var offer in ReferralLife.Offers(referral, user, now))
            offers.Add(offer.Allowed && await Foresee(offer.Act, referral, request ?? new ReferralRequest(), outcome, now, ct) is { } refused
                ? new ReferralOffer(offer.Act, refused.Message, refused.By) { Remedy = refused.Remedy, IsYours = true }
                : offer);
        return offers;
    }

    private async Task<Refused?> Foresee(ReferralAct act, Referral referral, ReferralRequest request, ReferralOutcome? outcome, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            switch (act)
            {
                case ReferralAct.Submit:
                    ReferralCheck.MustBeComplete(referral, request, outcome);
                    await gate.MustSee(referral, ct);
                    await gate.Terms(referral, at, ct);
                    if (ReferralLife.LeavesTheHouse(referral)) await gate.MustReceive(referral, ct);
                    break;
                case ReferralAct.Approve:
                    await gate.MustSee(referral, ct);
                    await gate.Consent(referral, null, HandedOver.By(request, outcome), ct);
                    await gate.Terms(referral, at, ct);
                    await gate.MustReceive(referral, ct);
                    break;
                case ReferralAct.Supply:
                    ReferralCheck.MustBeComplete(referral, request, outcome);
                    await gate.MustCover(referral, HandedOver.By(request, outcome), ct);
                    break;
                case ReferralAct.Redirect:
                    await gate.MustSee(referral, ct);
                    break;
                case ReferralAct.SendBack:
                    await gate.MustTakeBack(referral, at, ct);
                    break;
                default:
                    break;
            }

            return null;
        }
        catch (Refused refused)
        {
            return refused;
        }
    }
}
