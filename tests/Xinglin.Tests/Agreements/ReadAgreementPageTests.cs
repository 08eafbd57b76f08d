using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>Bad and unusual files over the real page: a clear answer in Chinese each time, and no half draft.</summary>
public class ReadAgreementPageTests
{
    private const string Text = "合作协议\n\n甲方（牵头单位）：{甲}\n乙方（成员单位）：{乙}\n\n一、甲方职责\n1. 甲方免费接收乙方人员进修。\n2. 甲方每月派专家到乙方坐诊2次。\n\n二、其他\n1. 本协议自双方盖章之日起生效，有效期三年。\n";

    [Theory, EveryDatabase]
    public async Task A_GBK_text_becomes_a_draft_to_confirm(Engine engine)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (app, lead, member) = await Houses(engine);
        var text = Text.Replace("{甲}", lead.Name, StringComparison.Ordinal).Replace("{乙}", member.Name, StringComparison.Ordinal);

        var response = await Upload(app.Client(lead.Office), Encoding.GetEncoding("GBK").GetBytes(text), "协议.txt");

        var address = response.RedirectsTo();
        Assert.Matches("^/agreements/[0-9a-f-]{36}/confirm$", address);
        var page = await app.Client(lead.Office).Page(address);
        Assert.Equal((2, 2, 1), (page.QuerySelectorAll(".candidate[id^='c-']").Length, page.QuerySelectorAll(".candidate[id^='p-']").Length, page.QuerySelectorAll("#facts").Length));
        Assert.Contains("甲方每月派专家到乙方坐诊2次", page.QuerySelector(".source-text")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_cannot_be_read_is_refused_in_words_and_leaves_no_draft(Engine engine)
    {
        var (app, lead, _) = await Houses(engine);
        var client = app.Client(lead.Office);
        (string Name, byte[] Bytes, string Says)[] files =
        [
            ("空.txt", [], "空"),
            ("程序.txt", [0x4D, 0x5A, 0, 1, 2, 3, 0, 0, 0, 0], "不"),
            ("扫描.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 ...."), "PDF"),
            ("太大.txt", Encoding.UTF8.GetBytes(new string('a', 21 * 1024 * 1024)), "20 MB"),
            ("炸弹.docx", Bomb(), "解压"),
            ("宏.docx", Zip(("word/document.xml", "<w/>"u8.ToArray()), ("word/vbaProject.bin", [1, 2, 3])), "宏"),
            ("闲话.txt", Encoding.UTF8.GetBytes("今天天气很好，适合散步。"), "没有读到")
        ];
        foreach (var (name, bytes, says) in files)
        {
            var response = await Upload(client, bytes, name);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(says, (await response.Document()).QuerySelector(".note-danger")!.TextContent);
        }

        Assert.Equal(0, await app.As(lead.Office, services => services.GetRequiredService<XinglinDb>().Set<Agreement>().CountAsync(agreement => agreement.OwnerId == lead.Id)));
    }

    [Theory, EveryDatabase]
    public async Task Sixty_megabytes_are_refused_by_the_form_and_more_by_the_door(Engine engine)
    {
        var (app, lead, _) = await Houses(engine);
        var client = app.Client(lead.Office);

        var large = await (await Upload(client, new byte[60 * 1024 * 1024], "六十.txt")).Document();
        Assert.Contains("20 MB", large.QuerySelector(".note-danger")!.TextContent);

        client.DefaultRequestHeaders.ExpectContinue = true;
        var response = await Upload(client, new byte[65 * 1024 * 1024], "巨大.txt");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("64 MB", WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_form_without_its_token_changes_nothing(Engine engine)
    {
        var (app, lead, _) = await Houses(engine);

        var response = await app.Client(lead.Office).PostAsync("/agreements/read",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "text", ["Pasted.Text"] = Text }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Another_consortiums_agreement_reads_as_not_found_on_every_page(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var stranger = await Agreed.House(app, "外院");

        foreach (var page in new[] { "", "/clauses", "/document", "/confirm", "/facts", "/changes", "/statement" })
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client(stranger.Office).GetAsync($"/agreements/{id}{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client(member.Office).GetAsync($"/agreements/{id}")).StatusCode);
    }

    private static async Task<(TestApp App, House Lead, House Member)> Houses(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        return (app, await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
    }

    private static async Task<HttpResponseMessage> Upload(HttpClient client, byte[] bytes, string name)
    {
        var page = await client.Page("/agreements/read");
        var token = ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        var file = new ByteArrayContent(bytes);
        return await client.PostAsync("/agreements/read", new MultipartFormDataContent
        {
            { new StringContent("file"), "_handler" }, { new StringContent(token), "__RequestVerificationToken" }, { file, "document", name }
        });
    }

    private static byte[] Bomb() => Zip(("word/document.xml", new byte[200 * 1024 * 1024]));

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in entries.Prepend(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"u8.ToArray())))
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }

        return buffer.ToArray();
    }
}
