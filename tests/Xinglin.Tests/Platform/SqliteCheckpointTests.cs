using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class SqliteCheckpointTests
{
    [Fact]
    public async Task What_is_committed_comes_into_the_file_without_a_further_commit()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);
        var file = Path.Combine(app.Database.DataDirectory, "xinglin.db");
        var key = Guid.NewGuid().ToString();
        await app.As(CurrentUser.Program("测试"), async services =>
        {
            await services.GetRequiredService<INotices>().Tell(Guid.NewGuid(), Role.Physician, "试", "/", key);
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });

        for (var wait = 0; wait < 600 && !Holds(file, key); wait++) await Task.Delay(100);
        Assert.True(Holds(file, key), "The commit stays in the log.");
    }

    /// <summary>Looks at a copy of the file alone, without the log beside it.</summary>
    private static bool Holds(string file, string key)
    {
        var copy = $"{file}.{Guid.NewGuid():n}.copy";
        File.Copy(file, copy);
        try
        {
            using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM platform_notice WHERE key = $key";
            command.Parameters.AddWithValue("$key", key);
            return (long)command.ExecuteScalar()! == 1;
        }
        catch (SqliteException)
        {
            // Copied in the middle of being written.
            return false;
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
