using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xinglin.Platform.Database;

/// <summary>
/// Reads by a statement that is written by hand. EF Core puts the tree of a query together anew each time, which for a small one takes
/// several times as long as the engine's answer; only what is asked at every step of the work is worth it. Such a statement is logged like any other.
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

    /// <summary>A parameter for each of a list, in its order: <c>name0</c>, <c>name1</c> …</summary>
    public static List<(string Name, object Value)> Each<T>(string name, IEnumerable<T> values) where T : struct =>
        [.. values.Select((value, place) => (string.Create(CultureInfo.InvariantCulture, $"{name}{place}"), (object)value))];

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
