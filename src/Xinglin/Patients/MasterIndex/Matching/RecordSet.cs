namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>Registrations in memory with their keys, and the pairs that have a key in common.</summary>
internal sealed class RecordSet
{
    private readonly long[][] keysOf;
    private readonly long[] keys;
    private readonly int[] owners;
    private readonly HashSet<long> large = [];

    /// <param name="keysOf">Of each record, sorted.</param>
    public RecordSet(IReadOnlyList<MatchRecord> records, long[][] keysOf)
    {
        (Records, this.keysOf) = (records, keysOf);
        var total = keysOf.Sum(own => own.Length);
        (keys, owners) = (new long[total], new int[total]);
        var place = 0;
        for (var record = 0; record < keysOf.Length; record++)
            foreach (var key in keysOf[record]) (keys[place], owners[place++]) = (key, record);
        Array.Sort(keys, owners);
        foreach (var (key, _, length) in Blocks())
            if (length > BlockKeys.LargestBlock) large.Add(key);
    }

    public IReadOnlyList<MatchRecord> Records { get; }

    /// <summary>How many keys there are; the measure of progress through <see cref="Pairs"/>.</summary>
    public int Keys => keys.Length;

    /// <summary>How many registrations have a key.</summary>
    public int Holders(long key)
    {
        var place = Array.BinarySearch(keys, key);
        if (place < 0) return 0;
        var (first, end) = (place, place + 1);
        while (first > 0 && keys[first - 1] == key) first--;
        while (end < keys.Length && keys[end] == key) end++;
        return end - first;
    }

    /// <summary>Each pair once, at the smallest key that both have; in the order of the keys.</summary>
    /// <param name="after">Where to go on: smaller keys, and this one, are done.</param>
    /// <param name="done">Told how many keys are gone through, and the last of them.</param>
    public IEnumerable<(int Left, int Right)> Pairs(long after = long.MinValue, Action<int, long>? done = null)
    {
        foreach (var (key, from, length) in Blocks())
        {
            if (key <= after) continue;
            if (length is > 1 and <= BlockKeys.LargestBlock)
                for (var left = from; left < from + length; left++)
                    for (var right = left + 1; right < from + length; right++)
                        if (FirstCommon(owners[left], owners[right]) == key) yield return (owners[left], owners[right]);
            done?.Invoke(from + length, key);
        }
    }

    private long? FirstCommon(int left, int right)
    {
        var (a, b) = (keysOf[left], keysOf[right]);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] < b[j]) i++;
            else if (a[i] > b[j]) j++;
            else if (large.Contains(a[i])) (i, j) = (i + 1, j + 1);
            else return a[i];
        }

        return null;
    }

    private IEnumerable<(long Key, int From, int Length)> Blocks()
    {
        for (var from = 0; from < keys.Length;)
        {
            var end = from + 1;
            while (end < keys.Length && keys[end] == keys[from]) end++;
            yield return (keys[from], from, end - from);
            from = end;
        }
    }
}
