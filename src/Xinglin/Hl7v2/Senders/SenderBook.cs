using System.Net;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Hl7v2.Senders;

/// <summary>A sender as messages are judged by it.</summary>
internal sealed record KnownSender(SendingSystem System, string Organization, bool Active)
{
    /// <summary>As whom its reports are taken: its organisation's laboratory.</summary>
    public CurrentUser User(string? address) => new(System.Id, $"{System.Name}（HL7）", System.OrganizationId, Organization, new HashSet<string> { Role.Diagnostics }, address);
}

/// <summary>Who may send. What was read is kept for a moment, so that a thousand messages a second do not ask each for itself; a suspension counts on every node within that moment.</summary>
internal sealed class SenderBook(IServiceScopeFactory scopes, TimeProvider time, ILogger<SenderBook> log)
{
    private const int MostUnknown = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private volatile Snapshot? snapshot;

    public async Task<IReadOnlyList<KnownSender>> All(CancellationToken ct)
    {
        if (snapshot is { } kept && time.GetElapsedTime(kept.At) is var age && age >= TimeSpan.Zero && age < Fresh) return kept.Senders;
        var at = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var senders = await scope.ServiceProvider.GetRequiredService<XinglinDb>().Set<SendingSystem>().AsNoTracking().ToListAsync(ct);
        var houses = (await scope.ServiceProvider.GetRequiredService<IDirectory>().All(ct)).ToDictionary(house => house.Id);
        var read = new Snapshot(at, [.. senders.Select(sender => new KnownSender(sender, houses.GetValueOrDefault(sender.OrganizationId)?.Name ?? "", houses.ContainsKey(sender.OrganizationId)))]);
        snapshot = read;
        return read.Senders;
    }

    /// <summary>After a change on this node.</summary>
    public void Forget() => snapshot = null;

    /// <param name="address">Null where the way itself says who sends, as a folder does.</param>
    /// <returns>The sender, or why it may not send.</returns>
    public async Task<(KnownSender? Sender, string? Why)> Find(string? application, string? facility, IPAddress? address, CancellationToken ct)
    {
        var named = (await All(ct)).FirstOrDefault(each =>
            each.System.Facility.Equals(facility ?? "", StringComparison.OrdinalIgnoreCase) && each.System.Application.Equals(application ?? "", StringComparison.OrdinalIgnoreCase));
        if (named is null) return (null, "没有登记的发送系统");
        if (address is not null && !named.System.MayCallFrom(address)) return (null, "来源地址不在允许范围内");
        return WhyNot(named) is { } why ? (null, why) : (named, null);
    }

    /// <summary>The sender that alone may call from an address; null where none may or several.</summary>
    public async Task<KnownSender?> Only(IPAddress address, CancellationToken ct) =>
        (await All(ct)).Where(each => each.System.MayCallFrom(address)).Take(2).ToList() is [var only] && WhyNot(only) is null ? only : null;

    public static string? WhyNot(KnownSender sender) => sender.System.Suspended ? "发送系统已暂停" : !sender.Active ? "所属机构已停用" : null;

    /// <summary>Lets the administrator see who called. A flood of invented names pushes out the oldest and grows no table.</summary>
    public async Task Note(string? application, string? facility, string? address, string why, CancellationToken ct)
    {
        try
        {
            await scopes.As(CurrentUser.Program("HL7 接口"), async services =>
            {
                var db = services.GetRequiredService<XinglinDb>();
                var (one, other) = (Short(application), Short(facility));
                var known = await db.Set<UnknownSender>().FirstOrDefaultAsync(each => each.Application == one && each.Facility == other, ct);
                if (known is null)
                {
                    if (await db.Set<UnknownSender>().CountAsync(ct) >= MostUnknown)
                        db.Remove(await db.Set<UnknownSender>().OrderBy(each => each.LastAt).FirstAsync(ct));
                    db.Add(known = new UnknownSender(Guid.CreateVersion7(time.Now()), one, other));
                }

                known.Called(address, why, time.Now());
                await db.SaveChangesAsync(ct);
            });
        }
        catch (Refused)
        {
            // The same one called twice at once; one of the calls is counted.
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(exception, "An unknown HL7 sender could not be noted");
        }
    }

    private static string Short(string? text) => text is null ? "" : text.Length > SendingSystem.IdentifierLength ? text[..SendingSystem.IdentifierLength] : text;

    private sealed record Snapshot(long At, IReadOnlyList<KnownSender> Senders);
}
