using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements.Contract;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>The sender's side beyond the usual way: sending on, sending again, back home, and what stands against it.</summary>
public class SendingTests
{
    private static readonly ActWords Now = new(null);

    [Theory, EveryDatabase]
    public async Task A_consent_withdrawn_while_the_house_reviews_keeps_the_referral_in_the_house(Engine engine)
    {
        var pair = await Referred.Pair(engine, review: true);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        await pair.App.As(pair.SenderOffice, services => services.GetRequiredService<ConsentDesk>().Withdraw(up.ConsentId!.Value, null, "患者要求再考虑"));

        var refused = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.SenderOffice, desk => desk.Approve(up.Id, Now)));
        Assert.Equal("referral.consent-missing", refused.Code);
        var office = pair.SenderOffice;
        Assert.Equal("referral.consent-missing", (await pair.App.As(office, async services =>
            await services.GetRequiredService<ReferralGate>().Foresee(await services.GetRequiredService<ReferralStore>().Read(up.Id), pair.App.Time.Now(), default)))!.Code);
        await Assert.ThrowsAsync<Refused>(() => Read(pair, up.Id, pair.Receiver));

        await pair.App.As(pair.SenderOffice, async services =>
        {
            await services.GetRequiredService<IConsents>().Give(up.PatientId, PatientPurpose.Referral, pair.Hospital.Id, "王小明", "本人", null);
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });
        var sent = await Referred.Sending(pair, pair.SenderOffice, desk => desk.Approve(up.Id, Now));
        Assert.Equal(ReferralState.Submitted, sent.State);
        Assert.NotEqual(up.ConsentId, sent.ConsentId);
    }

    private static async Task<Referral> RefusedUp(Pair pair)
    {
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        return await Referred.Receiving(pair, pair.Receiver, desk => desk.Refuse(up.Id, new ActWords(null, "RF01", "心内科满床")));
    }

    private static async Task<Referral> InCare(Pair pair)
    {
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));
        return await TakeIn(pair, up.Id);
    }

    private static async Task<Referral> TakeIn(Pair pair, Guid id)
    {
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(id, Now, Referred.Arrangement(pair.App.Time)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(id, Now));
        return await Referred.Receiving(pair, pair.Doctor, desk => desk.Admit(id, Now));
    }

    private static Task<Referral> SendBack(Pair pair, Guid id) =>
        Referred.Receiving(pair, pair.Doctor, desk => desk.SendBack(id, Now, ["DN01"], null, Referred.Plan(), "0538-1111111", Referred.Consent));

    private static Task<Referral> Down(Pair pair, Guid patient) => Referred.Sending(pair, pair.Doctor, async desk =>
    {
        var draft = await desk.Draft(Referred.Draft(patient, pair.Township, direction: ReferralDirection.Down));
        return await desk.Submit(draft.Id, Now, Referred.Consent);
    });

    private static Task<Referral> Redirect(Pair pair, Guid id, Guid to) =>
        Referred.Sending(pair, pair.Sender, desk => desk.Redirect(id, new ActWords(null, null, "患者同意改转"), to, "心内科"));

    private static Task Attach(Pair pair, CurrentUser user, Guid id, string title) => pair.App.As(user, services =>
        services.GetRequiredService<MessageDesk>().Attach(id, new MemoryStream(Encoding.ASCII.GetBytes($"%PDF-1.4\n%{Guid.NewGuid()}\n%%EOF")), $"{title}.pdf", title));

    private static Task<IReadOnlyList<ReferralAttachment>> Attachments(Pair pair, Guid id) =>
        pair.App.As(pair.Sender, services => services.GetRequiredService<MessageDesk>().Attachments(id));

    private static Task<int> Count<T>(Pair pair, System.Linq.Expressions.Expression<Func<T, bool>> which) where T : class =>
        pair.App.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<T>().CountAsync(which));

    private static Task<Referral> Read(Pair pair, Guid id, CurrentUser? user = null) =>
        pair.App.As(user ?? pair.Sender, services => services.GetRequiredService<ReferralStore>().Read(id));
}
