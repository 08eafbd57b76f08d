using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Platform.Identifiers;
using Xinglin.Results;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;
using Check = Xinglin.Platform.Identifiers.Check;

namespace Xinglin.Tests.Results;

public class ReadingTests
{
    private static readonly ItemSet Items = new(BuiltInItems.All);

    [Theory]
    [InlineData("5.6", 5.6, null)]
    [InlineData(" <0.01", 0.01, "<")]
    [InlineData("≥ 100", 100.0, "≥")]
    [InlineData(">=3", 3.0, "≥")]
    [InlineData("-1.5", -1.5, null)]
    public void Numbers_are_read_as_laboratories_write_them(string text, double number, string? comparator)
    {
        var read = Reading.Number(text);
        Assert.Equal(((decimal)number, comparator), read);
    }

    [Theory]
    [InlineData("阴性")]
    [InlineData("1+")]
    [InlineData("")]
    [InlineData("5.6 mmol")]
    [InlineData("1,000")]
    public void Words_are_no_numbers(string text) => Assert.Null(Reading.Number(text));

    [Theory]
    [InlineData("BIO-GLU", "100", "mg/dL", 5.55)]
    [InlineData("BIO-CREA", "1", "mg/dL", 88.4)]
    [InlineData("BIO-HBA1C", "48", "mmol/mol", 6.542)]
    [InlineData("CBC-HGB", "14", "g/dL", 140.0)]
    public void Units_are_made_comparable(string code, string value, string unit, double expected) =>
        Assert.Equal((decimal)expected, Items.Find(code)!.Convert(decimal.Parse(value, CultureInfo.InvariantCulture), unit));

    [Fact]
    public void A_unit_that_is_not_known_for_an_item_is_not_converted() => Assert.Null(Items.Find("BIO-GLU")!.Convert(100, "IU/mL"));

    [Theory]
    [InlineData("×10⁹/L")]
    [InlineData("10*9/L")]
    [InlineData("10^9 / l")]
    public void The_same_unit_is_known_however_it_is_written(string unit) => Assert.Equal(6m, Items.Find("CBC-WBC")!.Convert(6, unit));

    [Theory]
    [InlineData("CBC-HGB", "42", "2", 30, ResultFlag.Critical)]
    [InlineData("CBC-HGB", "120", "1", 30, ResultFlag.Low)]
    [InlineData("CBC-HGB", "120", "2", 30, ResultFlag.Normal)]
    [InlineData("CBC-HGB", "120", "2", 10, ResultFlag.Normal)]
    [InlineData("CBC-HGB", "120", "1", 13, ResultFlag.Low)]
    [InlineData("BIO-UA", "300", "2", 10, ResultFlag.Unknown)]
    [InlineData("UA-PRO", "1+", "1", 40, ResultFlag.Abnormal)]
    [InlineData("UA-COLOR", "淡黄色", "1", 40, ResultFlag.Unknown)]
    [InlineData("BB-RHD", "阳性", "1", 40, ResultFlag.Unknown)]
    [InlineData("CBC-PLT", "<31", "1", 40, ResultFlag.Critical)]
    [InlineData("CBC-PLT", ">300", "1", 40, ResultFlag.Normal)]
    [InlineData("UA-PRO", "阴性", "1", 40, ResultFlag.Normal)]
    [InlineData("UA-PRO", "2+", "1", 40, ResultFlag.Abnormal)]
    public void How_a_value_lies_follows_from_sex_age_and_limits(string code, string value, string sex, int age, ResultFlag expected) =>
        Assert.Equal(expected, Reading.Flag(new ValueIn("x", "x", value, Items.Find(code)!.Unit), Items.Find(code), sex, new Age(age * 365, age * 12, age)));

    [Theory]
    [InlineData("2026-11-27", "2026-11-27", 0, 0, 0)]
    [InlineData("2026-10-31", "2026-11-27", 27, 0, 0)]
    [InlineData("2026-10-31", "2026-11-30", 30, 1, 0)]
    [InlineData("2024-02-29", "2025-02-28", 365, 12, 1)]
    [InlineData("1960-11-28", "2026-11-27", 24105, 791, 65)]
    public void An_age_is_counted_in_completed_days_months_and_years(string born, string day, int days, int months, int years) =>
        Assert.Equal(new Age(days, months, years), Age.On(DateOnly.Parse(born, CultureInfo.InvariantCulture), DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Who_is_not_born_yet_or_whose_birth_nobody_knows_has_no_age()
    {
        Assert.Null(Age.On(new DateOnly(2026, 11, 28), new DateOnly(2026, 11, 27)));
        Assert.Null(Age.On(null, new DateOnly(2026, 11, 27)));
    }

    [Theory]
    [InlineData("", "", "2026-11-27", true)]
    [InlineData("0天-28天", "0–28 天", "2026-10-30", true)]
    [InlineData("0天-28天", "0–28 天", "2026-10-29", false)]
    [InlineData("28天-5月", "28 天–5 个月", "2026-10-30", true)]
    [InlineData("28天-5月", "28 天–5 个月", "2026-05-28", true)]
    [InlineData("28天-5月", "28 天–5 个月", "2026-05-27", false)]
    [InlineData("18-59", "18–59 岁", "1966-11-28", true)]
    [InlineData("18-59", "18–59 岁", "1966-11-27", false)]
    [InlineData("1-1", "1 岁", "2025-11-27", true)]
    [InlineData("1-1", "1 岁", "2024-11-27", false)]
    [InlineData("60-", "60 岁起", "1966-11-27", true)]
    public void An_age_group_is_read_as_it_is_written_and_holds_to_the_end_of_its_last_unit(string written, string shown, string born, bool fits)
    {
        var ages = AgeText.Read(written)!.Value;
        Assert.Equal(written, AgeText.Write(ages));
        Assert.Equal(shown, ages.Show());
        Assert.Equal(fits, ages.Fits(Age.On(DateOnly.Parse(born, CultureInfo.InvariantCulture), new DateOnly(2026, 11, 27))));
    }

    [Theory]
    [InlineData("18")]
    [InlineData("28天")]
    [InlineData("59-18")]
    [InlineData("3周-4周")]
    [InlineData("99999-")]
    public void What_is_no_age_group_is_not_guessed(string written) => Assert.Null(AgeText.Read(written));

    [Fact]
    public void Critical_limits_hold_for_their_ages_and_where_the_age_is_not_known_none_is_passed_over()
    {
        var check = new Check("test");
        var row = ItemRow.Write(Items.Find("BIO-GLU")!).ToArray();
        var headings = ItemRow.Columns.Select(column => column.Heading).ToList();
        row[headings.IndexOf("危急值")] = "0天-28天:<1.7|0天-28天:>16.6|29天-:<2.5|29天-:>22.2";
        var glucose = ItemRow.Read(heading => row[headings.IndexOf(heading)], check);
        ResultFlag Flag(string value, Age? age) => Reading.Flag(new ValueIn("x", "x", value, "mmol/L"), glucose, "1", age);
        var (newborn, adult) = (new Age(3, 0, 0), new Age(15000, 500, 41));

        Assert.Empty(check.Errors);
        Assert.Equal(row, ItemRow.Write(glucose));
        Assert.Equal(["0–28 天：< 1.7、> 16.6", "29 天起：< 2.5、> 22.2"], glucose.Critical.Select(limits => limits.Show()));
        Assert.NotEqual(ResultFlag.Critical, Flag("2.0", newborn));
        Assert.Equal(ResultFlag.Critical, Flag("2.0", adult));
        Assert.Equal(ResultFlag.Critical, Flag("17", newborn));
        Assert.NotEqual(ResultFlag.Critical, Flag("17", adult));
        Assert.Equal(ResultFlag.Critical, Flag("2.0", null));
    }

    [Theory]
    [InlineData("<5|>3")]
    [InlineData("50")]
    [InlineData("18-59")]
    [InlineData("三岁:<5")]
    [InlineData("18-:5")]
    public void Critical_limits_that_are_written_otherwise_are_told(string written)
    {
        var check = new Check("test");
        var row = ItemRow.Write(Items.Find("BIO-GLU")!).ToArray();
        var headings = ItemRow.Columns.Select(column => column.Heading).ToList();
        row[headings.IndexOf("危急值")] = written;
        ItemRow.Read(heading => row[headings.IndexOf(heading)], check);
        Assert.Contains(check.Errors, fault => fault.Field == "危急值");
    }

    [Property]
    public Property What_is_critical_in_one_unit_is_critical_in_the_other() => Prop.ForAll(Gen.Choose(0, 60000).Select(number => number / 1000m).ToArbitrary(), value =>
    {
        var glucose = Items.Find("BIO-GLU")!;
        var other = new ValueIn("x", "x", value.ToString(CultureInfo.InvariantCulture), "mg/dL");
        var own = new ValueIn("x", "x", glucose.Convert(value, "mg/dL")!.Value.ToString(CultureInfo.InvariantCulture), "mmol/L");
        return Reading.Flag(other, glucose, "1", new Age(18250, 600, 50)) == Reading.Flag(own, glucose, "1", new Age(18250, 600, 50));
    });

    [Property]
    public bool No_text_makes_the_reader_fall(NonNull<string> text)
    {
        var line = Reading.Line(new ValueIn("c", "n", text.Get, text.Get), Items.Find("CBC-WBC"), "1", new Age(14600, 480, 40));
        return line.Text is null || line.Text == text.Get.Trim();
    }

    [Fact]
    public void Every_item_that_comes_with_the_program_reads_back_as_it_was_written()
    {
        var headings = ItemRow.Columns.Select(column => column.Heading).ToList();
        Assert.All(BuiltInItems.All, item =>
        {
            var row = ItemRow.Write(item);
            var check = new Check("test");
            var again = ItemRow.Read(heading => row[headings.IndexOf(heading)], check);
            Assert.Empty(check.Errors);
            Assert.Equal(row, ItemRow.Write(again));
        });
    }

    [Theory]
    [InlineData("换算", "mg/dL")]
    [InlineData("参考区间", "男:10:5")]
    [InlineData("参考区间", ":18-:9-3")]
    [InlineData("危急值", "50")]
    [InlineData("LOINC", "1234-9")]
    [InlineData("类别", "化验")]
    public void A_cell_that_cannot_be_read_is_a_fault_with_the_column_named(string column, string text)
    {
        var headings = ItemRow.Columns.Select(each => each.Heading).ToList();
        var row = ItemRow.Write(Items.Find("BIO-GLU")!).ToList();
        row[headings.IndexOf(column)] = text;
        var check = new Check("test");
        ItemRow.Read(heading => row[headings.IndexOf(heading)], check);
        Assert.Contains(check.Errors, error => error.Field == column);
    }
}
