using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Translation;
using Xinglin.Results.Contract;

namespace Xinglin.Tests.Hl7v2;

public class TranslationTests
{
    private static StandingReport Report(string start)
    {
        var translated = ReportReading.Read(Hl7Samples.Parsed(start), "检验科");
        Assert.Empty(translated.Faults);
        return Assert.IsType<StandingReport>(Assert.Single(translated.Reports));
    }

    [Theory]
    [InlineData("01", "全血")]
    [InlineData("02", "静脉血")]
    public void A_blood_count(string start, string specimen)
    {
        var standing = Report(start);
        var report = standing.Report;

        Assert.Equal("王小明", report.PatientName);
        Assert.Equal(["P1"], standing.PatientNumbers);
        Assert.Equal((ReportKind.Laboratory, "血常规", "检验科", specimen), (report.Kind, report.Title, report.Department, report.Specimen));
        Assert.Equal(new DateTimeOffset(2024, 11, 25, 1, 30, 0, TimeSpan.Zero), report.ReportedAt);
        Assert.Equal(("李建国", "张检验", "赵审核"), (report.OrderedBy, report.ReportedBy, report.ReviewedBy));
        Assert.Equal(["6.1", "118", "<0.5", "A型"], report.Values.Select(value => value.Value));
        Assert.Equal(("10^9/L", "3.5-9.5", "仪器法", ResultFlag.Normal), (report.Values[0].Unit, report.Values[0].Reference, report.Values[0].Method, report.Values[0].Flag));
        Assert.Equal("血红蛋白：标本轻度溶血", report.Findings);
    }

    [Fact]
    public void A_culture_with_what_the_organism_is_sensitive_to()
    {
        var report = Report("03").Report;

        Assert.Equal(ReportKind.Microbiology, report.Kind);
        Assert.Equal(["大肠埃希菌", ">10^5"], report.Values.Select(value => value.Value));
        Assert.Equal([new("左氧氟沙星", "R", ">=8 mg/L"), new("头孢他啶", "S", "<=1 mg/L")], report.Values[0].Susceptibilities!);
        Assert.Equal("清洁中段尿", report.Specimen);
    }

    [Fact]
    public void An_examination_has_findings_an_opinion_and_images()
    {
        var report = Report("04").Report;

        Assert.Equal("双肺纹理清晰。\n右肺上叶见小结节&钙化灶，约 4 mm。", report.Findings);
        Assert.Equal("右肺上叶小结节。\n建议随访。", report.Conclusion);
        Assert.Equal(new ImageIn("胸部CT影像", "https://pacs.example.org/studies/1125?a=1&b=2", "1.2.826.0.1.3680043.2.1125.1"), Assert.Single(report.Images!));
        Assert.Equal(("CT-CHEST", null), (report.Values[0].Code, report.Values[0].Value));
        Assert.NotNull(report.ExaminedAt);
        Assert.Null(report.SampledAt);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("64排", null, "64排")]
    [InlineData("SN-20231^GE Revolution^256排", null, "256排")]
    [InlineData("SN20231~1.5T", null, "1.5T")]
    [InlineData("20231", "CT=64排", "64排")]
    [InlineData("128排", "CT=64排", "128排")]
    [InlineData("", "NMR=1.5T", null)]
    [InlineData("", "=16排", "16排")]
    public void The_class_of_the_equipment_is_the_messages_own_else_the_systems_for_the_section(string instrument, string? configured, string? expected)
    {
        var text = Hl7Samples.Parsed("04").Write().Replace("小结节。\\.br\\建议随访。||||||F", $"小结节。||||||F|||||||{instrument}", StringComparison.Ordinal);
        Assert.True(Hl7Parser.TryParse(text, Charset.Utf8, out var message, out _));
        var classes = configured?.Split('=') is [var section, var value] ? new Dictionary<string, string> { [section] = value } : null;
        var standing = Assert.IsType<StandingReport>(Assert.Single(ReportReading.Read(message!, "影像科", classes).Reports));
        Assert.Equal(expected, standing.Report.EquipmentClass);
    }

    [Fact]
    public void A_tracing_comes_with_its_picture_and_pathology_with_its_specimen()
    {
        var ecg = Report("05");
        Assert.Equal(("心电图.png", ReportKind.Ecg), (Assert.Single(ecg.Files).FileName, ecg.Report.Kind));
        Assert.Equal(["ECG-12", "HR"], ecg.Report.Values.Select(value => value.Code));
        var pathology = Report("06").Report;
        Assert.Equal((ReportKind.Pathology, "胃窦黏膜", "（胃窦）慢性浅表性胃炎。"), (pathology.Kind, pathology.Specimen, pathology.Conclusion));
    }

    [Fact]
    public void A_correction_says_why_a_deletion_voids_and_what_is_not_final_is_no_report()
    {
        var corrected = Report("07");
        Assert.True(corrected.Corrects);
        Assert.Equal("稀释倍数录入错误", corrected.Report.Reason);
        var voided = Assert.IsType<VoidedReport>(Assert.Single(ReportReading.Read(Hl7Samples.Parsed("08"), "检验科").Reports));
        Assert.Equal(("LAB-0001", "标本与患者不符"), (voided.Number, voided.Reason));
        var preliminary = ReportReading.Read(Hl7Samples.Parsed("09"), "检验科");
        Assert.Empty(preliminary.Reports);
        Assert.Empty(preliminary.Faults);
        Assert.Equal(["LAB-0009"], preliminary.Numbers);
    }

    [Fact]
    public void Every_fault_has_its_place()
    {
        var faults = ReportReading.Read(Hl7Samples.Parsed("10"), "检验科").Faults;

        Assert.Equal(["OBR-7", "OBX-5", "OBX[2]-2", "OBX[2]-5"], faults.Select(fault => fault.Place!.ToString()).Order());
        Assert.Contains(ReportReading.Read(Hl7Samples.Parsed("11"), "检验科").Faults, fault => fault.Place!.Segment == "PID" || fault.Words.Contains("PID", StringComparison.Ordinal));
    }

    [Fact]
    public void Orders_that_share_a_filler_number_are_one_report_and_others_are_their_own()
    {
        var text = Hl7Samples.Blood("F", "1", "P1", "N-1") + "OBR|2||N-1|BIO^生化|||20241125080500|||||||||||||||20241125093000||CH|F\rOBX|1|NM|ALT^丙氨酸氨基转移酶||30|U/L|9-50|N|||F\r"
            + "OBR|3||N-2|GLU^血糖|||20241125080500|||||||||||||||20241125093000||CH|F\rOBX|1|NM|GLU^葡萄糖||5.2|mmol/L|3.9-6.1|N|||F\r";
        Hl7Parser.TryParse(text, Charset.Utf8, out var message, out _);
        var reports = ReportReading.Read(message!, "检验科").Reports.Cast<StandingReport>().ToList();

        Assert.Equal(["N-1", "N-2"], reports.Select(report => report.Number));
        Assert.Equal("血常规、生化", reports[0].Report.Title);
        Assert.Equal(3, reports[0].Report.Values.Count);
    }
}
