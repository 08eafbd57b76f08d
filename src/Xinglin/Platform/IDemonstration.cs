namespace Xinglin.Platform;

/// <summary>A module's part of the demonstration consortium. It goes the way users go: through the module's desk.</summary>
public interface IDemonstration
{
    /// <summary>Parts load in this order, those of one order side by side: organisations 10, accounts 20, agreements and patients 30, work after that.</summary>
    int Order { get; }

    /// <summary>Called once on an empty database.</summary>
    Task Load(IServiceProvider services, CancellationToken ct);
}
