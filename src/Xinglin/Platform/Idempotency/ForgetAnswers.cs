using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Idempotency;

/// <summary>Removes answers that nobody repeats a request for any more.</summary>
internal sealed class ForgetAnswers(TimeProvider time, IOptions<ApiRules> rules) : IRecurringJob
{
    public string Name => "清理接口应答";
    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public Task Run(IServiceProvider services, CancellationToken ct)
    {
        var before = time.Now().AddHours(-rules.Value.IdempotencyHours);
        return services.GetRequiredService<XinglinDb>().Set<KeptAnswer>().Where(answer => answer.BegunAt < before).ExecuteDeleteAsync(ct);
    }
}
