using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Directory;

/// <summary>The import as a person meets it: a file goes up, a preview comes back page by page.</summary>
public class ImportPageTests
{
    private static readonly CurrentUser Administrator = new(Guid.CreateVersion7(), "赵一诺", null, null, new HashSet<string> { Role.SystemAdministrator });

    [Theory, EveryDatabase]
    public async Task A_workbook_with_a_formula_and_a_date_shows_both_and_imports_the_sound_rows(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var name = "表格医院" + Guid.NewGuid().ToString("n")[..8];
        await app.As(Administrator, services => services.GetRequiredService<OrganizationDesk>()
            .Register(new(name, "", OrganizationKind.GeneralHospital, OrganizationLevel.Secondary), false));
        var client = app.Client(Administrator);

        var preview = (await Upload(client, "Departments", "科室.xlsx", Workbook(
            [Text("机构"), Text("科室名称"), Text("科室代码")],
            [Text(name), Text("肺病科"), Date(new DateOnly(2026, 3, 1))],
            [Text(name), Formula("CONCATENATE(\"内\",\"科\")", "内科"), Text("A2")]))).RedirectsTo();

        var page = await client.Page(preview);
        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains("2026-03-01", rows[0]);
        Assert.Contains("单元格 B3 是公式，不能导入", rows[1]);
        Assert.Equal(preview, (await client.Submit(preview, "confirm")).RedirectsTo());
        Assert.Contains("导入 1 行", (await client.Page(preview)).Body!.TextContent);
        Assert.Contains("肺病科", WebUtility.HtmlDecode(await client.GetStringAsync($"/search?q={Uri.EscapeDataString("肺病科")}")));
    }

    [Theory, EveryDatabase]
    public async Task A_preview_of_twenty_thousand_rows_is_shown_by_the_hundred_and_its_problems_apart(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var run = Guid.NewGuid().ToString("n")[..8];
        var csv = new StringBuilder("机构全称,类别,级别\n");
        for (var row = 1; row <= 20_000; row++) csv.Append(CultureInfo.InvariantCulture, $"医院{run}第{row}家,{(row % 4000 == 0 ? "飞船" : "综合医院")},二级\n");
        var client = app.Client(Administrator);

        var preview = (await Upload(client, "Organizations", "机构.csv", Encoding.UTF8.GetBytes(csv.ToString()))).RedirectsTo();

        var first = await client.Page(preview);
        Assert.Equal(100, first.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("20,000", first.QuerySelector(".pager")!.TextContent);
        Assert.Contains("导入 19995 行", first.QuerySelector("main form button[type=submit]")!.TextContent);
        var last = (await client.Page(preview + "?page=200")).QuerySelectorAll("tbody tr");
        Assert.Contains($"医院{run}第20000家", last[^1].TextContent);
        Assert.Equal(100, (await client.Page(preview + "?page=999")).QuerySelectorAll("tbody tr").Length);
        var problems = (await client.Page(preview + "?only=problems")).QuerySelectorAll("tbody tr");
        Assert.Equal(5, problems.Length);
        Assert.All(problems, row => Assert.Contains("飞船", row.TextContent));
    }

    private static Task<HttpResponseMessage> Upload(HttpClient client, string kind, string name, byte[] file) =>
        client.Upload("/directory/import", "upload", "File", name, file, ("Kind", kind));

    private static Cell Text(string text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };

    private static Cell Date(DateOnly day) => new() { StyleIndex = 1, CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)) };

    private static Cell Formula(string formula, string stored) => new() { DataType = CellValues.String, CellFormula = new CellFormula(formula), CellValue = new CellValue(stored) };

    private static byte[] Workbook(params Cell[][] rows)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(cells => new Row(cells.Cast<OpenXmlElement>()))));
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = "科室", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        }

        return memory.ToArray();
    }
}
