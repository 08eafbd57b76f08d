using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xinglin.Platform.Tables;

/// <summary>Writes lists as xlsx: every cell is text and cannot be a formula.</summary>
internal static class XlsxWriter
{
    public static byte[] Write(IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows)
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
