namespace Xinglin.Platform;

/// <summary>Work that the program does by itself, on one node at a time. A run that fails is logged and tried again next time.</summary>
public interface IRecurringJob
{
    string Name { get; }
    TimeSpan Every { get; }
    Task Run(IServiceProvider services, CancellationToken ct);
}
