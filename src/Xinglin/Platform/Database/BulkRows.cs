using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xinglin.Platform.Database;

/// <summary>Many rows in few statements, alike on both engines, within the open transaction. Enums go as their names, moments as UTC.</summary>
internal static class BulkRows
{
    /// <summary>A server is asked seldom, with many rows.</summary>
    private const int MostParameters = 500;

    /// <param name="before">SQL up to VALUES.</param>
    /// <param name="after">SQL behind the rows.</param>
    public static async Task Write(XinglinDb db, string before, IReadOnlyCollection<object?[]> rows, string after, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var columns = rows.First().Length;
        // SQLite is in the process and finds each parameter by walking all names before it: there a row at a time is fastest, by one statement that stays prepared.
        var together = db is SqliteXinglinDb ? 1 : MostParameters / columns;
        DbCommand? command = null;
        try
        {
            foreach (var chunk in rows.Chunk(together))
            {
                if (command?.Parameters.Count != chunk.Length * columns)
                {
                    if (command is not null) await command.DisposeAsync();
                    command = Command(db, before, chunk.Length, columns, after);
                }

                for (var place = 0; place < command.Parameters.Count; place++) command.Parameters[place].Value = Stored(db, chunk[place / columns][place % columns]);
                await command.ExecuteNonQueryAsync(ct);
            }
        }
        finally
        {
            if (command is not null) await command.DisposeAsync();
        }
    }

    private static DbCommand Command(XinglinDb db, string before, int rows, int columns, string after)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var text = new StringBuilder(before);
        for (var place = 0; place < rows * columns; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{place}");
            command.Parameters.Add(parameter);
            text.Append(place == 0 ? " (" : place % columns == 0 ? "), (" : ", ").Append(CultureInfo.InvariantCulture, $"@p{place}");
        }

        command.CommandText = text.Append(") ").Append(after).ToString();
        return command;
    }

    private static object Stored(XinglinDb db, object? value) => value switch { null => DBNull.Value, Enum word => word.ToString(), DateTimeOffset moment => db.Stored(moment), _ => value };
}
