using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform;

/// <summary>That the demonstration was loaded, and with which accounts; at most one row.</summary>
public sealed class DemonstrationRun
{
    public int Id { get; private set; } = 1;
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>JSON list of <see cref="DemonstrationAccount"/>.</summary>
    public string Accounts { get; private set; } = "[]";

    /// <summary>Loads every part once, on an empty database.</summary>
    /// <returns>The accounts that sign in.</returns>
    /// <exception cref="StartupProblem">The database holds other data, or an earlier loading broke off.</exception>
    internal static async Task<IReadOnlyList<DemonstrationAccount>> Ensure(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var run = await db.Set<DemonstrationRun>().SingleOrDefaultAsync(ct);
        if (run is { FinishedAt: null }) throw new StartupProblem("上次载入演示数据时中断，数据不完整。请删除该演示数据目录（或演示数据库）后重试。");
        if (run is null)
        {
            if (await DatabaseContent.HasAny(db, ct)) throw new StartupProblem("该数据库里已有业务数据，演示数据只能载入空数据库。请用 --Xinglin:DataDirectory=目录 换一个位置。");
            var time = scope.ServiceProvider.GetRequiredService<TimeProvider>();
            db.Add(run = new DemonstrationRun { StartedAt = time.Now() });
            await db.SaveChangesAsync(ct);
            DemonstrationAccounts.Clear();
            await DemonstrationTime.Make(() => Load(services, ct));
            run.FinishedAt = time.Now();
            run.Accounts = JsonSerializer.Serialize(DemonstrationAccounts.All);
            await db.SaveChangesAsync(ct);
        }

        return JsonSerializer.Deserialize<IReadOnlyList<DemonstrationAccount>>(run.Accounts)!;
    }

    /// <summary>Each part works in a scope of its own, as requests do; those of the same order side by side.</summary>
    private static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        List<(int Order, int Place)> parts;
        await using (var scope = services.CreateAsyncScope())
            parts = [.. scope.ServiceProvider.GetServices<IDemonstration>().Select((part, place) => (part.Order, place))];
        foreach (var together in parts.GroupBy(part => part.Order, part => part.Place).OrderBy(group => group.Key))
            await Task.WhenAll(together.Select(place => Task.Run(
                () => services.As(CurrentUser.Program("演示数据"), part => part.GetServices<IDemonstration>().ElementAt(place).Load(part, ct)), ct)));
    }
}

internal sealed class DemonstrationRunMap : IEntityTypeConfiguration<DemonstrationRun>
{
    public void Configure(EntityTypeBuilder<DemonstrationRun> map)
    {
        map.ToTable("platform_demonstration").NotAudited();
        map.Property(run => run.Id).ValueGeneratedNever();
    }
}
