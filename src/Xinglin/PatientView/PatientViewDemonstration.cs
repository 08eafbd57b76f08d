using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Referrals.Contract;
using Xinglin.Results.Contract;

namespace Xinglin.PatientView;

/// <summary>
/// In the demonstration one patient holds a slip whose link and code the terminal tells, another got two short messages (files in the folder
/// <c>sms</c>), and a third has withdrawn a consent by the own phone.
/// </summary>
internal sealed class PatientViewDemonstration(IServiceScopeFactory scopes, IOwnReferrals referrals, IOwnRecord record, IOwnResults results) : IDemonstration
{
    /// <summary>After the results, so that the phone has some to show.</summary>
    public int Order => 70;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var (expected, treated, ended, measured) = ((Held?)null, (Held?)null, (Held?)null, false);
        var accounts = services.GetRequiredService<IAccounts>();
        foreach (var house in (await services.GetRequiredService<IDirectory>().All(ct)).Where(house => house.Level is OrganizationLevel.Primary or OrganizationLevel.Secondary))
        {
            if ((await accounts.In(house.Id, Role.ReferralCoordinator, ct)).FirstOrDefault() is not { } person) continue;
            var office = new CurrentUser(person.Id, person.DisplayName, house.Id, house.Name, new HashSet<string> { Role.ReferralCoordinator });
            foreach (var patient in await scopes.As(office, part => part.GetRequiredService<IPatients>().Find("P20", 60, ct)))
            {
                if (measured && treated is not null && ended is not null) break;
                if ((await referrals.Of(patient.Id, null, ct)).FirstOrDefault() is not { } line) continue;
                var referral = await referrals.Read(patient.Id, null, line.Id, ct);
                var held = new Held(office, await record.Card(patient.Id, ct));
                if (referral is { Expected: true, Visit: not null })
                {
                    var measures = !measured && (await results.Of(patient.Id, null, 1, ct)).Count > 0;
                    if (expected is null || measures) expected = held;
                    measured |= measures;
                }
                else if (referral is { Line.Open: true, Plan: not null } && held.Card.Mobile is not null) treated ??= held;
                else if (!line.Open) ended ??= held;
            }
        }

        if (expected is not null) await Slip(expected, ct);
        if (treated is not null) await Issue(treated, LinkMeans.Sms, ct);
        if (ended is not null) await Withdraw(ended, ct);
    }

    private async Task Slip(Held held, CancellationToken ct)
    {
        var slip = await Issue(held, LinkMeans.Print, ct);
        var answer = await scopes.As(held.Office, async part =>
            (await part.GetRequiredService<IPatients>().Open(held.Card.PatientId, PatientPurpose.Referral, new AuditSubject("patient", held.Card.PatientId), ct)).DocumentNumber?[^4..]);
        DemonstrationAccounts.Add($"/p/{slip.Token}", slip.Code, $"患者{held.Card.Name}的手机查询，证件号码后4位 {answer}");
    }

    private Task<LinkSlip> Issue(Held held, LinkMeans means, CancellationToken ct) =>
        scopes.As(held.Office, part => part.GetRequiredService<LinkDesk>().Issue(held.Card.PatientId, held.Card.Child ? LinkHolder.Guardian : LinkHolder.Patient, means, ct));

    private async Task Withdraw(Held held, CancellationToken ct)
    {
        if ((await record.Consents(held.Card.PatientId, null, ct)).FirstOrDefault(consent => consent.MayWithdraw) is not { } consent) return;
        var patient = new CurrentUser(held.Card.PatientId, $"{LinkHolder.Patient.Show()} {held.Card.Number}", null, null, new HashSet<string>(), PatientId: held.Card.PatientId);
        await scopes.As(patient, async part =>
        {
            await part.GetRequiredService<IOwnRecord>().Withdraw(consent.Id, consent.Version, $"{LinkHolder.Patient.Show()}通过手机撤回：已经治好，不再转诊", ct);
            return true;
        });
    }

    private sealed record Held(CurrentUser Office, OwnCard Card);
}
