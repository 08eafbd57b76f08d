using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Bench;

/// <summary>One lead with many members, each with an agreement of its own, in force.</summary>
internal static class SealedAgreements
{
    public static readonly Guid Lead = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
    public static readonly DateOnly Day = new(2025, 6, 15);

    public static Guid Member(int number) => new(number + 2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>With a log of failures only, and without an audit entry for each of the many rows that are made up.</summary>
    public static void Quietly(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(level => level >= LogLevel.Error);
        builder.Services.RemoveAll<IInterceptor>();
    }

    public static async Task Fill(WebApplication app, int agreements, int clauses)
    {
        var at = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Save(app, [new Organization(Lead, "市中医院", "市中医院", OrganizationKind.GeneralHospital, OrganizationLevel.Tertiary)]);
        for (var from = 0; from < agreements; from += 500)
        {
            var batch = new List<object>();
            for (var number = from; number < Math.Min(from + 500, agreements); number++)
            {
                var name = $"第{number + 1}乡镇卫生院";
                batch.Add(new Organization(Member(number), name, name, OrganizationKind.TownshipHealthCentre, OrganizationLevel.Primary));
                batch.AddRange(One(number, name, clauses, at.AddMinutes(number)));
            }

            await Save(app, batch);
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<XinglinDb>().Set<AgreementRevision>()
            .ExecuteUpdateAsync(set => set.SetProperty(revision => revision.Number, agreements));
    }

    private static IEnumerable<object> One(int number, string name, int clauses, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var agreement = new Agreement(id, id, $"XL-2025-{number:00000}", 1, $"与{name}的医联体合作协议", ConsortiumForm.CooperationAgreement, Lead, at);
        agreement.Describe(agreement.Title, agreement.Form, new AgreementPeriod { Years = 5, NoticeMonths = 3 }, 4, 2);
        var parties = new[]
        {
            agreement.AddParty(Guid.CreateVersion7(at), "甲方", PartyRole.Lead, "市中医院", Lead),
            agreement.AddParty(Guid.CreateVersion7(at), "乙方", PartyRole.Member, name, Member(number))
        };
        agreement.Circulate("hash", at);
        foreach (var party in parties) agreement.Agree(party, "医联体办公室", at);
        foreach (var party in parties)
            agreement.SealBy(party, new Seal(SealKind.Scan, new DateOnly(2025, 3, 1), at, "院长", "hash", null), at);
        agreement.Revision = number + 1;
        yield return agreement;
        for (var index = 0; index < clauses; index++)
        {
            var kind = ClauseKinds.All[index % ClauseKinds.All.Count];
            var clause = new Clause(Guid.CreateVersion7(at), id, index + 1, $"1.{index + 1}", new ClauseContent(), null, null);
            clause.Confirm(new ClauseContent { Text = $"{(index % 3 == 0 ? "双方" : "甲方")}就{kind.Name}作出约定。", Kinds = [kind.Code], Bearers = [index % 3 == 0 ? "双方" : "甲方"], AtEnd = kind.AtEnd }, "医联体办公室", at);
            yield return clause;
        }
    }

    private static async Task Save(WebApplication app, IEnumerable<object> entities)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        db.AddRange(entities);
        await db.SaveChangesAsync();
    }
}
