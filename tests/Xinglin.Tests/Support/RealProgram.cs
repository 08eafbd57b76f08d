using System.Diagnostics;

namespace Xinglin.Tests.Support;

/// <summary>The program as its operator meets it: a process with words and an exit code.</summary>
internal static class RealProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Process Start(params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(XinglinApp).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath()
        })!;

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Said)> Run(params IEnumerable<string> arguments)
    {
        using var program = Start(arguments);
        var (output, errors) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync().WaitAsync(Limit);
        return (program.ExitCode, await output + await errors);
    }

    /// <summary>What it said up to the line with these words.</summary>
    public static async Task<string> SaidUntil(this Process program, string end)
    {
        var said = "";
        using var limit = new CancellationTokenSource(Limit);
        while (!said.Contains(end, StringComparison.Ordinal) && await program.StandardOutput.ReadLineAsync(limit.Token) is { } line) said += line + "\n";
        return said;
    }
}
