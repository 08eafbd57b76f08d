using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xinglin.Hl7v2.Messages;
using Xinglin.Results.Reports;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Hl7v2;

/// <summary>Kills the real process while messages come. What was acknowledged is there: reports of AA, the quarantine's rows of AE.</summary>
public class Hl7KillTests
{
    private const int Lines = 4;
    private const int AcknowledgedBeforeKill = 60;

    [Theory, EveryDatabase]
    public async Task Every_acknowledged_message_outlives_kill_9(Engine engine)
    {
        var (app, _) = await LabSystem.Fresh(engine);
        await using var lab = await LabSystem.On(app, 0);
        await using var database = await app.Stop();
        var port = LabSystem.FreePort();
        var answers = new ConcurrentDictionary<string, string>();
        using (var program = RealProgram.Start(["serve", "--urls=http://127.0.0.1:0", $"--Xinglin:Hl7v2:Port={port}", .. database.Arguments]))
        {
            await program.SaidUntil("杏林已启动");
            var rest = program.StandardOutput.ReadToEndAsync();
            var work = Task.WhenAll(Enumerable.Range(0, Lines).Select(line => Task.Run(() => Write(port, line, lab, answers))));
            while (answers.Count < AcknowledgedBeforeKill) Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(5)));
            program.Kill();
            await work;
            await rest;
        }

        await using var after = await TestApp.On(database);
        var reports = await LabSystem.Query(after, db => db.Set<Report>().Where(report => report.OrganizationId == lab.House.Id).Select(report => report.Number).ToListAsync());
        var waiting = await LabSystem.Query(after, db => db.Set<InboundMessage>().Where(message => message.OrganizationId == lab.House.Id && message.State == MessageState.Quarantined && message.Content != null).Select(message => message.ControlId).ToListAsync());
        Assert.Empty(answers.Where(answer => answer.Value == "AA").Select(answer => answer.Key).Except(reports));
        Assert.Empty(answers.Where(answer => answer.Value == "AE").Select(answer => answer.Key).Except(waiting));
        Assert.Contains("AE", answers.Values);
        Assert.Equal(reports.Count, reports.Distinct().Count());
        var (code, said) = await RealProgram.Run(["audit", "verify", .. database.Arguments]);
        Assert.True(code == 0, said);
    }

    /// <summary>A number is the report's and the message's alike, so that the answer names both.</summary>
    private static async Task Write(int port, int line, LabSystem lab, ConcurrentDictionary<string, string> answers)
    {
        try
        {
            using var client = await LabSystem.Connect(port);
            for (var each = 0; ; each++)
            {
                var number = $"K{line}-{each}";
                await client.GetStream().WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(lab.Blood(number, number, name: each % 5 == 4 ? "李四" : null)), 0x1C, 0x0D]);
                if (await Ack.Read(client.GetStream()) is not { } answer) return;
                answers[number] = answer.Code;
            }
        }
        catch (IOException)
        {
            // The program is gone.
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The program is gone.
        }
    }
}
