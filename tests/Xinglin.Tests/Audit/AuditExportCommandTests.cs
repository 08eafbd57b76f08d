using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Audit;

public class AuditExportCommandTests
{
    [Theory, EveryDatabase]
    public async Task The_whole_trail_is_written_its_own_export_included_and_no_cell_is_a_formula(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await app.As(CurrentUser.Program("测试"), async services =>
        {
            foreach (var name in (string[])["=HYPERLINK(\"http://evil\")", "逗号,引号\"与\n换行", "+1"])
                await services.GetRequiredService<IAuditTrail>().RecordNow("test.done", new AuditSubject("test", null, name));
        });
        var file = Path.Combine(app.Database.DataDirectory, "trail.csv");

        var (code, said) = await RealProgram.Run(["audit", "export", file, .. app.Database.Arguments]);

        Assert.Equal(0, code);
        Assert.Contains("已导出 4 条", said);
        var bytes = await File.ReadAllBytesAsync(file);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        using var csv = new CsvReader(new StringReader(Encoding.UTF8.GetString(bytes.AsSpan(3))), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(row => (IDictionary<string, object>)row).ToList();
        Assert.Equal(["'+1", "'=HYPERLINK(\"http://evil\")", "审计日志", "逗号,引号\"与\n换行"], rows.Select(row => (string)row["对象"]).Order(StringComparer.Ordinal));
        var hashes = await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>().Select(entry => entry.Hash).ToListAsync());
        Assert.Equal(hashes.Order(StringComparer.Ordinal), rows.Select(row => (string)row["摘要"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_one_line_and_an_exit_code()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);

        var (code, said) = await RealProgram.Run(["audit", "export", Path.Combine(app.Database.DataDirectory, "missing", "trail.csv"), .. app.Database.Arguments]);

        Assert.Equal(1, code);
        Assert.Contains("无法写入", said);
        Assert.DoesNotContain("   at ", said);
    }
}
