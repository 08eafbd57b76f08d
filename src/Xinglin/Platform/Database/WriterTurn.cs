using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Platform.Database;

/// <summary>
/// SQLite has one writer. Who finds it busy sleeps and tries again, a tenth of a second at last, while the file lies idle; so the
/// transactions of this process wait in line here and the next begins as soon as one ends. Other processes are still waited for by the
/// engine.
/// </summary>
internal sealed class WriterTurn : IDisposable
{
    // Longer than the engine itself waits, nobody needs to wait in line: the engine then says what is wrong.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);

    public void Dispose() => turn.Dispose();

    /// <summary>The turn of one unit of work, from the beginning of its transaction to the end.</summary>
    internal sealed class Taker(WriterTurn line) : DbConnectionInterceptor, IDbTransactionInterceptor, IDisposable
    {
        private bool taken;

        public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData data, InterceptionResult<DbTransaction> result, CancellationToken ct = default)
        {
            if (!taken) taken = await line.turn.WaitAsync(Longest, ct);
            return result;
        }

        public InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData data, InterceptionResult<DbTransaction> result)
        {
            if (!taken) taken = line.turn.Wait(Longest);
            return result;
        }

        public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData data) => GiveBack();

        public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default) => GiveBackAsync();

        public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData data) => GiveBack();

        public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default) => GiveBackAsync();

        public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData data) => GiveBack();

        public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData data, CancellationToken ct = default) => GiveBackAsync();

        /// <summary>A transaction that is disposed of without an end says nothing, but gives its connection back.</summary>
        public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData data, InterceptionResult result)
        {
            GiveBack();
            return result;
        }

        public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData data, InterceptionResult result)
        {
            GiveBack();
            return ValueTask.FromResult(result);
        }

        /// <summary>A transaction that could not begin.</summary>
        public void Dispose() => GiveBack();

        private Task GiveBackAsync()
        {
            GiveBack();
            return Task.CompletedTask;
        }

        private void GiveBack()
        {
            if (!taken) return;
            taken = false;
            line.turn.Release();
        }
    }
}
