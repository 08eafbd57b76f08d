using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>A hospital of a test, and people of it.</summary>
public sealed record House(Guid Id, string Name)
{
    public CurrentUser Office => Person(Role.ConsortiumOffice);
    public CurrentUser Director => Person(Role.Director);

    public CurrentUser Person(params string[] roles) => new(Guid.NewGuid(), $"{Name}经办人", Id, Name, roles.ToHashSet());
}

/// <summary>Agreements for tests, brought about at the real desks as people would.</summary>
public static class Agreed
{
    public static readonly DateOnly SealedOn = new(2025, 3, 1);

    /// <summary>A new organisation; the name is made unique so that tests can share a database.</summary>
    public static async Task<House> House(TestApp app, string name)
    {
        var house = new House(Guid.CreateVersion7(), $"{name}{Guid.NewGuid().ToString("n")[..6]}");
        await app.As(house.Office, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            db.Add(new Organization(house.Id, house.Name, name, OrganizationKind.GeneralHospital, OrganizationLevel.Secondary));
            await db.SaveChangesAsync();
        });
        return house;
    }

    /// <summary>A lead (甲方) and a member (乙方), sealed on <see cref="SealedOn"/> for three years with three months' notice.</summary>
    public static Task<Guid> InForce(TestApp app, House lead, House member, params ClauseContent[] clauses) =>
        InForce(app, lead, [member], ThreeYears, SealedOn, clauses);

    /// <summary>A lead (甲方) and members (乙方, 丙方 …), each sealing by a scan of that date. Clauses are numbered 1.1, 1.2 …</summary>
    public static async Task<Guid> InForce(
        TestApp app, House lead, IReadOnlyList<House> members, AgreementPeriod period, DateOnly sealedOn, params ClauseContent[] clauses)
    {
        var id = await Draft(app, lead, members, period, clauses);
        await Close(app, id, lead, [lead, .. members], sealedOn);
        return id;
    }

    /// <summary>The same, before it goes to the parties.</summary>
    public static Task<Guid> Draft(TestApp app, House lead, IReadOnlyList<House> members, AgreementPeriod period, params ClauseContent[] clauses) =>
        app.As(lead.Office, async services =>
        {
            var agreement = await services.GetRequiredService<DraftingDesk>().Blank("医联体合作协议", ConsortiumForm.CooperationAgreement);
            await services.GetRequiredService<AgreementStore>().Change(agreement.Id, null, draft =>
            {
                draft.Describe("医联体合作协议", ConsortiumForm.CooperationAgreement, period, null, null);
                draft.AddParty(Guid.CreateVersion7(), "甲方", PartyRole.Lead, lead.Name, lead.Id);
                for (var index = 0; index < members.Count; index++)
                    draft.AddParty(Guid.CreateVersion7(), $"{"乙丙丁戊己庚"[index]}方", PartyRole.Member, members[index].Name, members[index].Id);
            });
            var confirming = services.GetRequiredService<ConfirmingDesk>();
            for (var index = 0; index < clauses.Length; index++)
                await confirming.Type(agreement.Id, $"1.{index + 1}", clauses[index]);
            return agreement.Id;
        });

    /// <summary>What was read of parties, period, copies and bases is right, as is what a renewal proposes.</summary>
    public static Task ConfirmFacts(TestApp app, Guid id, House drafter) => app.As(drafter.Office, async services =>
    {
        var draft = await services.GetRequiredService<AgreementStore>().Read(id);
        var facts = services.GetRequiredService<FactsDesk>();
        foreach (var party in draft.Parties)
            if (party.Confirmation.IsAwaited) await facts.ConfirmParty(id, party.Id, party.Confirmation.Version, null);
        if (draft.FactsConfirmation.IsAwaited) await facts.ConfirmFacts(id, draft.FactsConfirmation.Version);
    });

    /// <summary>From a finished draft to the last seal.</summary>
    public static async Task Close(TestApp app, Guid id, House drafter, IReadOnlyList<House> parties, DateOnly sealedOn)
    {
        await ConfirmFacts(app, id, drafter);
        await app.As(drafter.Office, services => services.GetRequiredService<SealingDesk>().Circulate(id, null));
        foreach (var party in parties)
            await app.As(party.Office, services => services.GetRequiredService<SealingDesk>().Agree(id, null));
        foreach (var party in parties)
            await app.As(party.Office, async services =>
            {
                var agreement = await services.GetRequiredService<AgreementStore>().Read(id);
                await services.GetRequiredService<SealingDesk>().Seal(id, agreement.DocumentHash!, (Guid.CreateVersion7(), sealedOn));
            });
    }

    /// <summary>Every party consents to the same early end.</summary>
    public static async Task End(TestApp app, Guid id, DateOnly lastDay, string reason, params House[] parties)
    {
        foreach (var party in parties)
            await app.As(party.Director, services => services.GetRequiredService<SealingDesk>().Terminate(id, null, lastDay, reason));
    }

    public static AgreementPeriod ThreeYears => new() { Years = 3, NoticeMonths = 3 };

    /// <summary>A duty of one label towards the others.</summary>
    public static ClauseContent Clause(string kind, string bearer, string text, Every? every = null, string? dueBy = null) =>
        new() { Text = text, Kinds = [kind], Bearers = [bearer], Every = every, DueBy = dueBy };

    /// <summary>乙方 hands in next year's study plan by the end of every December.</summary>
    public static ClauseContent DecemberPlan => Clause("annual-plan", "乙方", "乙方于每年12月底前上报下一年度进修计划。", Every.Year, "12-31");
}
