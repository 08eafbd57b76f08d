namespace Xinglin.Hl7v2.Mllp;

internal enum FrameEnd
{
    Whole,
    TooLarge,
    NoMemory,

    /// <summary>It began and did not end in time.</summary>
    Late,

    /// <summary>It began and the line ended before it did.</summary>
    Cut,
    Closed
}

/// <summary>
/// Takes frames out of a stream: VT, the message, FS, CR. What stands before a VT belongs to nobody and is dropped; a VT within a frame
/// says that the sender began anew. A message is held once; more than the limit is never held.
/// </summary>
internal sealed class MllpFrames(Stream stream, int most, MllpBudget budget) : IDisposable
{
    private const byte Begin = 0x0B;
    private const byte End = 0x1C;
    private const int Chunk = 16 * 1024;

    private readonly byte[] incoming = new byte[Chunk];
    private byte[] frame = [];
    private int length;
    private int next;
    private int filled;
    private bool within;

    /// <summary>What was read of the frame that is open, or that <see cref="Next"/> found whole; good until the next call.</summary>
    public ReadOnlyMemory<byte> Frame => frame.AsMemory(0, length);

    /// <param name="idle">Ends the wait for a frame to begin.</param>
    /// <param name="patience">How long a frame that began may take.</param>
    /// <exception cref="OperationCanceledException">Nothing began while idle.</exception>
    /// <exception cref="IOException">The line broke while nothing had begun.</exception>
    public async Task<FrameEnd> Next(CancellationToken idle, TimeSpan patience)
    {
        length = 0;
        within = false;
        using var finishing = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None);
        while (true)
        {
            while (next < filled)
            {
                if (!within)
                {
                    var begin = incoming.AsSpan(next, filled - next).IndexOf(Begin);
                    next = begin < 0 ? filled : next + begin + 1;
                    if (begin < 0) continue;
                    within = true;
                    finishing.CancelAfter(patience);
                    continue;
                }

                var rest = incoming.AsSpan(next, filled - next);
                var mark = rest.IndexOfAny(Begin, End);
                var part = mark < 0 ? rest : rest[..mark];
                if (length + part.Length > most) return FrameEnd.TooLarge;
                if (!Append(part)) return FrameEnd.NoMemory;
                next += part.Length;
                if (mark < 0) continue;
                next++;
                if (rest[mark] == End) return FrameEnd.Whole;
                length = 0;
            }

            (next, filled) = (0, 0);
            try
            {
                filled = await stream.ReadAsync(incoming, within ? finishing.Token : idle);
            }
            catch (OperationCanceledException) when (within)
            {
                return FrameEnd.Late;
            }
            catch (IOException) when (within)
            {
                return FrameEnd.Cut;
            }

            if (filled == 0) return within ? FrameEnd.Cut : FrameEnd.Closed;
        }
    }

    private bool Append(ReadOnlySpan<byte> part)
    {
        if (length + part.Length > frame.Length)
        {
            var size = Math.Min(most, Math.Max(Chunk, Math.Max(frame.Length * 2, length + part.Length)));
            if (!budget.TryHold(size - frame.Length)) return false;
            Array.Resize(ref frame, size);
        }

        part.CopyTo(frame.AsSpan(length));
        length += part.Length;
        return true;
    }

    /// <summary>What a large message took is given back before the next.</summary>
    public void Trim()
    {
        if (frame.Length <= Chunk * 16) return;
        budget.Free(frame.Length);
        frame = [];
    }

    public void Dispose() => budget.Free(frame.Length);
}
