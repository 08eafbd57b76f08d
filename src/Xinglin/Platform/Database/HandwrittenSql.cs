using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xinglin.Platform.Database;

/// <summary>
/// Reads by a statement that is written by hand, where a query of EF Core cannot say what the engine can and the work asks it at every step. Such a statement
/// is logged like any other.
/// </summary>
internal static class HandwrittenSql
{
    /// <summary>All rows. What the open transaction wrote is seen.</summary>
    /// <param name="sql">Alike on both engines, with <c>@name</c> for a parameter.</param>
    public static async Task<List<T>> Read<T>(this XinglinDb db, string sql, Func<DbDataReader, T> row, CancellationToken ct, params IEnumerable<(string Name, object Value)> parameters)
    {
        var connection = db.GetService<IRelationalConnection>();
        var command = db.GetService<IRawSqlCommandBuilder>().Build(sql, Parameters(connection.DbConnection, parameters), db.Model);
        await using var reader = await command.RelationalCommand.ExecuteReaderAsync(
            new(connection, command.ParameterValues, null, db, db.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.FromSqlQuery), ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(row(reader.DbDataReader));
        return rows;
    }

    private static List<object> Parameters(DbConnection connection, IEnumerable<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        return [.. parameters.Select(object (each) =>
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (each.Name, each.Value);
            return parameter;
        })];
    }
}
