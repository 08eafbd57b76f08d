using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>The entries of one request until its answer leaves.</summary>
internal sealed class RequestEntries(IServiceScopeFactory scopes)
{
    private readonly Lock gate = new();
    private readonly List<(CurrentUser User, AuditDraft Draft)> waiting = [];
    private Task? writing;

    /// <returns>False once the answer leaves: then an entry is written by itself.</returns>
    public bool Take(CurrentUser user, AuditDraft draft)
    {
        lock (gate)
        {
            if (writing is null) waiting.Add((user, draft));
            return writing is null;
        }
    }

    /// <summary>Once. Where it failed it fails for whoever asks again, so that nothing of the answer leaves.</summary>
    public Task Write()
    {
        lock (gate) return writing ??= waiting.Count == 0 ? Task.CompletedTask : WriteAll();
    }

    private async Task WriteAll()
    {
        foreach (var own in waiting.GroupBy(entry => entry.User, entry => entry.Draft))
            await scopes.As(own.Key, async services =>
            {
                services.GetRequiredService<AuditTrail>().Record(own);
                await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
            });
    }
}
