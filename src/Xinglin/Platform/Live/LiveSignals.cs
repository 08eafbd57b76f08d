using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Xinglin.Platform.Live;

/// <param name="Place">In the log of announcements; who reconnects names the last one heard.</param>
public sealed record LiveSignal(string Topic, long Place);

/// <summary>
/// Tells those on this node who follow an organisation that something changed in a topic (<c>referral</c>, <c>notice</c>), never what.
/// </summary>
public sealed class LiveSignals
{
    /// <summary>A follower who is slow loses repetitions of the same word, and nothing else: there are fewer topics than places.</summary>
    private const int Places = 16;

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Guid, Follower>> followers = new();

    /// <summary>To be disposed of when nobody listens any more.</summary>
    public Follower Follow(Guid organization)
    {
        var follower = new Follower(this, organization);
        followers.GetOrAdd(organization, _ => new()).TryAdd(follower.Id, follower);
        return follower;
    }

    /// <param name="place">In the log of announcements, up to which these changes reach.</param>
    internal void Tell(IEnumerable<(Guid Organization, string Topic)> changes, long place)
    {
        foreach (var (organization, topic) in changes)
            if (followers.TryGetValue(organization, out var here))
                foreach (var (_, follower) in here) follower.Hear(new LiveSignal(topic, place));
    }

    public sealed class Follower(LiveSignals signals, Guid organization) : IDisposable
    {
        private readonly Channel<LiveSignal> heard = Channel.CreateBounded<LiveSignal>(new BoundedChannelOptions(Places) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        internal Guid Id { get; } = Guid.NewGuid();

        internal void Hear(LiveSignal signal) => heard.Writer.TryWrite(signal);

        /// <returns>What was heard since, each topic once; empty where the time ran out first.</returns>
        public async Task<IReadOnlyList<LiveSignal>> Listen(TimeSpan atMost, CancellationToken ct)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(atMost);
            try { await heard.Reader.WaitToReadAsync(limit.Token); }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested) { return []; }
            var news = new Dictionary<string, LiveSignal>();
            while (heard.Reader.TryRead(out var signal)) news[signal.Topic] = signal;
            return [.. news.Values.OrderBy(signal => signal.Place)];
        }

        public void Dispose()
        {
            if (signals.followers.TryGetValue(organization, out var here)) here.TryRemove(Id, out _);
        }
    }
}
