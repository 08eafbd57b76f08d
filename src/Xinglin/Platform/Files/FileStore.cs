using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Files;

/// <summary>Takes files in and gives them out. Whether a person may have a file is decided by the module that it belongs to.</summary>
public sealed class FileStore(XinglinDb db, TimeProvider time)
{
    /// <summary>Adds a file to the open unit of work.</summary>
    /// <param name="name">As the sender calls it; only the last part is kept.</param>
    /// <param name="maxSize">Bytes.</param>
    /// <exception cref="Refused">It is empty, too large, of another kind than allowed, or not what its name says.</exception>
    public async Task<StoredFile> Save(Stream stream, string name, IReadOnlyCollection<FileKind> allowed, long maxSize, CancellationToken ct)
    {
        var shown = Plain(name);
        var bytes = await Read(stream, shown, maxSize, ct);
        var wanted = string.Join("、", allowed.Select(kind => kind.Show()));
        if (FileSniffer.Sniff(bytes) is not { } kind || !allowed.Contains(kind))
            throw new Refused(RefusalKind.Invalid, "file.kind", $"不能接收“{shown}”：文件内容不是允许的类型。", $"请上传：{wanted}。");
        if (!kind.Extensions().Contains(Path.GetExtension(shown).ToLowerInvariant()))
            throw new Refused(RefusalKind.Invalid, "file.name-lies", $"“{shown}”的扩展名与内容不符：内容是{kind.Show()}。", $"请确认文件无误，把扩展名改为 {kind.Extensions()[0]} 后再上传。");

        var file = new StoredFile(Guid.CreateVersion7(), shown, kind, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), time.Now());
        db.Add(file);
        db.Add(new StoredFileContent(file.Id, bytes));
        return file;
    }

    public Task<StoredFile?> Find(Guid id, CancellationToken ct) => db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(file => file.Id == id, ct);

    /// <exception cref="Refused">There is no such file.</exception>
    public async Task<byte[]> Bytes(Guid id, CancellationToken ct) =>
        await db.Set<StoredFileContent>().AsNoTracking().Where(content => content.Id == id).Select(content => content.Bytes).FirstOrDefaultAsync(ct)
        ?? throw Refused.NotFound("该文件");

    /// <summary>An answer that the browser saves and never runs. The caller has made sure that the person may have it.</summary>
    /// <exception cref="Refused">There is no such file.</exception>
    public async Task<IResult> Download(Guid id, CancellationToken ct)
    {
        var file = await Find(id, ct) ?? throw Refused.NotFound("该文件");
        return new Attachment(file, await Bytes(id, ct));
    }

    private static async Task<byte[]> Read(Stream stream, string name, long maxSize, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > maxSize)
                throw new Refused(RefusalKind.Invalid, "file.too-large", $"“{name}”超过 {maxSize / 1024 / 1024} MB，未接收。", "请压缩或拆分后上传。");
            buffer.Write(chunk, 0, read);
        }

        return buffer.Length > 0 ? buffer.ToArray() : throw new Refused(RefusalKind.Invalid, "file.empty", $"“{name}”是空文件。", "请重新选择文件。");
    }

    private static string Plain(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(character => !char.IsControl(character))).Trim();
        if (clean.Length == 0) clean = "未命名";
        var extension = Path.GetExtension(clean);
        return clean.Length <= StoredFileMap.NameLength ? clean : clean[..(StoredFileMap.NameLength - extension.Length)] + extension;
    }

    private sealed class Attachment(StoredFile file, byte[] bytes) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "private, no-store";
            return TypedResults.File(bytes, file.Kind.ContentType(), file.Name).ExecuteAsync(context);
        }
    }
}
