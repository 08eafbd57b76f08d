using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Outbox;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class WriterTurnTests
{
    [Theory]
    [InlineData("commit", false), InlineData("roll back", false), InlineData("leave", false)]
    [InlineData("commit", true), InlineData("roll back", true), InlineData("leave", true)]
    public async Task The_next_writer_begins_when_one_has_ended_in_whatever_way(string end, bool readBefore)
    {
        await using var app = await TestApp.Quiet(Engine.Sqlite);
        await app.As(CurrentUser.Program("先"), async services =>
        {
            var first = services.GetRequiredService<XinglinDb>();
            // As a page does that is refused after it has looked up something: its connection is open before the transaction, and stays so.
            if (readBefore) await first.Set<OutboxMessage>().AnyAsync();
            await using (var transaction = await first.Database.BeginTransactionAsync())
            {
                if (end == "commit") await transaction.CommitAsync();
                if (end == "roll back") await transaction.RollbackAsync();
            }

            // The first unit of work goes on; the other must not wait for it.
            await using var scope = app.Host.Services.CreateAsyncScope();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await using var next = await scope.ServiceProvider.GetRequiredService<XinglinDb>().Database.BeginTransactionAsync(patience.Token);
            Assert.NotNull(next);
        });
    }

    [Fact]
    public async Task A_writer_waits_for_the_one_before()
    {
        await using var app = await TestApp.Quiet(Engine.Sqlite);
        await app.As(CurrentUser.Program("先"), async services =>
        {
            await using var transaction = await services.GetRequiredService<XinglinDb>().Database.BeginTransactionAsync();
            await using var scope = app.Host.Services.CreateAsyncScope();
            using var patience = new CancellationTokenSource();
            var next = scope.ServiceProvider.GetRequiredService<XinglinDb>().Database.BeginTransactionAsync(patience.Token);
            Assert.False(next.IsCompleted);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        });
    }
}
