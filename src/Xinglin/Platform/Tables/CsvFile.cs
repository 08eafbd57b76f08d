using System.Text;

namespace Xinglin.Platform.Tables;

/// <summary>A CSV file of any length, read row by row: UTF-8, UTF-16 with a mark, or GBK; comma, semicolon or tab.</summary>
internal sealed class CsvFile
{
    private readonly string path;
    private readonly Encoding encoding;
    private readonly string delimiter;

    private CsvFile(string path, Encoding encoding, string delimiter, long lines) => (this.path, this.encoding, this.delimiter, Lines) = (path, encoding, delimiter, lines);

    /// <summary>Lines of text, about as many as rows.</summary>
    public long Lines { get; }

    /// <summary>Reads the whole file once, to know its encoding for certain and its length.</summary>
    /// <exception cref="Refused">It is no text.</exception>
    public static CsvFile Open(string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var name in (string[])["utf-8", "GB18030"])
        {
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            try
            {
                using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
                var first = reader.ReadLine() ?? throw Table.Unusable("文件是空的。", "请选择有内容的 CSV 文件。");
                if (first.Contains('\0')) throw Table.Unusable("这不是 CSV 文件。", "请另存为 CSV 后再导入；xlsx 文件请在“导入患者”页面上传。");
                long lines = 1;
                while (reader.ReadLine() is not null) lines++;
                return new(path, reader.CurrentEncoding, CsvReading.Delimiter(first), lines);
            }
            catch (DecoderFallbackException)
            {
                // Not of this encoding: the next is tried.
            }
        }

        throw Table.Unusable("文件的文字编码既不是 UTF-8，也不是 GBK。", "请在 Excel 里另存为“CSV UTF-8”后再导入。");
    }

    /// <summary>The first row that is not empty is the heading; empty rows are passed over.</summary>
    public IEnumerable<TableRow> Rows()
    {
        using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        foreach (var row in CsvReading.Rows(reader, delimiter))
            if (!row.Cells.All(string.IsNullOrWhiteSpace) || row.Faults.Count > 0) yield return row;
    }
}
