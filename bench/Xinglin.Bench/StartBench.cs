using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Xinglin.Bench;

/// <summary>From the start of the process to its first answer, and what it then holds; beside a program that only says hello.</summary>
internal static class StartBench
{
    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
    private static readonly string Program = Path.Combine(Report.Root, "src", "Xinglin", "bin", Configuration, "net10.0", "Xinglin.dll");

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var place = System.IO.Directory.CreateTempSubdirectory("xinglin-bench").FullName;
        try
        {
            var bare = await Start(Environment.ProcessPath!, address => ["child-kestrel", address]);
            var first = await Serve(place);
            var second = await Serve(place);
            return
            [
                new("First start, with a new database, to the first answer", first.Ready, "ms", "Bare Kestrel", bare.Ready),
                new("Second start to the first answer", second.Ready, "ms", "Bare Kestrel", bare.Ready, 3000),
                new("Idle memory 3 s after the second start", second.Memory, "MB", "Bare Kestrel", bare.Memory)
            ];
        }
        finally
        {
            System.IO.Directory.Delete(place, recursive: true);
        }
    }

    public static async Task<int> BareKestrel(string address)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add(address);
        app.MapGet("/", () => "hello");
        await app.RunAsync();
        return 0;
    }

    private static Task<(double Ready, double Memory)> Serve(string place) =>
        Start("dotnet", address => [Program, "serve", $"--urls={address}", $"--Xinglin:DataDirectory={place}", "--Logging:LogLevel:Default=Warning"]);

    private static async Task<(double Ready, double Memory)> Start(string program, Func<string, string[]> arguments)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(program, arguments(address)) { RedirectStandardOutput = true };
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        var clock = Stopwatch.StartNew();
        using var child = Process.Start(start)!;
        try
        {
            child.OutputDataReceived += (_, _) => { };
            child.BeginOutputReadLine();
            while (!await Answers(client))
            {
                if (child.HasExited || clock.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"{program} did not answer.");
                await Task.Delay(5);
            }

            var ready = clock.Elapsed.TotalMilliseconds;
            await Task.Delay(TimeSpan.FromSeconds(3));
            child.Refresh();
            return (ready, child.WorkingSet64 / (double)(1 << 20));
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
    }

    public static async Task<bool> Answers(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/");
            return (int)answer.StatusCode < 500;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
