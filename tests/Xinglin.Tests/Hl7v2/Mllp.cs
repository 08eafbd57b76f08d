using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Hl7v2;

/// <summary>A laboratory's system of a test, which speaks MLLP over a real socket.</summary>
internal sealed class LabSystem(TestApp app, House house, string facility, Guid patient, string number, int port) : IAsyncDisposable
{
    private static readonly Dictionary<Engine, Task<(TestApp, int)>> Listening = [];
    private TcpClient? line;

    public TestApp App => app;
    public House House => house;
    public string Facility => facility;
    public Guid Patient => patient;
    public string PatientNumber => number;
    public int Port => port;

    /// <summary>One host an engine with a port, for the tests that can live beside each other.</summary>
    private static Task<(TestApp, int)> Shared(Engine engine)
    {
        lock (Listening) return Listening.TryGetValue(engine, out var app) ? app : Listening[engine] = Fresh(engine);
    }

    public static async Task<(TestApp, int)> Fresh(Engine engine, params string[] arguments)
    {
        var port = FreePort();
        return (await TestApp.Quiet(engine, [$"--Xinglin:Hl7v2:Port={port}", "--Xinglin:Hl7v2:MessageSeconds=2", "--Xinglin:Hl7v2:MostMegabytes=1", .. arguments]), port);
    }

    public static async Task<LabSystem> On(Engine engine)
    {
        var (app, port) = await Shared(engine);
        return await On(app, port);
    }

    public static async Task<LabSystem> On(TestApp app, int port)
    {
        var house = await Agreed.House(app, "检验医院");
        var patient = await Referred.Patient(app, house);
        var facility = $"F{Guid.NewGuid():n}"[..12];
        await app.As(Administrator(house), services => services.GetRequiredService<SenderDesk>().Register(house.Id, new SenderFacts($"LIS {facility}", "LIS", facility, "检验科", SenderCharset.Gb18030, ["127.0.0.1"], facility)));
        var number = await Query(app, db => db.Set<Xinglin.Patients.Patient>().Where(each => each.Id == patient).Select(each => each.Number).SingleAsync());
        return new LabSystem(app, house, facility, patient, number, port);
    }

    public static CurrentUser Administrator(House house) => house.Person(Role.SystemAdministrator);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string Blood(string control, string report, string? name = null, string status = "F", string value = "6.1", string reported = "20241125093000", string version = "2.4", string? patientNumber = null) =>
        Hl7Samples.Blood(facility, control, patientNumber ?? number, report, name ?? "王小明", status, value, reported, version);

    public Task<Ack> Send(string message) => Send(Encoding.UTF8.GetBytes(message));

    public async Task<Ack> Send(byte[] message)
    {
        await Write([0x0B, .. message, 0x1C, 0x0D]);
        return await Answer() ?? throw new IOException("The connection was closed without an answer.");
    }

    public async Task Write(byte[] bytes)
    {
        line ??= await Connect(port);
        await line.GetStream().WriteAsync(bytes);
    }

    public static async Task<TcpClient> Connect(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <summary>Null where the other side closed.</summary>
    public async Task<Ack?> Answer() => await Ack.Read(line!.GetStream());

    public Task<List<Report>> Reports() => Query(app, db => db.Set<Report>().AsNoTracking().Where(report => report.OrganizationId == house.Id).OrderBy(report => report.Edition).ToListAsync());

    public Task<List<InboundMessage>> Messages() => Query(app, db => db.Set<InboundMessage>().AsNoTracking().Where(message => message.OrganizationId == house.Id).OrderBy(message => message.ReceivedAt).ToListAsync());

    public static Task<T> Query<T>(TestApp app, Func<XinglinDb, Task<T>> query) => app.As(CurrentUser.Program("测试"), services => query(services.GetRequiredService<XinglinDb>()));

    public ValueTask DisposeAsync()
    {
        line?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>An answer as its receiver reads it.</summary>
internal sealed record Ack(Hl7Message Message)
{
    public string Code => Segment("MSA").Text(1)!;
    public string? ControlId => Segment("MSA").Text(2);
    public string Errors => string.Join('\n', Message.Segments.Where(segment => segment.Name == "ERR"));

    private Hl7Segment Segment(string name) => Message.Segments.First(segment => segment.Name == name);

    public static Ack Of(ReadOnlySpan<byte> bytes)
    {
        Hl7Parser.TryParse(bytes, Charset.Gb18030, out var message, out var faults);
        Assert.True(faults.Count == 0, string.Join("；", faults));
        return new Ack(message!);
    }

    public static async Task<Ack?> Read(Stream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var bytes = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            try
            {
                if (await stream.ReadAsync(one, limit.Token) == 0) return null;
            }
            catch (IOException)
            {
                return null;
            }

            if (one[0] == 0x1C) break;
            if (one[0] is not (0x0B or 0x0D) || bytes.Count > 0) bytes.Add(one[0]);
        }

        await stream.ReadExactlyAsync(one, limit.Token);
        return Of(bytes.ToArray());
    }
}
