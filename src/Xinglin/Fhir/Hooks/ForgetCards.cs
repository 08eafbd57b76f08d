using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Fhir.Hooks;

/// <summary>Removes cards that no feedback will come for any more; what was shown and decided stays with the order's check.</summary>
internal sealed class ForgetCards(TimeProvider time) : IRecurringJob
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public string Name => "清理提示卡片";
    public TimeSpan Every => TimeSpan.FromHours(6);

    public Task Run(IServiceProvider services, CancellationToken ct)
    {
        var before = time.Now() - Kept;
        return services.GetRequiredService<XinglinDb>().Set<ShownCard>().Where(card => card.At < before).ExecuteDeleteAsync(ct);
    }
}
