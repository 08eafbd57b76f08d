using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xinglin.Agreements.Reading;
using Xunit;

namespace Xinglin.Tests.Agreements.Reading;

/// <summary>The facts that people read out of the two real agreements. They lie beside the repository; without them the tests say so.</summary>
public class SeedAgreementTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static AgreementReading Read(string start) =>
        AgreementReader.Read(DocumentText.From(File.ReadAllBytes(RepositoryFiles.SharedAgreement(start)!), start).Text, Today);

    [SeedFact]
    public void The_hospital_agreement_is_read_once_with_its_parties_bases_and_term()
    {
        var reading = Read("000_");
        Assert.Equal(new DocumentFacts("agreement", "泰安市中医医院联体合作协议书", true, 2), reading.Document);
        Assert.Equal([new("甲方", "lead", "泰安市中医医院"), new Party("乙方", "member", "新泰市人民医院")], reading.Parties);
        Assert.Equal([new("国办发〔2017〕32号"), new Basis("鲁政办发〔2017〕51号")], reading.Bases);
        Assert.Equal(new AgreementTerm("2022-09", "2025-09", null, "sealing", "by-agreement", null, false), reading.Term);
        Assert.Equal(new Copies(4, 2), reading.Copies);
    }

    [SeedFact]
    public void The_facts_of_the_hospital_agreement_stand_where_they_were_read()
    {
        var text = DocumentText.From(File.ReadAllBytes(RepositoryFiles.SharedAgreement("000_")!), "000_").Text;
        var places = AgreementReader.Read(text, Today).Places;
        string? At(TextSpan? place) => place is { } at ? text[at.Start..at.End] : null;
        Assert.Equal(["泰安市中医医院", "新泰市人民医院"], places.Parties.Select(At));
        Assert.Equal(["2017", "2017"], places.Bases.Select(place => Regex.Match(At(place)!, @"\d{4}").Value));
        Assert.All([places.Term.Period, places.Term.Renewal], place => Assert.NotNull(place));
        Assert.All(["2022", "2025"], year => Assert.Contains(year, At(places.Term.Period)));
        Assert.Contains("章", At(places.Term.StartsOn));
        Assert.Equal((null, null), (places.Term.Notice, places.Term.SurvivingDuties));
        Assert.Contains("份", At(places.Copies));
    }

    [SeedFact]
    public void The_hospital_agreement_has_14_duties_of_the_lead_and_8_of_the_member()
    {
        var reading = Read("000_");
        Assert.Equal(22, reading.Duties.Count);
        Assert.Equal(14, reading.Duties.Count(duty => duty.Bearer[0] == "甲方" && duty.Path.StartsWith("1.", StringComparison.Ordinal)));
        Assert.Equal(8, reading.Duties.Count(duty => duty.Bearer[0] == "乙方" && duty.Path.StartsWith("2.", StringComparison.Ordinal)));
        Assert.Equal(["1.4.1", "1.4.2", "1.4.3", "1.5.1"], reading.Duties.Where(duty => duty.Bearer.Count == 2).Select(duty => duty.Path));
    }

    [SeedTheory]
    [InlineData("1.1", "organisation-guidance", "shall")]
    [InlineData("1.2.1", "technique-promotion", "shall")]
    [InlineData("1.2.2", "management-alignment", "shall")]
    [InlineData("1.2.3", "specialty-assistance", "shall")]
    [InlineData("1.2.4", "research-cooperation", "shall")]
    [InlineData("1.2.5", "heritage-studio", "shall")]
    [InlineData("1.3.1", "training-placement", "shall")]
    [InlineData("1.3.2", "short-course", "shall")]
    [InlineData("1.3.3", "case-conference", "may")]
    [InlineData("1.4.1", "two-way-referral", "shall")]
    [InlineData("1.4.2", "referral-hotline green-channel", "shall")]
    [InlineData("1.4.3", "referral-priority", "shall")]
    [InlineData("1.5.1", "result-recognition quality-guidance", "progressive")]
    [InlineData("1.5.2", "preparation-supply preparation-development", "conditional")]
    [InlineData("2.1", "autonomy plaque", "shall")]
    [InlineData("2.2.1", "assistance-reception", "actively")]
    [InlineData("2.2.2", "research-cooperation", "actively")]
    [InlineData("2.2.3", "publicity", "shall")]
    [InlineData("2.2.4", "publicity", "shall")]
    [InlineData("2.3.1", "training-participation", "actively")]
    [InlineData("2.3.2", "annual-plan", "shall")]
    [InlineData("2.4", "two-way-referral referral-hotline", "shall")]
    public void Every_clause_of_the_hospital_agreement_has_its_kinds_and_strength(string path, string kinds, string modality)
    {
        var reading = Read("000_");
        var duty = Assert.Single(reading.Duties, duty => duty.Path == path);
        Assert.Equal(kinds.Split(' ')[0], duty.Kind);
        Assert.Equal(duty.Kind, duty.Kinds[0]);
        Assert.Subset(duty.Kinds.ToHashSet(), kinds.Split(' ').ToHashSet());
        Assert.Equal(modality, duty.Modality);
    }

    [SeedFact]
    public void Lists_with_deng_stay_open_and_the_yearly_deadline_is_kept()
    {
        var reading = Read("000_");
        var specialties = reading.Duties.Single(duty => duty.Path == "1.2.3");
        Assert.Equal(["治未病科", "中医经典科", "肺病", "肿瘤科", "关节", "运动医学科"], specialties.Items);
        Assert.True(specialties.OpenList);
        Assert.Equal(["定期"], specialties.Vague);
        var tests = reading.Duties.Single(duty => duty.Path == "1.5.1");
        Assert.Equal(["血常规", "尿常规", "心电图"], tests.Items);
        Assert.True(tests.OpenList);
        Assert.Equal(new Schedule("year", "12-31", null), reading.Duties.Single(duty => duty.Path == "2.3.2").Schedule);
    }

    [SeedFact]
    public void The_hospital_agreement_has_expired_and_lacks_six_clauses()
    {
        var reading = Read("000_");
        Assert.Equal(
            ["day-left-blank", "duplicate-text", "expired", "missing-clause:breach", "missing-clause:data-protection", "missing-clause:disputes", "missing-clause:fees", "missing-clause:notice", "missing-clause:termination", "needs-detail"],
            reading.Findings.Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal));
    }

    [SeedFact]
    public void The_library_text_is_a_truncated_template_without_parties()
    {
        var reading = Read("004_");
        Assert.Equal("template", reading.Document.Kind);
        Assert.False(reading.Document.Complete);
        Assert.Empty(reading.Parties);
        Assert.Equal(new AgreementTerm(null, null, 5, "signing-and-sealing", "by-agreement", new(3, "month"), true), reading.Term);
        var codes = reading.Findings.Select(finding => finding.Code).ToHashSet();
        Assert.Subset(codes, new HashSet<string> { "truncated", "template-without-parties", "target-far-from-baseline" });
        Assert.All(reading.Findings.Where(finding => finding.Code.StartsWith("missing-clause", StringComparison.Ordinal)), finding =>
        {
            Assert.Equal("info", finding.Severity);
            Assert.Contains("不完整", finding.Message);
        });
    }

    [SeedFact]
    public void Seven_targets_are_kept_apart_from_seven_examples()
    {
        var reading = Read("004_");
        Assert.Equal([60m, 85m, 90m, 100m, 80m, 75m, 85m], reading.Targets.Select(target => target.Value));
        Assert.Equal(
            ["grassroots-first-visit-rate", "grassroots-common-disease-capability", "shared-equipment-use", "training-coverage", "health-knowledge-rate", "health-literacy", "chronic-disease-management-rate"],
            reading.Targets.Select(target => target.Indicator));
        Assert.Equal([90m, 80m, 15m, 10m, 85m, 90m, 5m], reading.Examples.Select(example => example.Value));
    }

    [SeedTheory]
    [InlineData("1.1.3", "organisation-guidance")]
    [InlineData("1.2.1", "scope")]
    [InlineData("1.2.2", "resource-sharing staff-exchange")]
    [InlineData("1.2.3", "finance-disclosure quality-safety information-sharing")]
    [InlineData("1.3.1", "term")]
    [InlineData("1.3.2", "termination-notice")]
    [InlineData("1.3.3", "force-majeure surviving-duty")]
    [InlineData("2.1.3", "finance-disclosure")]
    [InlineData("2.2.1", "indicator-target")]
    [InlineData("2.2.2", "indicator-target")]
    [InlineData("2.2.3", "indicator-target")]
    public void The_library_text_carries_the_kinds_of_its_clauses(string path, string kinds)
    {
        var reading = Read("004_");
        var duty = Assert.Single(reading.Duties, duty => duty.Path == path);
        Assert.Subset(duty.Kinds.ToHashSet(), kinds.Split(' ').ToHashSet());
        Assert.Equal(["合作各方"], duty.Bearer.Take(1));
    }
}

/// <summary>Skips, and says so, where the real agreements are not at hand.</summary>
public sealed class SeedFactAttribute : FactAttribute
{
    public SeedFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = SeedFiles.Missing;
}

/// <inheritdoc cref="SeedFactAttribute"/>
public sealed class SeedTheoryAttribute : TheoryAttribute
{
    public SeedTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = SeedFiles.Missing;
}

internal static class SeedFiles
{
    public static string? Missing =>
        RepositoryFiles.SharedAgreement("000_") is null || RepositoryFiles.SharedAgreement("004_") is null ? "../shared/agreements is not beside the repository" : null;
}
