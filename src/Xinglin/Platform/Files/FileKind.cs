namespace Xinglin.Platform.Files;

public enum FileKind { Pdf, Png, Jpeg, Docx, Xlsx, Text }

public static class FileKinds
{
    public static string ContentType(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Png => "image/png",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "text/plain"
    };

    public static string Show(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "PDF",
        FileKind.Png => "PNG 图片",
        FileKind.Jpeg => "JPEG 图片",
        FileKind.Docx => "Word 文档（docx）",
        FileKind.Xlsx => "Excel 表格（xlsx）",
        _ => "文本（txt、md、csv）"
    };

    /// <summary>Endings under which a file of this kind may come.</summary>
    public static IReadOnlyList<string> Extensions(this FileKind kind) => kind switch
    {
        FileKind.Pdf => [".pdf"],
        FileKind.Png => [".png"],
        FileKind.Jpeg => [".jpg", ".jpeg"],
        FileKind.Docx => [".docx"],
        FileKind.Xlsx => [".xlsx"],
        _ => [".txt", ".md", ".csv"]
    };
}
