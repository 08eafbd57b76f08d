using System.Data.Common;
using System.Globalization;

namespace Xinglin.Bench;

/// <summary>
/// The statements of one act, said again by bare ADO.NET in one transaction for another referral: its id in place of the first one's,
/// a fresh id for every row that the act added, and the three statements of the audit strand, which go past the model.
/// </summary>
internal sealed class ReplayedActs(IReadOnlyList<(string Text, List<(string Name, object? Value)> Parameters)> commands, Guid original, IReadOnlySet<Guid> known)
{
    public async Task Say(DbConnection connection, Guid referral, int strand)
    {
        var fresh = new Dictionary<Guid, Guid> { [original] = referral };
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (text, parameters) in commands)
        {
            await using var command = Command(transaction, text, [.. parameters.Select(parameter => (parameter.Name, Renewed(parameter.Value, fresh)))]);
            await RawSql.ReadToEnd(command);
        }

        var lite = connection is Microsoft.Data.Sqlite.SqliteConnection;
        await using (var read = Command(transaction, "SELECT number FROM audit_head WHERE strand = @strand" + (lite ? "" : " FOR UPDATE"), [("strand", strand)]))
        {
            var number = Convert.ToInt64(await read.ExecuteScalarAsync(), CultureInfo.InvariantCulture) + 1;
            var hash = new string('0', 64);
            await using var insert = Command(transaction, """
                INSERT INTO audit_entry (strand, number, id, moment, user_name, action, subject_type, subject_id, outcome, details, changes, previous_hash, hash)
                VALUES (@strand, @number, @id, @moment, 'bench', 'referral.accept', 'referral', @subject, 'Done', 'bench', @changes, @hash, @hash)
                """, [("strand", strand), ("number", number), ("id", Guid.CreateVersion7()), ("moment", lite ? (object)DateTime.UtcNow : DateTimeOffset.UtcNow),
                ("subject", referral), ("changes", new string('x', 900)), ("hash", hash)]);
            await insert.ExecuteNonQueryAsync();
            await using var head = Command(transaction, "UPDATE audit_head SET number = @number WHERE strand = @strand", [("number", number), ("strand", strand)]);
            await head.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private object? Renewed(object? value, Dictionary<Guid, Guid> fresh) => value switch
    {
        Guid id => Fresh(id, fresh),
        string text when Guid.TryParseExact(text, "D", out var id) => Fresh(id, fresh).ToString().ToUpperInvariant(),
        string text => text.Replace(original.ToString(), fresh[original].ToString(), StringComparison.OrdinalIgnoreCase),
        _ => value
    };

    private Guid Fresh(Guid id, Dictionary<Guid, Guid> fresh)
    {
        if (known.Contains(id)) return id;
        return fresh.TryGetValue(id, out var other) ? other : fresh[id] = Guid.CreateVersion7();
    }

    private static DbCommand Command(DbTransaction transaction, string text, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        var command = transaction.Connection!.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, text);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
