using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Directory;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Identity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

/// <summary>Kills the real process in the middle of work. What it had answered for must be there, once.</summary>
public class KillTests
{
    private const int Writers = 4;
    private const int AcknowledgedBeforeKill = 24;

    [Theory, EveryDatabase]
    public async Task Every_acknowledged_act_outlives_kill_9_once_and_the_trail_verifies(Engine engine)
    {
        var app = await People.App(engine);
        var organization = await app.Organization("杀不死医院");
        await app.Person("D001", (organization, Role.ConsortiumOffice));
        await using var database = await app.Stop();
        var acknowledged = new ConcurrentBag<string>();
        for (var round = 0; round < 2; round++)
        {
            using var program = RealProgram.Start(["serve", "--urls=http://127.0.0.1:0", .. database.Arguments]);
            var address = new Uri((await program.SaidUntil("杏林已启动")).Split("杏林已启动：")[1].Split(' ')[0]);
            var rest = program.StandardOutput.ReadToEndAsync();
            var enough = acknowledged.Count + AcknowledgedBeforeKill;

            var work = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(address, organization, $"{round}-{writer}", acknowledged))));
            while (acknowledged.Count < enough) Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(10)));
            program.Kill();

            await work;
            await rest;
        }

        await using var after = await TestApp.On(database);
        var (names, entries) = await after.As(CurrentUser.Visitor, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return (await db.Set<Department>().Where(one => one.OrganizationId == organization).Select(one => one.Name).ToListAsync(),
                await db.Set<AuditEntry>().Where(entry => entry.Action == "department.added").Select(entry => entry.SubjectName).ToListAsync());
        });
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Empty(acknowledged.Except(names));
        Assert.Equal(names.Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
        var (code, said) = await RealProgram.Run(["audit", "verify", .. database.Arguments]);
        Assert.Contains("审计日志完好", said);
        Assert.Equal(0, code);
    }

    /// <summary>Adds departments by the page's form until the program is gone.</summary>
    private static async Task Write(Uri address, Guid organization, string name, ConcurrentBag<string> acknowledged)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        try
        {
            await client.SignIn("D001");
            for (var number = 0; ; number++)
            {
                var department = $"科室{name}-{number}";
                var answer = await client.Submit($"/directory/organizations/{organization}/departments/new", "department", ("Form.Name", department));
                answer.RedirectsTo();
                acknowledged.Add(department);
            }
        }
        catch (HttpRequestException)
        {
            // The program is gone.
        }
    }
}
