using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Audit;

public class AuditTrailTests
{
    private static readonly CurrentUser Office = new(
        Guid.CreateVersion7(), "王敏", Guid.CreateVersion7(), "演示市中医医院", new HashSet<string> { Role.ConsortiumOffice });

    private static Organization NewOrganization(string name) =>
        new(Guid.CreateVersion7(), name, "测试", OrganizationKind.GeneralHospital, OrganizationLevel.Ungraded);

    private static string Unique(string name) => $"{name}{Guid.NewGuid():n}";

    private static Task<List<AuditEntry>> Entries(TestApp app, Guid subject) => app.As(Office, services =>
        services.GetRequiredService<XinglinDb>().Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectId == subject).OrderBy(entry => entry.Id).ToListAsync());

    [Theory, EveryDatabase]
    public async Task A_change_without_a_recorded_act_leaves_a_plain_entry_with_its_fields(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var organization = NewOrganization(Unique("甲医院"));

        await app.As(Office, services => Save(services, db => db.Add(organization)));

        var entry = Assert.Single(await Entries(app, organization.Id));
        Assert.Equal("directory_organization.added", entry.Action);
        Assert.Equal((Office.UserId, Office.Name, Office.OrganizationId, Office.OrganizationName),
            (entry.UserId, entry.UserName, entry.OrganizationId, entry.OrganizationName));
        Assert.Contains(AuditDraft.ReadChanges(entry.Changes), change =>
            change is { Table: "directory_organization", Field: "Name", Before: null } && change.After == organization.Name);
    }

    [Theory, EveryDatabase]
    public async Task A_recorded_act_takes_the_changes_and_replaces_the_plain_entry(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var organization = NewOrganization(Unique("乙医院"));
        await app.As(Office, services => Save(services, db => db.Add(organization)));

        await app.As(Office, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var stored = await db.Set<Organization>().SingleAsync(row => row.Id == organization.Id);
            db.Entry(stored).Property(row => row.ShortName).CurrentValue = "新简称";
            services.GetRequiredService<IAuditTrail>().Record("organization.renamed", new AuditSubject("organization", stored.Id, stored.Name), "更名");
            await db.SaveChangesAsync();
        });

        var entry = (await Entries(app, organization.Id)).Last();
        Assert.Equal("organization.renamed", entry.Action);
        Assert.Contains(AuditDraft.ReadChanges(entry.Changes), change => change is { Field: "ShortName", Before: "测试", After: "新简称" });
    }

    [Theory, EveryDatabase]
    public async Task A_save_that_fails_leaves_neither_change_nor_entry(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var name = Unique("丙医院");
        await app.As(Office, services => Save(services, db => db.Add(NewOrganization(name))));
        var twin = NewOrganization(name);

        await Assert.ThrowsAsync<Refused>(() => app.As(Office, services => Save(services, db => db.Add(twin))));

        Assert.Empty(await Entries(app, twin.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_transaction_that_is_rolled_back_leaves_no_entry_and_one_that_commits_leaves_all(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (given, taken) = (NewOrganization(Unique("丁医院")), NewOrganization(Unique("戊医院")));

        foreach (var (organization, commit) in new[] { (taken, false), (given, true) })
            await app.As(Office, async services =>
            {
                var db = services.GetRequiredService<XinglinDb>();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await Save(services, context => context.Add(organization));
                services.GetRequiredService<IAuditTrail>().Record("organization.checked", new AuditSubject("organization", organization.Id));
                await db.SaveChangesAsync();
                if (commit) await transaction.CommitAsync();
            });

        Assert.Empty(await Entries(app, taken.Id));
        Assert.Equal(["directory_organization.added", "organization.checked"], (await Entries(app, given.Id)).Select(entry => entry.Action).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_read_is_recorded_at_once(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var id = Guid.CreateVersion7();

        await app.As(Office, services => services.GetRequiredService<IAuditTrail>()
            .RecordNow("organization.viewed", new AuditSubject("organization", id), "查看\0含空字符", AuditOutcome.Refused));

        var entry = Assert.Single(await Entries(app, id));
        Assert.Equal(("查看含空字符", AuditOutcome.Refused, Office.Name), (entry.Details, entry.Outcome, entry.UserName));
    }

    [Theory, EveryDatabase]
    public async Task Eight_writers_at_once_keep_every_strand_whole(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await app.As(Office with { Name = $"写入者{writer}" }, async services =>
                {
                    if (i % 5 != 0)
                    {
                        await Save(services, db => db.Add(NewOrganization(Unique("并发"))));
                        return;
                    }

                    var db = services.GetRequiredService<XinglinDb>();
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await Save(services, context => context.Add(NewOrganization(Unique("并发"))));
                    await Save(services, context => context.Add(NewOrganization(Unique("并发"))));
                    await transaction.CommitAsync();
                });
        })));

        var report = await app.As(Office, services => services.GetRequiredService<AuditVerification>().Run(null, CancellationToken.None));
        Assert.Null(report.Fault);
        Assert.Equal(8 * 30, report.Checked);
    }

    [Theory, EveryDatabase]
    public async Task The_key_ring_is_nobodys_act(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        await app.As(Office, services => Save(services, db =>
            db.DataProtectionKeys.Add(new() { FriendlyName = "键", Xml = "<key/>" })));

        Assert.Equal(0, await app.As(Office, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>().CountAsync()));
    }

    private static Task Save(IServiceProvider services, Action<XinglinDb> change)
    {
        var db = services.GetRequiredService<XinglinDb>();
        change(db);
        return db.SaveChangesAsync();
    }
}
