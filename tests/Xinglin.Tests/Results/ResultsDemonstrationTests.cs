using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Alerts;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;
using Xinglin.Results.Reports;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class ResultsDemonstrationTests
{
    [Theory, EveryDatabase]
    public async Task The_demonstration_shows_every_kind_of_case(Engine engine)
    {
        var database = await TestDatabase.Create(engine);
        await using (var host = XinglinApp.Create(database.Arguments)) await DemonstrationRun.Ensure(host.Services, CancellationToken.None);
        await using var app = await TestApp.On(database);
        await app.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var decisions = await db.Set<OrderDecision>().ToListAsync();
            Assert.True(decisions.Count(one => one.Outcome == OrderOutcomeKind.Recognised) > 40, "Too few were recognised.");
            Assert.Contains(decisions, one => one.ClauseId is not null && one.SavedFen > 0);
            Assert.Subset(decisions.Select(one => one.ReasonCode).OfType<string>().ToHashSet(), new HashSet<string> { "R1", "R3" });
            Assert.Contains(await db.Set<Report>().ToListAsync(), one => one.Edition == 2);
            Assert.Contains(await db.Set<QualityCycle>().ToListAsync(), one => one.Suspensions.Count > 0);
            Assert.Contains(await db.Set<Mapping>().ToListAsync(), one => one.State == MappingState.Proposed);
            Assert.Equal([AlertKind.Critical, AlertKind.Revised], (await db.Set<ResultAlert>().Where(one => one.AcknowledgedAt == null).ToListAsync()).Select(one => one.Kind).Distinct().Order());
        });
    }
}
