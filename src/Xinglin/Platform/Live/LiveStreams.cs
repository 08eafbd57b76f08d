using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Xinglin.Platform.Live;

/// <summary>Who holds how many streams open on this node, so that nobody takes them all and signing out ends one's own.</summary>
public sealed class LiveStreams(IOptions<LiveRules> rules)
{
    private readonly ConcurrentDictionary<Guid, List<Place>> open = new();

    /// <summary>How many are open, of everybody.</summary>
    public int Count => open.Values.Sum(places => { lock (places) return places.Count; });

    /// <returns>Null where the person has as many as are allowed.</returns>
    internal Place? Take(Guid user)
    {
        var places = open.GetOrAdd(user, _ => []);
        lock (places)
        {
            if (places.Count >= rules.Value.StreamsPerUser) return null;
            var place = new Place(this, user);
            places.Add(place);
            return place;
        }
    }

    /// <summary>Ends all streams of a person on this node.</summary>
    public void End(Guid user)
    {
        if (!open.TryGetValue(user, out var places)) return;
        Place[] all;
        lock (places) all = [.. places];
        foreach (var place in all) place.End();
    }

    internal sealed class Place(LiveStreams streams, Guid user) : IDisposable
    {
        private readonly CancellationTokenSource ended = new();

        public CancellationToken Ended => ended.Token;

        /// <summary>Whoever waits goes on by itself and not within this call.</summary>
        public void End() => _ = ended.CancelAsync();

        public void Dispose()
        {
            if (streams.open.TryGetValue(user, out var places))
                lock (places) places.Remove(this);
        }
    }
}
