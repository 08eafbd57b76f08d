namespace Xinglin.Agreements.Reading;

/// <summary>A numbered item or an unnumbered heading, with what stands under it.</summary>
internal sealed class OutlineNode(OutlineNode? parent, NumberMark? mark, Passage? head, string path)
{
    public OutlineNode? Parent => parent;
    public NumberMark? Mark => mark;

    /// <summary>The item's own first line; null for the root.</summary>
    public Passage? Head => head;

    public string Path { get; set; } = path;
    public List<Passage> Paragraphs { get; } = [];
    public List<OutlineNode> Children { get; } = [];
    public bool IsHeading { get; init; }

    /// <summary>Unnumbered headings stand in the tree but give no number to the path.</summary>
    public bool IsNumbered => mark is not null;

    public IEnumerable<OutlineNode> Ancestors()
    {
        for (var node = parent; node is not null; node = node.Parent) yield return node;
    }

    public IEnumerable<OutlineNode> Descendants()
    {
        var open = new Stack<OutlineNode>(Children.AsEnumerable().Reverse());
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--) open.Push(node.Children[i]);
        }
    }
}

/// <summary>The agreement as a tree, its levels taken from the order in which numbering styles appear, never from markup.</summary>
internal sealed class Outline
{
    private const int Deepest = 8;

    private int _lastArticle;
    private readonly List<OutlineNode> _stack = [];
    private readonly Dictionary<string, OutlineNode> _paths = [];
    private readonly List<(OutlineNode Node, int Expected)> _gaps = [];
    private int _bullets;
    private bool _recitals;

    private Outline() => Root = new(null, null, null, "");

    public OutlineNode Root { get; }

    /// <summary>What stands before the first numbered item: title, parties, bases.</summary>
    public List<LogicalLine> Preamble { get; } = [];

    /// <summary>Signatures and what follows them.</summary>
    public List<LogicalLine> Closing { get; } = [];

    public List<LogicalLine> Attachments { get; } = [];

    /// <summary>Items whose number does not follow the one before.</summary>
    public IReadOnlyList<(OutlineNode Node, int Expected)> Gaps => _gaps;

    public static Outline Of(IReadOnlyList<LogicalLine> paragraphs)
    {
        var outline = new Outline();
        var attachments = false;
        var closing = false;
        var notes = false;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var paragraph = paragraphs[i];
            attachments |= paragraph.IsAttachment && i > paragraphs.Count / 3;
            closing |= outline._stack.Count > 0 && paragraph.Mark is null && ClosingStarts(paragraph.Body.Text);
            notes |= closing && paragraph.Mark is null && Headings.OpensNotes(paragraph.Body.Text);
            if (attachments) outline.Attachments.Add(paragraph);
            else if (notes || closing && paragraph.Mark is null) outline.Closing.Add(paragraph);
            else outline.Add(paragraph, i + 1 < paragraphs.Count ? paragraphs[i + 1] : null);
        }
        return outline;
    }

    /// <summary>What stands in sections whose title is such.</summary>
    public IReadOnlySet<Passage> UnderHeadings(Func<string, bool> such)
    {
        const int Title = 30;
        var under = new HashSet<OutlineNode>();
        var found = new HashSet<Passage>();
        foreach (var node in Root.Descendants())
        {
            if (!under.Contains(node.Parent!) && !(node.Head is { Length: <= Title } head && such(head.Text))) continue;
            under.Add(node);
            found.Add(node.Head!);
            found.UnionWith(node.Paragraphs);
        }
        return found;
    }

    private static bool ClosingStarts(string text) =>
        Wording.IsSignature(text) || text.StartsWith("附:", StringComparison.Ordinal) || Wording.IsLabelLine(text) || text.StartsWith("(以下无正文", StringComparison.Ordinal) || text.StartsWith("(此页无正文", StringComparison.Ordinal);

    private void Add(LogicalLine paragraph, LogicalLine? next)
    {
        // "鉴于：1.… 2.…": reasons, no clauses.
        _recitals = _stack.Count == 0 && (paragraph.Mark is null ? Headings.OpensRecitals(paragraph.Body.Text) : _recitals && paragraph.Mark.Style is MarkStyle.Dot or MarkStyle.Paren or MarkStyle.HanParen or MarkStyle.Circled);
        if (_recitals) Preamble.Add(paragraph);
        else if (paragraph.Mark is { } mark) Number(paragraph, Resolve(mark));
        else if (IsHeading(paragraph, next)) Heading(paragraph);
        else if (_stack.Count == 0) Preamble.Add(paragraph);
        else _stack[^1].Paragraphs.Add(paragraph.Body);
    }

    /// <summary>"甲方责任" or "双方权利义务：" on a line of its own, without a number, over numbered items or a paragraph.</summary>
    private static bool IsHeading(LogicalLine paragraph, LogicalLine? next)
    {
        var text = paragraph.Body.Text.TrimEnd(':');
        if (text.Length is < 2 or > 24 || next is null || text.Contains(',') || text.Contains('。') || Characters.EndsSentence(text[^1])) return false;
        if (Wording.IsTitle(text) || Wording.IsSignature(text) || Wording.IsLabelLine(text) && !Headings.NamesResponsibility(text)) return false;
        return Headings.NamesResponsibility(text) || (paragraph.Hash && next.Mark is not null && Headings.NamesTopic(text));
    }

    private void Heading(LogicalLine paragraph)
    {
        // It closes every list that could not be its parent: the styles it stands above are known by what follows.
        while (_stack.Count > 0 && !(_stack[^1].Mark is { Style: < MarkStyle.Dot } && _stack[^1].Children.Count == 0 && _stack[^1].Paragraphs.Count == 0)) _stack.RemoveAt(_stack.Count - 1);
        var parent = _stack.Count > 0 ? _stack[^1] : Root;
        var node = new OutlineNode(parent, null, paragraph.Body, parent.Path) { IsHeading = true };
        parent.Children.Add(node);
        _stack.Add(node);
    }

    /// <summary>"3)" in a list of (1) (2) has lost its bracket.</summary>
    private NumberMark Resolve(NumberMark mark)
    {
        if (mark.Style is MarkStyle.Bullet) return mark;
        var other = mark.Style switch { MarkStyle.HalfParen => MarkStyle.Paren, MarkStyle.Paren => MarkStyle.HalfParen, _ => mark.Style };
        if (other == mark.Style || _stack.Any(node => node.Mark?.Style == mark.Style)) return mark;
        return _stack.Any(node => node.Mark is { } open && open.Style == other && open.Number == mark.Number - 1) ? mark with { Style = other } : mark;
    }

    private void Number(LogicalLine paragraph, NumberMark mark)
    {
        if (mark.Style is MarkStyle.Decimal)
        {
            Decimal(paragraph, mark);
            return;
        }
        Climb(mark);
        var parent = _stack.Count > 0 ? _stack[^1] : Root;
        var before = parent.Children.LastOrDefault(child => child.Mark?.Style == mark.Style);
        if (mark.Style is MarkStyle.Bullet)
        {
            _bullets = before is null ? 1 : _bullets + 1;
            mark = mark with { Number = _bullets, Parts = [_bullets] };
        }
        var expected = (mark.Style is MarkStyle.Article ? _lastArticle : before?.Mark?.Number ?? 0) + 1;
        Push(paragraph, mark, parent, parent.Path.Length == 0 ? $"{mark.Number}" : $"{parent.Path}.{mark.Number}", expected);
    }

    /// <summary>
    /// Closes what the new item ends. An open list that the number carries on is found first; the first item under a bare heading
    /// is its child; otherwise the usual order of styles decides.
    /// </summary>
    private void Climb(NumberMark mark)
    {
        if (mark.Number == 1 && mark.Style > MarkStyle.Article && _stack.Count is > 0 and < Deepest && IsBareHeading(_stack[^1])) return;
        var level = _stack.FindLastIndex(node => node.Mark is { } open && open.Style == mark.Style && (mark.Style is MarkStyle.Bullet || open.Number == mark.Number - 1));
        if (level < 0) level = _stack.FindLastIndex(node => node.Mark?.Style == mark.Style);
        if (level >= 0)
        {
            _stack.RemoveRange(level, _stack.Count - level);
            return;
        }
        while (_stack.Count > 0 && _stack[^1].Mark is { } inner && inner.Style > mark.Style) _stack.RemoveAt(_stack.Count - 1);
    }

    private static bool IsBareHeading(OutlineNode node) =>
        node is { Children.Count: 0, Paragraphs.Count: 0, Head: { Length: <= 16 } head } && head.Text.AsSpan().IndexOfAny("。;,") < 0 && !Wording.StatesAct(head.Text);

    /// <summary>1.2.3 carries its own path.</summary>
    private void Decimal(LogicalLine paragraph, NumberMark mark)
    {
        while (_stack.Count > 0 && _stack[^1].Mark is { } open
            && (open.Style is MarkStyle.Decimal ? open.Parts.Count >= mark.Parts.Count : open.Style >= MarkStyle.Dot && !Leads(_stack[^1], mark)))
            _stack.RemoveAt(_stack.Count - 1);
        var parent = _stack.Count > 0 ? _stack[^1] : Root;
        var before = parent.Children.LastOrDefault(child => child.Mark?.Style == MarkStyle.Decimal);
        Push(paragraph, mark, parent, string.Join('.', mark.Parts), (before?.Mark?.Number ?? 0) + 1);
    }

    private static bool Leads(OutlineNode node, NumberMark mark) => node.Mark!.Style is MarkStyle.Dot && node.Mark.Number == mark.Parts[0];

    private void Push(LogicalLine paragraph, NumberMark mark, OutlineNode parent, string path, int expected)
    {
        if (mark.Style is MarkStyle.Article) _lastArticle = mark.Number;
        // A bullet yields its place to an item that really has the number.
        if (mark.Style is not MarkStyle.Bullet && _paths.TryGetValue(path, out var taken) && taken.Mark?.Style is MarkStyle.Bullet && taken.Children.Count == 0)
        {
            taken.Path = Free(path);
            _paths[taken.Path] = taken;
            _paths.Remove(path);
        }
        var unique = Free(path);
        var node = new OutlineNode(parent, mark, paragraph.Body, unique);
        _paths[unique] = node;
        if (mark.Number != expected && !(parent.IsHeading && mark.Number == 1)) _gaps.Add((node, expected));
        parent.Children.Add(node);
        _stack.Add(node);
    }

    /// <summary>A number met again gets "b", then "c" and so on.</summary>
    private string Free(string path)
    {
        if (!_paths.ContainsKey(path)) return path;
        for (var suffix = 'b'; suffix <= 'z'; suffix++)
            if (!_paths.ContainsKey(path + suffix)) return path + suffix;
        return $"{path}z{_paths.Count}";
    }
}
