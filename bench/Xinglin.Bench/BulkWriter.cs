using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Xinglin.Platform.Database;

namespace Xinglin.Bench;

/// <summary>
/// Writes millions of rows the way the engine likes best (COPY, prepared INSERT), with the columns that the model gives an entity.
/// Indexes are put aside until <see cref="Finish"/>.
/// </summary>
internal sealed class BulkWriter(XinglinDb model, DbConnection connection) : IAsyncDisposable
{
    private readonly List<string> indexes = [];

    private bool IsSqlite => connection is SqliteConnection;

    public async Task Begin(params Type[] types)
    {
        await connection.OpenAsync();
        await Execute(IsSqlite ? "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF" : "SET session_replication_role = replica");
        foreach (var type in types)
        {
            var table = Table(type);
            var known = IsSqlite
                ? $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '{table}'"
                : $"SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{table}' AND indexname NOT LIKE 'pk\\_%'";
            foreach (var (name, sql) in await Pairs(known))
            {
                indexes.Add(sql);
                await Execute($"DROP INDEX \"{name}\"");
            }
        }
    }

    public async Task Write<T>(IEnumerable<T> rows) where T : class
    {
        var columns = Columns(model.Model.FindEntityType(typeof(T))!);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginTextImportAsync($"COPY {Table(typeof(T))} ({names}) FROM STDIN (FORMAT csv)");
            foreach (var row in rows) await copy.WriteLineAsync(string.Join(',', columns.Select(column => Csv(column.Value(row)))));
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {Table(typeof(T))} ({names}) VALUES ({string.Join(", ", columns.Select((_, place) => $"@p{place}"))})";
        foreach (var place in Enumerable.Range(0, columns.Count)) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{place}" });
        foreach (var row in rows)
        {
            for (var place = 0; place < columns.Count; place++) command.Parameters[place].Value = columns[place].Value(row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>The indexes again.</summary>
    public async Task Finish()
    {
        foreach (var index in indexes) await Execute(index);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private string Table(Type type) => model.Model.FindEntityType(type)!.GetTableName()!;

    private static List<(string Name, Func<object, object?> Value)> Columns(IEntityType type) =>
    [
        .. type.GetProperties().Select(property =>
        {
            var (getter, converter) = (property.GetGetter(), property.GetTypeMapping().Converter);
            return (property.GetColumnName(), (Func<object, object?>)(row => getter.GetClrValue(row) is { } value ? converter?.ConvertToProvider(value) ?? value : null));
        })
    ];

    private static string Csv(object? value) => value switch
    {
        null => "",
        string text => $"\"{text.Replace("\"", "\"\"")}\"",
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!
    };

    private async Task<List<(string, string)>> Pairs(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync()) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    private async Task Execute(string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 1800);
        await command.ExecuteNonQueryAsync();
    }
}
