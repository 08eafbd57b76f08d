using System.Diagnostics;

namespace Xinglin.Bench;

/// <summary>The real host in a process of its own, so that its memory is its own.</summary>
internal sealed class ChildHost : IAsyncDisposable
{
    private readonly Process process;

    private ChildHost(Process process, string address) => (this.process, Address) = (process, address);

    public string Address { get; }

    /// <summary>MB, the most that it held.</summary>
    public double PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / (double)(1 << 20);
        }
    }

    public static async Task<int> Serve(string[] arguments)
    {
        await using var app = XinglinApp.Create(arguments, BenchSignIn.Use);
        await app.RunAsync();
        return 0;
    }

    public static async Task<ChildHost> Start(BenchDatabase database)
    {
        var address = $"http://127.0.0.1:{StartBench.FreePort()}";
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["child-host", $"--urls={address}", .. database.Arguments]))!;
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var clock = Stopwatch.StartNew();
        while (!await StartBench.Answers(client))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromMinutes(2)) throw new InvalidOperationException("The host did not answer.");
            await Task.Delay(20);
        }

        return new ChildHost(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
