namespace Xinglin.Agreements.Reading;

/// <summary>A numbered item or an unnumbered heading, with what stands under it.</summary>
internal sealed class OutlineNode(OutlineNode? parent, NumberMark? mark, Passage? head, string path)
{
    public OutlineNode? Parent => parent;
    public NumberMark? Mark => mark;

    /// <summary>The item's own first line; null for the root.</summary>
    public Passage? Head => head;

    public string Path => path;
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
    private readonly List<MarkStyle> _firstMet = [];
    private readonly List<OutlineNode> _stack = [];
    private readonly HashSet<string> _paths = [];
    private readonly List<(OutlineNode Node, int Expected)> _gaps = [];
    private int _bullets;

    private Outline() => Root = new(null, null, null, "");

    public OutlineNode Root { get; }

    /// <summary>What stands before the first numbered item: title, parties, bases.</summary>
    public List<Paragraph> Preamble { get; } = [];

    /// <summary>Signatures and what follows them.</summary>
    public List<Paragraph> Closing { get; } = [];

    public List<Paragraph> Attachments { get; } = [];

    /// <summary>Items whose number does not follow the one before.</summary>
    public IReadOnlyList<(OutlineNode Node, int Expected)> Gaps => _gaps;

    public static Outline Of(IReadOnlyList<Paragraph> paragraphs)
    {
        var outline = new Outline();
        var attachments = false;
        var closing = false;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var paragraph = paragraphs[i];
            attachments |= paragraph.IsAttachment && i > paragraphs.Count / 3;
            closing |= outline._stack.Count > 0 && paragraph.Mark is null && ClosingStarts(paragraph.Body.Text);
            if (attachments) outline.Attachments.Add(paragraph);
            else if (closing && paragraph.Mark is null) outline.Closing.Add(paragraph);
            else outline.Add(paragraph, i + 1 < paragraphs.Count ? paragraphs[i + 1] : null);
        }
        return outline;
    }

    private static bool ClosingStarts(string text) =>
        Wording.IsSignature(text) || Wording.IsLabelLine(text) || text.StartsWith("(以下无正文", StringComparison.Ordinal) || text.StartsWith("(此页无正文", StringComparison.Ordinal);

    private void Add(Paragraph paragraph, Paragraph? next)
    {
        if (paragraph.Mark is { } mark) Number(paragraph, Resolve(mark));
        else if (IsHeading(paragraph, next)) Heading(paragraph);
        else if (_stack.Count == 0) Preamble.Add(paragraph);
        else _stack[^1].Paragraphs.Add(paragraph.Body);
    }

    /// <summary>"甲方责任" or "双方权利义务：" on a line of its own, without a number, over numbered items or a paragraph.</summary>
    private static bool IsHeading(Paragraph paragraph, Paragraph? next)
    {
        var text = paragraph.Body.Text.TrimEnd(':');
        if (text.Length is < 2 or > 24 || next is null || text.Contains(',') || text.Contains('。') || Characters.EndsSentence(text[^1])) return false;
        if (Wording.IsTitle(text) || Wording.IsSignature(text) || Wording.IsLabelLine(text) && !Headings.NamesResponsibility(text)) return false;
        return Headings.NamesResponsibility(text) || (paragraph.Hash && next.Mark is not null && Headings.NamesTopic(text));
    }

    private void Heading(Paragraph paragraph)
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

    private void Number(Paragraph paragraph, NumberMark mark)
    {
        if (mark.Style is MarkStyle.Decimal)
        {
            Decimal(paragraph, mark);
            return;
        }
        var level = _stack.FindIndex(node => node.Mark?.Style == mark.Style);
        if (level >= 0) _stack.RemoveRange(level, _stack.Count - level);
        else if (_firstMet.IndexOf(mark.Style) is >= 0 and var met)
            while (_stack.Count > 0 && _stack[^1].Mark is { } open && _firstMet.IndexOf(open.Style) > met) _stack.RemoveAt(_stack.Count - 1);
        else if (mark.Style < (_stack.Count > 0 ? _stack[^1].Mark?.Style : null) && mark.Style < MarkStyle.Roman)
            while (_stack.Count > 0 && _stack[^1].Mark?.Style > mark.Style) _stack.RemoveAt(_stack.Count - 1);
        if (!_firstMet.Contains(mark.Style)) _firstMet.Add(mark.Style);

        var parent = _stack.Count > 0 ? _stack[^1] : Root;
        var before = parent.Children.LastOrDefault(child => child.Mark?.Style == mark.Style);
        if (mark.Style is MarkStyle.Bullet)
        {
            _bullets = before is null ? 1 : _bullets + 1;
            mark = mark with { Number = _bullets, Parts = [_bullets] };
        }
        var expected = (mark.Style is MarkStyle.Article ? LastArticle() : before?.Mark?.Number ?? 0) + 1;
        Push(paragraph, mark, parent, parent.Path.Length == 0 ? $"{mark.Number}" : $"{parent.Path}.{mark.Number}", expected);
    }

    private int LastArticle() => _lastArticle;
    private int _lastArticle;

    /// <summary>1.2.3 carries its own path.</summary>
    private void Decimal(Paragraph paragraph, NumberMark mark)
    {
        while (_stack.Count > 0 && _stack[^1].Mark is { } open
            && (open.Style is MarkStyle.Decimal ? open.Parts.Count >= mark.Parts.Count : open.Style >= MarkStyle.Dot && !Leads(_stack[^1], mark)))
            _stack.RemoveAt(_stack.Count - 1);
        var parent = _stack.Count > 0 ? _stack[^1] : Root;
        var before = parent.Children.LastOrDefault(child => child.Mark?.Style == MarkStyle.Decimal);
        Push(paragraph, mark, parent, string.Join('.', mark.Parts), (before?.Mark?.Number ?? 0) + 1);
    }

    private static bool Leads(OutlineNode node, NumberMark mark) => node.Mark!.Style is MarkStyle.Dot && node.Mark.Number == mark.Parts[0];

    private void Push(Paragraph paragraph, NumberMark mark, OutlineNode parent, string path, int expected)
    {
        if (mark.Style is MarkStyle.Article) _lastArticle = mark.Number;
        var unique = path;
        for (var suffix = 'b'; !_paths.Add(unique) && suffix <= 'z'; suffix++) unique = path + suffix;
        var node = new OutlineNode(parent, mark, paragraph.Body, unique);
        if (mark.Number != expected && !(parent.IsHeading && mark.Number == 1)) _gaps.Add((node, expected));
        parent.Children.Add(node);
        _stack.Add(node);
    }
}
