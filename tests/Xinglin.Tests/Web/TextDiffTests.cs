using FsCheck;
using FsCheck.Xunit;
using Xinglin.Web.Components;

namespace Xinglin.Tests.Web;

public class TextDiffTests
{
    [Fact]
    public void A_changed_number_is_marked_as_a_whole() =>
        Assert.Equal(
            [new(DiffKind.Same, "每年"), new(DiffKind.Removed, "12"), new(DiffKind.Added, "11"), new(DiffKind.Same, "月底前")],
            TextDiff.Between("每年12月底前", "每年11月底前"));

    [Property]
    public bool Both_texts_can_be_read_from_the_difference(NonNull<string> before, NonNull<string> after)
    {
        var parts = TextDiff.Between(before.Get, after.Get);
        return string.Concat(parts.Where(part => part.Kind != DiffKind.Added).Select(part => part.Text)) == before.Get
            && string.Concat(parts.Where(part => part.Kind != DiffKind.Removed).Select(part => part.Text)) == after.Get;
    }
}
