using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Xinglin.Platform;

/// <summary>
/// Lists for spreadsheets: UTF-8 with a byte order mark, which Excel needs for Chinese, CRLF, and an apostrophe before what would
/// be taken for a formula. Hashes of issued statements rest on this form; a change to it would void them.
/// </summary>
public static class Csv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape };

    public static byte[] Write(IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = Writer(bytes))
            foreach (var row in rows.Prepend(headings))
            {
                Cells(csv, row);
                csv.NextRecord();
            }

        return bytes.ToArray();
    }

    /// <summary>Row by row, so that memory stays small however long the list is.</summary>
    /// <returns>How many rows were written, the headings not counted.</returns>
    public static async Task<long> Write(Stream stream, IEnumerable<string> headings, IAsyncEnumerable<IEnumerable<string?>> rows, CancellationToken ct)
    {
        await using var csv = Writer(stream);
        Cells(csv, headings);
        await csv.NextRecordAsync();
        long written = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            Cells(csv, row);
            await csv.NextRecordAsync();
            written++;
        }

        return written;
    }

    private static CsvWriter Writer(Stream stream) => new(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true), Form);

    private static void Cells(CsvWriter csv, IEnumerable<string?> row)
    {
        foreach (var cell in row) csv.WriteField(cell);
    }
}
