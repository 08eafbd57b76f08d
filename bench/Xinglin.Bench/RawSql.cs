using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xinglin.Bench;

/// <summary>Listens to the SQL of a request and does the same again by bare ADO.NET.</summary>
internal sealed class RawSql : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<(string Text, List<(string Name, object? Value)> Parameters)> commands = [];
    private readonly List<IDisposable> subscriptions = [];

    private RawSql() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public int Count => commands.Count;

    public IReadOnlyList<(string Text, List<(string Name, object? Value)> Parameters)> Commands => commands;

    /// <summary>What the act sends to the database, leaving out the node's own look at the terms.</summary>
    public static async Task<RawSql> Of(Func<Task> act)
    {
        var sql = new RawSql();
        await act();
        sql.Dispose();
        sql.commands.RemoveAll(command => command.Text.Contains("agreement_revision", StringComparison.Ordinal));
        return sql;
    }

    public async Task Repeat(DbConnection connection)
    {
        await connection.OpenAsync();
        foreach (var (text, parameters) in commands)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            await ReadToEnd(command);
        }
    }

    public static async Task ReadToEnd(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync()) reader.GetValues(values);
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == DbLoggerCategory) subscriptions.Add(listener.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> line)
    {
        if (line.Value is not CommandEventData { Command: var command } || line.Key != RelationalEventId.CommandExecuting.Name) return;
        lock (commands)
            commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";
}
