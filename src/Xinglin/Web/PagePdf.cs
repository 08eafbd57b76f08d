using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Xinglin.Platform;
using Win32Exception = System.ComponentModel.Win32Exception;

namespace Xinglin.Web;

/// <summary>
/// Prints a component to PDF by the Chromium whose path is in <c>Xinglin:Chromium</c>. The component is one self-contained file of our
/// own making (<see cref="Layout.PaperFile"/>), so the browser reaches neither this program nor the network.
/// </summary>
public sealed class PagePdf(IConfiguration configuration, IServiceProvider services, ILoggerFactory loggers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public bool IsAvailable => configuration["Xinglin:Chromium"] is { Length: > 0 };

    /// <returns>The path of Chromium. Asked before anything is read or recorded for a paper that cannot come about.</returns>
    /// <exception cref="Refused">No Chromium is configured.</exception>
    public string Require() => configuration["Xinglin:Chromium"] is { Length: > 0 } chromium
        ? chromium
        : throw new Refused(RefusalKind.Conflict, "pdf.no-chromium", "本系统没有配置用于生成 PDF 的 Chromium。",
            "可在打印页用浏览器“打印 → 另存为 PDF”；或请系统管理员设置 Xinglin__Chromium 为 Chromium 的路径。");

    /// <typeparam name="TFile">Draws a whole HTML document.</typeparam>
    /// <exception cref="Refused">No Chromium is configured, or it failed.</exception>
    public async Task<byte[]> Print<TFile>(Dictionary<string, object?> parameters, CancellationToken ct) where TFile : IComponent
    {
        var chromium = Require();
        var directory = System.IO.Directory.CreateTempSubdirectory("xinglin-pdf-");
        try
        {
            var paper = Path.Combine(directory.FullName, "paper.html");
            var pdf = Path.Combine(directory.FullName, "paper.pdf");
            await File.WriteAllTextAsync(paper, await Html<TFile>(parameters), ct);
            await Run(chromium, directory.FullName, paper, pdf, ct);
            return await File.ReadAllBytesAsync(pdf, ct);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task<string> Html<TFile>(Dictionary<string, object?> parameters) where TFile : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TFile>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private static async Task Run(string chromium, string directory, string paper, string pdf, CancellationToken ct)
    {
        var start = new ProcessStartInfo(chromium) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = directory };
        foreach (var argument in (string[])
                 ["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", $"--user-data-dir={Path.Combine(directory, "profile")}",
                     "--no-pdf-header-footer", $"--print-to-pdf={pdf}", new Uri(paper).AbsoluteUri])
            start.ArgumentList.Add(argument);
        // Chromium's own sandbox refuses to run as root; the paper holds no script, so nothing is lost by leaving it out there.
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) start.ArgumentList.Add("--no-sandbox");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception fault) when (fault is Win32Exception || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw Failed();
        }

        if (!File.Exists(pdf)) throw Failed();
    }

    private static Refused Failed() => new(RefusalKind.Conflict, "pdf.failed", "PDF 没有生成成功。",
        "可在打印页用浏览器“打印 → 另存为 PDF”；并请系统管理员检查 Xinglin__Chromium 的设置。");
}
