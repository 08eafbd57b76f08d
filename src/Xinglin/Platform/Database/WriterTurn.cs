using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

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
    internal sealed class Taker(WriterTurn line) : IDbTransactionInterceptor, IDisposable
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

        /// <summary>A transaction that could not begin.</summary>
        public void Dispose() => GiveBack();

        private void GiveBack()
        {
            if (!taken) return;
            taken = false;
            line.turn.Release();
        }

        /// <summary>Gives the turn back when it ends in whatever way. Of one that is left without an end, no interceptor is told.</summary>
        private sealed class Transaction(
            Taker taker, IRelationalConnection connection, DbTransaction transaction, Guid id, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool owned, ISqlGenerationHelper sql)
            : RelationalTransaction(connection, transaction, id, logger, owned, sql)
        {
            protected override void ClearTransaction()
            {
                base.ClearTransaction();
                taker.GiveBack();
            }

            protected override async Task ClearTransactionAsync(CancellationToken ct = default)
            {
                await base.ClearTransactionAsync(ct);
                taker.GiveBack();
            }
        }

        /// <summary>Makes the transactions of EF Core.</summary>
        internal sealed class Transactions(RelationalTransactionFactoryDependencies dependencies) : RelationalTransactionFactory(dependencies)
        {
            public override RelationalTransaction Create(
                IRelationalConnection connection, DbTransaction transaction, Guid transactionId, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned) =>
                new Transaction(connection.Context.GetService<Taker>(), connection, transaction, transactionId, logger, transactionOwned, Dependencies.SqlGenerationHelper);
        }
    }
}
