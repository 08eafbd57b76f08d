using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xinglin.Directory.Tables;

/// <summary>
/// Writes lists for spreadsheets. CSV is UTF-8 with a byte order mark, which Excel needs for Chinese, and what would be taken for
/// a formula gets an apostrophe in front; in xlsx every cell is text and cannot be a formula.
/// </summary>
internal static class TableWriter
{
    public const string CsvType = "text/csv; charset=utf-8";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static byte[] Csv(IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows)
    {
        using var memory = new MemoryStream();
        using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var row in rows.Prepend(headings))
            {
                foreach (var cell in row) csv.WriteField(cell);
                csv.NextRecord();
            }
        }

        return memory.ToArray();
    }

    public static byte[] Xlsx(IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(sheet))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                foreach (var row in rows.Prepend(headings))
                {
                    writer.WriteStartElement(new Row());
                    foreach (var cell in row)
                        writer.WriteElement(new Cell
                        {
                            DataType = CellValues.InlineString,
                            InlineString = new InlineString(new Text(cell ?? "") { Space = SpaceProcessingModeValues.Preserve })
                        });
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = "数据", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        }

        return memory.ToArray();
    }
}
