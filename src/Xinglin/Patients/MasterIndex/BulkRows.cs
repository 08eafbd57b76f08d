using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Many rows in few statements, alike on both engines, within the open transaction. Enums go as their names, moments as UTC.</summary>
internal static class BulkRows
{
    /// <summary>SQLite finds each parameter by walking all names before it: a statement of 10,000 takes a hundred times as long as ten of 1,000.</summary>
    private const int MostParameters = 500;

    /// <param name="before">SQL up to VALUES.</param>
    /// <param name="after">SQL behind the rows.</param>
    public static async Task Write(XinglinDb db, string before, IReadOnlyCollection<object?[]> rows, string after, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var columns = rows.First().Length;
        foreach (var chunk in rows.Chunk(MostParameters / columns))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            var text = new StringBuilder(before);
            for (var row = 0; row < chunk.Length; row++)
            {
                text.Append(row == 0 ? " (" : ", (");
                for (var column = 0; column < columns; column++)
                {
                    text.Append(column == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"@p{row * columns + column}");
                    Add(command, row * columns + column, chunk[row][column]);
                }

                text.Append(')');
            }

            command.CommandText = text.Append(' ').Append(after).ToString();
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static void Add(DbCommand command, int number, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{number}");
        parameter.Value = value switch { null => DBNull.Value, Enum word => word.ToString(), DateTimeOffset moment => moment.UtcDateTime, _ => value };
        command.Parameters.Add(parameter);
    }
}
