namespace Xinglin.Identity;

/// <summary>
/// Says in the terminal how to set up a fresh installation. Whoever can read the terminal may set up; a stranger who merely
/// reaches the address may not.
/// </summary>
internal sealed partial class SetupCodeAnnouncement(IServiceScopeFactory scopes, ILogger<SetupCodeAnnouncement> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetupDesk>().Code(cancellationToken) is { } code) LogCode(logger, code);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "系统尚未设置。请用浏览器打开 /setup，安装码：{Code}")]
    private static partial void LogCode(ILogger logger, string code);
}
