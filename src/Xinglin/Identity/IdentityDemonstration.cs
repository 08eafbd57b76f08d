using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Identity.ApiClients;
using Xinglin.Identity.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>One account a role for the lead of the demonstration consortium, three for each member, and the three administrators.</summary>
internal sealed class IdentityDemonstration : IDemonstration
{
    private const string LeadName = "云川市中医医院";
    private const string FirstMemberName = "清河县人民医院";

    private static readonly (string UserName, string Name, string Role)[] AtLead =
    [
        ("office", "林知夏", Role.ConsortiumOffice), ("medical", "周明远", Role.MedicalAffairs), ("coordinator", "何静", Role.ReferralCoordinator),
        ("physician", "沈仲景", Role.Physician), ("diagnostics", "陈默", Role.Diagnostics), ("pharmacy", "白芷", Role.Pharmacy),
        ("education", "方学文", Role.Education), ("publichealth", "杨康", Role.PublicHealth), ("director", "秦怀德", Role.Director),
        ("system", "赵一诺", Role.SystemAdministrator), ("security", "钱守一", Role.SecurityAdministrator), ("audit", "孙明镜", Role.AuditAdministrator)
    ];

    private static readonly (string UserName, string Name, string Role)[] AtMember =
    [
        ("office", "办公室", Role.ConsortiumOffice), ("physician", "医师", Role.Physician), ("coordinator", "转诊专员", Role.ReferralCoordinator)
    ];

    /// <summary>The same for all of them; they exist only in a demonstration.</summary>
    private const string Password = "Xinglin-Demo-2026";

    /// <summary>The token of the demonstration's API client; as public as the password.</summary>
    public const string Token = "xinglin_DemonstrationTokenOfThisProgramNotASecret01";

    public int Order => 20;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var now = services.GetRequiredService<TimeProvider>().Now();
        var organizations = await services.GetRequiredService<IDirectory>().All(ct);
        // One hash for all: hashing is slow on purpose, and the password is the same and public.
        var hash = services.GetRequiredService<IPasswordHasher<User>>().HashPassword(new User(Guid.Empty, "", "", null, now), Password);
        var names = organizations.ToDictionary(organization => organization.Id, organization => organization.ShortName);
        var lead = organizations.First(organization => organization.Name == LeadName).Id;
        foreach (var (account, organization, role) in Accounts(organizations))
        {
            var user = User.ForDemonstration(account.UserName, account.DisplayName, hash, now);
            user.Assign(organization, role);
            db.Add(user);
            // The terminal tells of the lead and the first member; the others follow the same pattern.
            if (organization == lead || account.UserName.StartsWith("member.", StringComparison.Ordinal)) DemonstrationAccounts.Add(account.UserName, Password, $"{account.DisplayName}，{names[organization]}，{Role.Names[role]}");
        }

        db.Add(Client(organizations.First(organization => organization.Name == FirstMemberName).Id, now));
        var installation = await db.Set<Installation>().SingleOrDefaultAsync(ct);
        if (installation is null) db.Add(installation = new Installation(setupCode: null));
        installation.Complete(now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The information system of the first member, as its security administrator would have made it a while ago.</summary>
    private static ApiClient Client(Guid organization, DateTimeOffset now)
    {
        var client = new ApiClient($"{FirstMemberName} HIS", organization, "医院信息系统，由信息科维护", "钱守一", now);
        client.Allow([Role.Physician, Role.ReferralCoordinator, Role.ConsortiumOffice],
            [.. ((string[])["referrals", "patients", "results", "hl7v2", "fhir", "cds-services", "webhooks"]).Select(ApiScope.Write), ApiScope.Read("organizations"), ApiScope.Read("openapi")]);
        client.Renew(ApiTokens.Keep(Token, client.Id, now, now.AddDays(365)), now);
        return client;
    }

    /// <summary>Members count from 清河县人民医院: <c>member.office</c>, <c>member2.office</c> …</summary>
    internal static IEnumerable<((string UserName, string DisplayName) Account, Guid Organization, string Role)> Accounts(IReadOnlyList<OrganizationRef> organizations)
    {
        var lead = organizations.First(organization => organization.Name == LeadName);
        foreach (var (userName, name, role) in AtLead)
            yield return ((userName, name), lead.Id, role);
        foreach (var (index, member) in organizations.Where(organization => organization != lead)
                     .OrderByDescending(organization => organization.Name == FirstMemberName).Index())
            foreach (var (userName, name, role) in AtMember)
                yield return (($"member{(index == 0 ? "" : index + 1)}.{userName}", $"{member.ShortName}{name}"), member.Id, role);
    }
}
