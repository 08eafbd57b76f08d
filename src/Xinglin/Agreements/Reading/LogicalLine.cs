namespace Xinglin.Agreements.Reading;

/// <summary>One logical line: what the author typed as a paragraph, page breaks undone.</summary>
/// <param name="Body">Without the number and the markup.</param>
internal sealed record LogicalLine(Passage Body, NumberMark? Mark, bool Hash)
{
    public bool IsAttachment => Mark is null && Body.Length <= 40 && Wording.IsAttachmentTitle(Body.Text);
}
