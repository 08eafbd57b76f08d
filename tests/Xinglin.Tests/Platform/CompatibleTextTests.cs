using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Platform;
using Xinglin.Platform.Tables;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class CompatibleTextTests
{
    [Fact]
    public void What_is_no_text_becomes_the_sign_for_it_and_never_an_exception()
    {
        foreach (var (text, expected) in new[] { ("ＡＢ１", "AB1"), ("王\uFFFE小明", "王\uFFFD小明"), ("\uD83D", "\uFFFD"), ("\uDC89a", "\uFFFDa"), ("💉", "💉") }) Assert.Equal(expected, text.Compatible());
    }

    [Property]
    public bool Whatever_is_written_has_one_form(NonNull<string> text) => text.Get.Compatible() is var once && once.Compatible() == once;

    [Fact]
    public void A_table_with_a_heading_that_is_no_text_is_refused_and_breaks_nothing()
    {
        var table = Table.Read(new MemoryStream(Encoding.UTF8.GetBytes("姓\uFFFE名,性别\n王小明,男\n")), "a.csv");
        Assert.Equal("import.missing-column", Assert.Throws<Refused>(() => TableColumns.Places([new TableColumn("姓名", true, "")], table.Headings)).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_search_for_what_is_no_text_finds_nothing(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        Assert.Equal(HttpStatusCode.OK, (await app.Client(TestUsers.Of(Role.Physician)).GetAsync("/patients?q=%EF%BF%BE")).StatusCode);
    }
}
