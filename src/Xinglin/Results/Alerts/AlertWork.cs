using Xinglin.Platform;

namespace Xinglin.Results.Alerts;

/// <summary>The start page's lines: alerts that this person must acknowledge.</summary>
internal sealed class AlertWork(AlertDesk desk) : IWorkSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct) =>
        [.. (await desk.List(open: true, ct)).Where(alert => desk.WhyNot(alert) is null).Take(Most).Select(alert => new WorkItem(
            "检查检验结果", $"确认{alert.Kind.Show()}", $"{alert.From} {alert.Report} · {ChinaTime.Show(alert.DueAt)} 前", AlertDesk.Link(alert.Id), ChinaTime.DateIn(alert.DueAt)))];
}
