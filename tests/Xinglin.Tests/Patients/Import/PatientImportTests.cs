using System.Text;
using AngleSharp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Patients.Import;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Tables;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients.Import;

public class PatientImportTests
{
    private const string Headings = "姓名,性别,出生日期,证件类型,证件号码,电话,住址,病案号/门诊号";

    [Theory, EveryDatabase]
    public async Task A_file_is_judged_first_and_registered_once_it_is_confirmed(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        string good = House.Number(new(1956, 8, 17)), record = $"B{Guid.NewGuid():n}"[..12];
        var file = Gbk(Headings, $"孟庆山,男,1956-8-17,居民身份证,{good},14700000001,青石县柳河镇河东村36号,", $"褚玉兰,女,1968年2月3日,,,14700000002,,{record}",
            "温立新,男,1974-13-28,,,,,", "沈若曦,X,2021-05-14,,,,,", $"孟庆山,男,1956-08-17,,{good},,,", "老证号,男,,,519822560817001,,,");
        var client = own.App.Client(own.Physician);

        var sent = await client.Upload("/patients/import", "upload", "File", "档案.csv", file);
        var address = sent.RedirectsTo();
        var preview = (await client.Page(address)).ToHtml();
        Assert.Contains("不是日期", preview);
        Assert.Contains("性别：不能是「X」", preview);
        Assert.Contains("证件号码与第2行重复", preview);
        Assert.DoesNotContain(good, preview);
        Assert.Equal(0, await Count(own));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await own.App.Client(own.Person(Role.Physician)).GetAsync(address)).StatusCode);
        await client.Submit(address, "confirm", ("Confirmed", "true"));
        await Work(own);

        var done = (await client.Page(address)).ToHtml();
        Assert.Contains("新登记 2 位", done);
        Assert.Equal(2, await Count(own));
        var found = Assert.Single(await own.App.As(own.Physician, services => services.GetRequiredService<IPatients>().Find(good, 5)));
        Assert.Equal(("孟庆山", new DateOnly(1956, 8, 17)), (found.Name, found.BirthDate));
        Assert.NotNull(await own.App.As(own.Physician, services => services.GetRequiredService<IPatientIndex>().Of(found.Id)));

        var again = (await client.Page((await client.Upload("/patients/import", "upload", "File", "档案.csv", file)).RedirectsTo())).ToHtml();
        Assert.Contains("已登记为患者", again);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_an_uploaded_file_stands_in_the_database_in_clear(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var number = House.Number(new(1956, 8, 17));
        await own.App.Client(own.Physician).Upload("/patients/import", "upload", "File", "档案.csv", Gbk(Headings, $"孟庆山,男,,,{number},14700000001,青石县柳河镇河东村36号,"));

        var parts = await own.App.As(own.Physician, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return await db.Set<PatientImportPart>().Where(part => db.Set<PatientImport>().Any(import => import.Id == part.ImportId && import.OrganizationId == own.Id)).Select(part => part.SealedRows).ToListAsync();
        });

        Assert.All(parts, part => Assert.StartsWith("v1:", part));
        Assert.NotEmpty(parts);
    }

    [Theory, EveryDatabase]
    public async Task Rows_with_warnings_wait_for_a_persons_word(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var number = House.Number(new(1956, 8, 17));
        var wrong = number[..17] + (number[17] == '1' ? '2' : '1');
        var client = own.App.Client(own.Physician);
        var address = (await client.Upload("/patients/import", "upload", "File", "档案.csv", Gbk(Headings, $"孟庆山,男,1956-08-17,,{wrong},,,"))).RedirectsTo();

        var refused = await client.Submit(address, "confirm", ("Confirmed", "false"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("已核对", (await refused.Document()).ToHtml());
        await client.Submit(address, "confirm", ("Confirmed", "true"));
        await Work(own);

        Assert.True((await own.App.As(own.Physician, services => services.GetRequiredService<XinglinDb>().Set<Patient>().AsNoTracking().SingleAsync(patient => patient.OrganizationId == own.Id))).WarningsConfirmed);
    }

    [Theory, EveryDatabase]
    public async Task A_long_file_goes_on_where_it_stopped_and_is_not_brought_in_twice(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var name = await own.App.As(own.Physician, async services => (await services.GetRequiredService<Xinglin.Directory.Contract.IDirectory>().Find(own.Id))!.Name);
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.csv"));
        await File.WriteAllBytesAsync(file.FullName, Gbk([Headings, .. Enumerable.Range(1, 1100).Select(n => $"孟{(char)(0x4e00 + n)},男,,,{House.Number(new(1956, 8, 17))},,,"), "坏行,?,,,,,,"]));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(own, file, name, new Stop(stop), stop.Token));
        Assert.InRange(await Count(own), 1, 1099);

        var import = await Run(own, file, name, null, default);

        Assert.Equal((1101, 1100, 1), (import.Rows, import.Imported, import.Faulty));
        Assert.Equal(1100, await Count(own));
        Assert.Equal(1100, (await own.App.As(own.Physician, services => services.GetRequiredService<XinglinDb>().Set<Patient>().Where(patient => patient.OrganizationId == own.Id).Select(patient => patient.Number).ToListAsync())).Distinct().Count());
        Assert.Equal("import.file-before", (await House.RefusedBy(() => Run(own, file, name, null, default))).Code);
        Assert.Equal("import.organization-unknown", (await House.RefusedBy(() => Run(own, file, "没有这家医院", null, default))).Code);
        Assert.Equal(0, await Count(other));
    }

    [Fact]
    public void A_row_says_what_is_wrong_with_it_and_takes_from_the_number_what_is_blank()
    {
        var number = House.Number(new(1956, 8, 17), male: false);
        JudgedRow Judge(params string[] cells) => PatientSheet.Judge(new(2, [.. cells, .. Enumerable.Repeat("", PatientSheet.Columns.Count - cells.Length)], []), new DateOnly(2026, 6, 1));

        var blank = Judge("褚玉兰", "", "", "", number);
        Assert.Equal((AdministrativeSex.Female, new DateOnly(1956, 8, 17), IdentityKind.ResidentId), (blank.Facts.Sex, blank.Facts.BirthDate!.Value, blank.Facts.IdentityKind));
        Assert.Empty(blank.Faults);
        var old = Judge("褚玉兰", "女", "1956-08-17", "居民身份证", "519822560817001");
        Assert.Equal(IdentityKind.Other, old.Facts.IdentityKind);
        Assert.Single(old.Warnings);
        Assert.Equal(4, Judge("", "?", "昨天", "工作证", "", "", "", "火星族").Faults.Count(fault => fault.StartsWith("姓名") || fault.StartsWith("性别") || fault.StartsWith("出生日期") || fault.StartsWith("证件类型")));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    [InlineData("utf-16")]
    public void Files_are_read_in_the_charsets_that_people_have(string charset)
    {
        var path = Path.GetTempFileName();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        File.WriteAllText(path, "姓名;性别\r\n\"孟\r\n庆山\";男\r\n\r\n褚玉蘭;女\r\n", Encoding.GetEncoding(charset));

        var rows = CsvFile.Open(path).Rows().ToList();

        Assert.Equal(["姓名", "孟\r\n庆山", "褚玉蘭"], rows.Select(row => row.Cells[0]));
        Assert.All(rows, row => Assert.Equal(2, row.Cells.Count));
    }

    private static byte[] Gbk(params string[] lines)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GBK").GetBytes(string.Join("\r\n", lines));
    }

    private static Task<int> Count(House house) => house.App.As(house.Physician, services => services.GetRequiredService<XinglinDb>().Set<Patient>().CountAsync(patient => patient.OrganizationId == house.Id));

    private static Task Work(House house) => house.App.Host.Services.As(CurrentUser.Program("试验"), services => services.GetServices<IRecurringJob>().OfType<PatientImportJob>().Single().Run(services, default));

    private static async Task<PatientImport> Run(House house, FileInfo file, string organization, IProgress<FileProgress>? progress, CancellationToken ct)
    {
        PatientImport? import = null;
        await house.App.Host.Services.As(CurrentUser.Program("命令行"), async services => import = await services.GetRequiredService<PatientFileImport>().Run(file, organization, true, (_, _, _) => { }, progress, ct));
        return import!;
    }

    private sealed class Stop(CancellationTokenSource stop) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => stop.Cancel();
    }
}
