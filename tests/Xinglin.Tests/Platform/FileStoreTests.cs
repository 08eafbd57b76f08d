using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class FileStoreTests
{
    private static readonly byte[] Pdf = "%PDF-1.7 ……"u8.ToArray();

    [Theory, EveryDatabase]
    public async Task A_file_comes_back_as_an_attachment_that_the_browser_never_runs(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        app.Host.MapGet("/test/file/{id:guid}", (Guid id, FileStore files, CancellationToken ct) => files.Download(id, ct)).AllowAnonymous();
        var file = await Save(app, Pdf, "../../协议 扫描件.pdf");

        var response = await app.Client().GetAsync($"/test/file/{file.Id}");

        Assert.Equal(Pdf, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("协议 扫描件.pdf", file.Name);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("协议.pdf", "MZ\u0001\u0002", "file.kind")]
    [InlineData("协议.txt", "%PDF-1.4", "file.name-lies")]
    [InlineData("协议.txt", "", "file.empty")]
    [InlineData("协议.txt", "0123456789012345678901234567890123456789", "file.too-large")]
    public async Task A_file_that_is_not_what_it_says_is_refused(string name, string content, string code)
    {
        var app = await TestApp.Shared(Engine.Sqlite);

        var refused = await Assert.ThrowsAsync<Refused>(() => Save(app, Encoding.Latin1.GetBytes(content), name, 30));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_zip_bomb_and_macros_are_refused()
    {
        var app = await TestApp.Shared(Engine.Sqlite);

        Assert.Equal("file.zip-bomb", (await Assert.ThrowsAsync<Refused>(() => Save(app, Docx(("word/media/a", new byte[30_000_000])), "a.docx"))).Code);
        Assert.Equal("file.macros", (await Assert.ThrowsAsync<Refused>(() => Save(app, Docx(("word/vbaProject.bin", [1])), "a.docx"))).Code);
        Assert.Equal(FileKind.Docx, (await Save(app, Docx(), "a.docx")).Kind);
    }

    [Fact]
    public async Task Text_in_GBK_is_text()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var app = await TestApp.Shared(Engine.Sqlite);

        Assert.Equal(FileKind.Text, (await Save(app, Encoding.GetEncoding("GBK").GetBytes("双向转诊协议"), "协议.txt")).Kind);
    }

    private static byte[] Docx(params (string Name, byte[] Bytes)[] more)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in more.Prepend(("word/document.xml", "<w/>"u8.ToArray())))
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(bytes);
            }

        return buffer.ToArray();
    }

    private static Task<StoredFile> Save(TestApp app, byte[] bytes, string name, long maxSize = 64 << 20) => app.As(CurrentUser.Program("测试"), async services =>
    {
        var file = await services.GetRequiredService<FileStore>().Save(new MemoryStream(bytes), name,
            [FileKind.Pdf, FileKind.Docx, FileKind.Text], maxSize, CancellationToken.None);
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        return file;
    });
}
