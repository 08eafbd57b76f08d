using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Tests.Support;

/// <summary>Lets something happen at the one moment that a race needs: once, before a statement of the host that it is registered with is carried out.</summary>
/// <param name="number">Before which of the statements that <paramref name="isIt"/>; 1 for the first.</param>
public sealed class Meanwhile(Func<string, bool> isIt, int number, Func<Task> act) : DbCommandInterceptor
{
    private readonly TaskCompletionSource done = new();
    private int seen;

    public Task Done => done.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken ct = default)
    {
        if (!isIt(command.CommandText) || Interlocked.Increment(ref seen) != number) return result;
        await act();
        done.SetResult();
        return result;
    }
}
