using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xinglin.Platform.Database;

/// <summary>
/// Reads by a statement that is written by hand. EF Core puts the tree of a query together anew each time, which for a small one takes
/// several times as long as the engine's answer; only what is asked at every step of the work is worth it.
/// </summary>
internal static class HandwrittenSql
{
    /// <summary>All rows. What the open transaction wrote is seen.</summary>
    /// <param name="sql">Alike on both engines, with <c>@name</c> for a parameter.</param>
    public static async Task<List<T>> Read<T>(this XinglinDb db, string sql, Func<DbDataReader, T> row, CancellationToken ct, params IEnumerable<(string Name, object Value)> parameters)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) rows.Add(row(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
