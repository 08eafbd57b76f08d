using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Reports;

namespace Xinglin.Bench;

/// <summary>Blood counts over MLLP on several lines at once, each answered after its commit, beside inserting the same rows by prepared statements and on PostgreSQL by COPY.</summary>
internal static class Hl7Bench
{
    private static readonly string[] Tables = ["result_report", "result_value", "result_report_key", "hl7v2_message", "audit_entry"];
    private const int Lines = 8, Ahead = 24, ValuesEach = 20, Patients = 200, RawTogether = 100;
    private static readonly int MessagesEach = int.TryParse(Environment.GetEnvironmentVariable("XINGLIN_BENCH_HL7"), CultureInfo.InvariantCulture, out var set) ? set : 500;
    private static readonly Guid House = Guid.CreateVersion7();

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            var port = StartBench.FreePort();
            await using (var app = XinglinApp.Create([.. database.Arguments, "--urls", "http://127.0.0.1:0", $"--Xinglin:Hl7v2:Port={port}"], builder => builder.Logging.ClearProviders()))
            {
                await app.StartAsync();
                var numbers = await Prepare(app.Services);
                await Send(port, numbers, 0, 200);
                PeakMemory.Begin();
                var clock = Stopwatch.StartNew();
                await Send(port, numbers, 1, MessagesEach);
                var seconds = clock.Elapsed.TotalSeconds;
                var results = Lines * MessagesEach * ValuesEach;
                var memory = PeakMemory.Figure($"Memory at the most while messages come ({database.Engine})");
                await app.StopAsync();
                var (raw, copied) = await Raw(database);
                Console.WriteLine($"{database.Engine}: {results / seconds:N0} results a second; {1 / raw:N0} as bare rows{(copied is null ? "" : $", {1 / copied:N0} by COPY")}");
                figures.Add(new($"A result over MLLP, acknowledged after its commit ({database.Engine})", seconds / results * 1e6, "µs", "Its rows by prepared INSERT", raw * 1e6, Limit: 200, RatioLimit: 3.33));
                // What COPY leaves out, a message at a time with its answer cannot: the ratio is shown, and no limit set.
                if (copied is { } fastest) figures.Add(new($"The same ({database.Engine})", seconds / results * 1e6, "µs", "Its rows by COPY", fastest * 1e6));
                figures.Add(memory);
            }
        }

        return figures;
    }

    private static async Task<List<string>> Prepare(IServiceProvider services)
    {
        CurrentUser Person(string role) => new(Guid.CreateVersion7(), "测试", House, "测试医院", new HashSet<string> { role });
        await services.As(Person(Role.SystemAdministrator), async part =>
        {
            var db = part.GetRequiredService<XinglinDb>();
            db.Add(new Organization(House, "测试医院", "测试", OrganizationKind.GeneralHospital, OrganizationLevel.Secondary));
            await db.SaveChangesAsync();
            await part.GetRequiredService<SenderDesk>().Register(House, new SenderFacts("LIS", "LIS", "BENCH", "检验科", SenderCharset.Utf8, ["127.0.0.0/8"], null));
        });
        var numbers = new List<string>();
        for (var each = 0; each < Patients; each++)
            await services.As(Person(Role.Physician), async part => numbers.Add((await part.GetRequiredService<RegistrationDesk>().Register(
                new PatientFacts("王小明", AdministrativeSex.Male, new DateOnly(1940, 1, 1).AddDays(each * 97), IdentityKind.NotShown), true)).Number));
        return numbers;
    }

    private static Task Send(int port, List<string> numbers, int round, int messages) => Task.WhenAll(Enumerable.Range(0, Lines).Select(line => Task.Run(async () =>
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        using var room = new SemaphoreSlim(Ahead);
        var reading = Task.Run(async () =>
        {
            var (buffer, answered, bad) = (new byte[64 * 1024], 0, 0);
            while (answered < messages)
            {
                var read = await stream.ReadAsync(buffer);
                if (read == 0) throw new InvalidOperationException("The connection was closed.");
                var ends = buffer.AsSpan(0, read).Count((byte)0x1C);
                bad += buffer.AsSpan(0, read).IndexOf("MSA|AE"u8) >= 0 || buffer.AsSpan(0, read).IndexOf("MSA|AR"u8) >= 0 ? 1 : 0;
                answered += ends;
                if (ends > 0) room.Release(ends);
            }

            if (bad > 0) throw new InvalidOperationException("Messages were refused.");
        });
        for (var each = 0; each < messages; each++)
        {
            await room.WaitAsync();
            await stream.WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(Message($"{round}-{line}-{each}", numbers[(line * messages + each) % numbers.Count])), 0x1C, 0x0D]);
        }

        await reading;
    })));

    private static string Message(string number, string patient)
    {
        var text = new StringBuilder($"MSH|^~\\&|LIS|BENCH|X|C|20241125103000||ORU^R01|M{number}|P|2.4|||||CHN|UNICODE UTF-8\rPID|1||{patient}^^^BENCH^PI||王小明\rOBR|1||{number}|CBC^血常规|||20241125080500||||||||BLD&全血|^李医师||||||20241125093000||HM|F\r");
        for (var value = 0; value < ValuesEach; value++) text.Append(CultureInfo.InvariantCulture, $"OBX|{value + 1}|NM|L{value}^项目{value}||{value + 1.5}|10\\S\\9/L|1-100|N|||F\r");
        return text.ToString();
    }

    /// <returns>Seconds for a result, inserting what the messages left into tables with the same indexes, as many messages in a transaction as the program takes.</returns>
    private static async Task<(double Inserted, double? Copied)> Raw(BenchDatabase database)
    {
        await using var connection = database.Connect();
        await connection.OpenAsync();
        var tables = new List<(string Name, List<object[]> Rows)>();
        var types = new Dictionary<string, List<string>>();
        foreach (var name in Tables)
        {
            foreach (var sql in await Alike(connection, name)) await Execute(connection, sql);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {name}";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<object[]>();
            types[name] = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
            while (await reader.ReadAsync())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            tables.Add((name, rows));
        }

        var values = tables[1].Rows.Count;
        var transactions = Math.Max(1, tables[0].Rows.Count / RawTogether);
        var clock = Stopwatch.StartNew();
        for (var part = 0; part < transactions; part++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var (name, rows) in tables)
            {
                await using var insert = connection.CreateCommand();
                insert.Transaction = transaction;
                insert.CommandText = $"INSERT INTO raw_{name} VALUES ({string.Join(", ", rows[0].Select((_, place) => $"@p{place}"))})";
                var (from, until) = (rows.Count * part / transactions, rows.Count * (part + 1) / transactions);
                for (var each = from; each < until; each++)
                {
                    insert.Parameters.Clear();
                    for (var place = 0; place < rows[each].Length; place++)
                    {
                        var parameter = insert.CreateParameter();
                        (parameter.ParameterName, parameter.Value) = ($"p{place}", rows[each][place]);
                        insert.Parameters.Add(parameter);
                    }

                    await insert.ExecuteNonQueryAsync();
                }
            }

            await transaction.CommitAsync();
        }

        var inserted = clock.Elapsed.TotalSeconds / values;
        if (connection is not NpgsqlConnection postgres) return (inserted, null);
        foreach (var (name, _) in tables) await Execute(connection, $"TRUNCATE raw_{name}");
        return (inserted, await Copied(postgres, tables, types, transactions) / values);
    }

    /// <returns>Seconds for all of it, by COPY in its binary form, as many messages in a transaction as the program takes.</returns>
    private static async Task<double> Copied(NpgsqlConnection connection, IReadOnlyList<(string Name, List<object[]> Rows)> tables, Dictionary<string, List<string>> types, int transactions)
    {
        var clock = Stopwatch.StartNew();
        for (var part = 0; part < transactions; part++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var (name, rows) in tables)
            {
                await using var copy = await connection.BeginBinaryImportAsync($"COPY raw_{name} FROM STDIN (FORMAT BINARY)");
                foreach (var row in rows[(rows.Count * part / transactions)..(rows.Count * (part + 1) / transactions)])
                {
                    await copy.StartRowAsync();
                    for (var place = 0; place < row.Length; place++)
                        if (row[place] is DBNull) await copy.WriteNullAsync();
                        else await copy.WriteAsync(row[place], types[name][place]);
                }

                await copy.CompleteAsync();
            }

            await transaction.CommitAsync();
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<List<string>> Alike(DbConnection connection, string table)
    {
        if (connection is not SqliteConnection) return [$"CREATE TABLE raw_{table} (LIKE {table} INCLUDING ALL)"];
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name, sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type DESC";
        await using var reader = await command.ExecuteReaderAsync();
        var statements = new List<string>();
        while (await reader.ReadAsync())
            statements.Add(reader.GetString(1).Replace($"\"{reader.GetString(0)}\"", $"\"raw_{reader.GetString(0)}\"", StringComparison.Ordinal).Replace($"ON \"{table}\"", $"ON \"raw_{table}\"", StringComparison.Ordinal));
        return statements;
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
