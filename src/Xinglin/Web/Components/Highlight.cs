using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Xinglin.Web.Components;

/// <summary>A stretch of the text that something was read from.</summary>
/// <param name="Start">Index of the first character.</param>
/// <param name="End">Index after the last.</param>
/// <param name="Anchor">Id that links jump to.</param>
/// <param name="Tone">As for StatusTag; picks the colour.</param>
/// <param name="Link">Where a click on the stretch leads, such as its candidate.</param>
public sealed record HighlightSpan(int Start, int End, string Anchor, string Tone = "blue", string? Link = null);

/// <summary>
/// Source text with marked stretches. Stretches may overlap: the shortest one colours what they share. The markup grows with the
/// number of stretches, not with the length of the text. Stretches outside of the text are cut to it.
/// </summary>
public sealed class Highlight : ComponentBase
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";
    [Parameter, EditorRequired] public IReadOnlyList<HighlightSpan> Spans { get; set; } = [];

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "source-text");
        builder.AddAttribute(2, "tabindex", "0");
        builder.AddAttribute(3, "role", "region");
        builder.AddAttribute(4, "aria-label", "原文");
        foreach (var piece in Pieces(Text, Spans)) Render(builder, piece);
        builder.CloseElement();
    }

    private void Render(RenderTreeBuilder builder, Piece piece)
    {
        foreach (var begun in piece.Begun)
        {
            builder.OpenElement(5, "span");
            builder.AddAttribute(6, "id", begun.Anchor);
            builder.AddAttribute(7, "class", "source-anchor");
            builder.CloseElement();
        }
        var words = Text[piece.Start..piece.End];
        if (piece.Mark is not { } mark)
        {
            builder.AddContent(8, words);
            return;
        }
        builder.OpenElement(9, "mark");
        builder.AddAttribute(10, "class", "tone-" + mark.Tone);
        if (mark.Link is null) builder.AddContent(11, words);
        else
        {
            builder.OpenElement(12, "a");
            builder.AddAttribute(13, "href", mark.Link);
            builder.AddContent(14, words);
            builder.CloseElement();
        }
        builder.CloseElement();
    }

    /// <summary>A run of text under one mark or none.</summary>
    internal sealed record Piece(int Start, int End, HighlightSpan? Mark, IReadOnlyList<HighlightSpan> Begun);

    internal static IEnumerable<Piece> Pieces(string text, IReadOnlyList<HighlightSpan> spans)
    {
        var open = new List<HighlightSpan>();
        var waiting = new Queue<HighlightSpan>(spans
            .Select(span => span with { Start = Math.Clamp(span.Start, 0, text.Length), End = Math.Clamp(span.End, 0, text.Length) })
            .Where(span => span.Start < span.End)
            .OrderBy(span => span.Start));
        for (var at = 0; at < text.Length;)
        {
            open.RemoveAll(span => span.End <= at);
            var begun = new List<HighlightSpan>();
            while (waiting.TryPeek(out var next) && next.Start == at) begun.Add(waiting.Dequeue());
            open.AddRange(begun);
            var end = text.Length;
            if (waiting.TryPeek(out var following)) end = Math.Min(end, following.Start);
            foreach (var span in open) end = Math.Min(end, span.End);
            yield return new Piece(at, end, open.MinBy(span => span.End - span.Start), begun);
            at = end;
        }
    }
}
