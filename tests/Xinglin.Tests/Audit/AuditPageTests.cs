using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Results.Alerts;
using Xinglin.Tests.Agreements.Reading;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Audit;

public class AuditPageTests
{
    [Fact]
    public async Task Every_act_has_a_name_in_Chinese()
    {
        var described = System.IO.Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "Xinglin"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?:Record|RecordNow|Tell|Change)\([\w ?:.,!={}]*?""([a-z0-9-]+\.[a-z0-9-]+)""(?: : ""([a-z0-9-]+\.[a-z0-9-]+)"")?"))
            .SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Select(group => group.Value).ToHashSet();
        Assert.Superset(new HashSet<string> { "agreement.sealed", "api-client.rotated", "result.list-declined" }, described);
        var steps = Enum.GetNames<ReferralAct>().Select(act => $"referral.{act.ToLowerInvariant()}");
        var alerts = Enum.GetNames<AlertKind>().Select(kind => $"result.alert-{kind.ToLowerInvariant()}");
        var app = await TestApp.Shared(Engine.Sqlite);
        var changed = await app.As(CurrentUser.Visitor, services => Task.FromResult(services.GetRequiredService<XinglinDb>().Model.GetEntityTypes()
            .Where(type => typeof(Aggregate).IsAssignableFrom(type.ClrType) && type.IsAudited()).Select(type => $"{type.GetTableName()}.changed").ToList()));
        Assert.Contains("directory_staff.changed", changed);

        Assert.Empty(described.Concat(steps).Concat(alerts).Concat(changed).Where(act => AuditActions.NameOf(act) is null).Order());
        Assert.Equal("新增人员", AuditActions.NameOf("directory_staff.added"));
    }

    private static readonly CurrentUser Auditor = Person("审计员", Role.AuditAdministrator);

    private static CurrentUser Person(string name, string role) =>
        new(Guid.CreateVersion7(), name, Guid.CreateVersion7(), "演示市中医医院", new HashSet<string> { role });

    [Theory, EveryDatabase]
    public async Task Only_the_audit_administrator_sees_the_trail(Engine engine)
    {
        var app = await TestApp.Shared(engine);

        foreach (var address in new[] { "/audit", "/audit/export.csv", $"/audit/{Guid.NewGuid()}" })
            foreach (var role in Role.Names.Keys.Where(role => role != Role.AuditAdministrator))
                Assert.Equal(HttpStatusCode.Forbidden, (await app.Client(Person("别人", role)).GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client(Auditor).GetAsync("/audit")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_list_is_searched_by_every_field_and_paged_without_gaps(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var subject = Guid.CreateVersion7();
        for (var i = 0; i < 120; i++)
            await app.As(Person("李四", Role.MedicalAffairs), services => services.GetRequiredService<IAuditTrail>()
                .RecordNow("agreement.viewed", new AuditSubject("agreement", subject, "协议甲"), $"第{i}次"));
        await app.As(Person("赵六", Role.Director), services => services.GetRequiredService<IAuditTrail>()
            .RecordNow("agreement.sealed", new AuditSubject("agreement", null, "协议乙"), "盖章", AuditOutcome.Refused));

        async Task<int> Count(AuditFilter filter) => await app.As(Auditor, async services =>
        {
            var seen = new HashSet<Guid>();
            AuditCursor? after = null;
            var search = services.GetRequiredService<AuditSearch>();
            while (await search.Page(filter, after, 50, CancellationToken.None) is { Count: > 0 } page)
            {
                Assert.All(page, entry => Assert.True(seen.Add(entry.Id)));
                after = AuditCursor.Parse(AuditCursor.After(page[^1]).ToString());
            }

            return seen.Count;
        });

        var today = app.Time.Today();
        Assert.Equal(121, await Count(new()));
        Assert.Equal(120, await Count(new() { User = "李四" }));
        Assert.Equal(121, await Count(new() { Organization = "中医医院" }));
        Assert.Equal(1, await Count(new() { Action = "agreement.sealed" }));
        Assert.Equal(120, await Count(new() { Subject = subject.ToString() }));
        Assert.Equal(1, await Count(new() { Subject = "协议乙" }));
        Assert.Equal(1, await Count(new() { Outcome = AuditOutcome.Refused }));
        Assert.Equal(121, await Count(new() { From = today.AddDays(-1), To = today.AddDays(1) }));
        Assert.Equal(0, await Count(new() { To = today.AddDays(-2) }));
        Assert.Equal(1, await Count(new() { Text = "第77次" }));
    }

    [Theory, EveryDatabase]
    public async Task Entries_of_one_millisecond_are_paged_without_gaps(Engine engine)
    {
        await using var app = await TestApp.On(await TestDatabase.Create(engine), services => services.AddSingleton<TimeProvider>(new StandingTime()));
        for (var i = 0; i < 40; i++)
            await app.As(Auditor, services => services.GetRequiredService<IAuditTrail>().RecordNow("test.instant", new AuditSubject("test", null, "同一时刻")));

        var seen = new List<Guid>();
        await app.As(Auditor, async services =>
        {
            var search = services.GetRequiredService<AuditSearch>();
            AuditCursor? after = null;
            while (await search.Page(new() { Action = "test.instant" }, after, 3, CancellationToken.None) is { Count: > 0 } page)
            {
                seen.AddRange(page.Select(entry => entry.Id));
                after = AuditCursor.After(page[^1]);
            }
        });

        Assert.Equal(40, seen.Distinct().Count());
        Assert.Equal(40, seen.Count);
    }

    private sealed class StandingTime : TimeProvider
    {
        private readonly DateTimeOffset moment = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => moment;
    }

    [Theory, EveryDatabase]
    public async Task Reading_and_exporting_the_trail_is_itself_recorded(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var auditor = Person("被记录的审计员", Role.AuditAdministrator);

        await app.Client(auditor).GetAsync("/audit?user=李四");
        await app.Client(auditor).GetAsync("/audit/export.csv?user=李四");

        var entries = await app.As(auditor, services => services.GetRequiredService<AuditSearch>()
            .Page(new() { User = auditor.UserId.ToString() }, null, 10, CancellationToken.None));
        Assert.Equal(["audit.exported", "audit.viewed"], entries.Select(entry => entry.Action).Order());
        Assert.All(entries, entry => Assert.Contains("李四", entry.Details));
    }

    [Theory, EveryDatabase]
    public async Task An_exported_cell_is_never_a_formula(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var subject = Guid.CreateVersion7();
        await app.As(Auditor, services => services.GetRequiredService<IAuditTrail>()
            .RecordNow("test.formula", new AuditSubject("test", subject, "=HYPERLINK(1)"), "+1"));

        var csv = await app.Client(Auditor).GetStringAsync($"/audit/export.csv?subject={subject}");

        Assert.Contains("'=HYPERLINK(1)", csv);
        Assert.Contains("'+1", csv);
    }

    [Theory, EveryDatabase]
    public async Task The_detail_page_shows_what_changed(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var client = app.Client(Auditor);
        await app.As(Auditor, services => services.GetRequiredService<IAuditTrail>().RecordNow("test.seen", new AuditSubject("test", Guid.CreateVersion7(), "一次操作"), "演示"));

        var list = await client.GetStringAsync("/audit");
        var link = System.Text.RegularExpressions.Regex.Match(list, "/audit/[0-9a-f-]{36}").Value;

        Assert.Contains("变更内容", WebUtility.HtmlDecode(await client.GetStringAsync(link)));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/audit/{Guid.NewGuid()}")).StatusCode);
    }
}
