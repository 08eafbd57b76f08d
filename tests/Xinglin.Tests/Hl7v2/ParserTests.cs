using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Translation;

namespace Xinglin.Tests.Hl7v2;

public class ParserTests
{
    private static Hl7Message Parse(string text)
    {
        Assert.True(Hl7Parser.TryParse(text, Charset.Utf8, out var message, out var faults), string.Join("；", faults));
        return message!;
    }

    private static IReadOnlyList<Hl7Fault> Faults(byte[] bytes, Encoding? fallback = null)
    {
        Assert.False(Hl7Parser.TryParse(bytes, fallback ?? Charset.Gb18030, out _, out var faults));
        return faults;
    }

    [Fact]
    public void Escape_sequences_mean_what_the_standard_says()
    {
        var message = Parse("MSH|^~\\&|A|B|||||ORU^R01|1|P|2.4|||||CHN|UNICODE UTF-8\rOBX|1|FT|X||a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\.br\\g\\X41\\\\H\\h\\N\\\\Zx\\i\\XE7BB93\\");

        Assert.Equal("a|b^c&d~e\\f\ngAh\\Zx\\i结", message.Segments[1].Whole(5));
    }

    [Fact]
    public void Separators_are_those_of_the_header()
    {
        var message = Parse("MSH#*+!%#A#B#####ORU*R01#1#P#2.4\rPID#1##7*x%y+8##王*小\r");

        Assert.Equal("7", message.Segments[1].Text(3));
        Assert.Equal("y", message.Segments[1].Text(3, 2, 1, 2));
        Assert.Equal("8", message.Segments[1].Text(3, 1, 2));
        Assert.Equal("小", message.Segments[1].Text(5, 2));
        Assert.Equal("#", message.Header.Raw(1).ToString());
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Segments_end_with_any_line_end(string end) =>
        Assert.Equal(["MSH", "PID", "OBR"], Parse(string.Join(end, "MSH|^~\\&|A|B", "PID|1", "OBR|1") + end).Segments.Select(segment => segment.Name));

    [Fact]
    public void An_addendum_goes_on_with_the_field_before_it() =>
        Assert.Equal("前半后半", Parse("MSH|^~\\&|A|B\rOBX|1|TX|X||前半\rADD|后半\r").Segments[1].Whole(5));

    [Fact]
    public void A_line_end_within_a_text_does_not_begin_a_segment() =>
        Assert.Equal("第一行\n第二行", Parse("MSH|^~\\&|A|B\rOBX|1|TX|X||第一行\n第二行\r").Segments[1].Whole(5));

    /// <summary>Asked for each of them what follows, so many take minutes.</summary>
    [Fact]
    public void A_million_empty_lines_within_a_text_are_read_as_they_are_and_those_around_a_segment_go()
    {
        var empty = new string('\n', 1_000_000);

        Assert.Equal($"第一行{empty}第二行", Parse($"MSH|^~\\&|A|B\r{empty}OBX|1|TX|X||第一行{empty}第二行{empty}\r").Segments[1].Whole(5));
        Assert.Equal(["MSH", "OBX", "OBX"], Parse($"MSH|^~\\&|A|B{empty}OBX|1{empty}OBX|2{empty}").Segments.Select(segment => segment.Name));
        Assert.Equal(["MSH", "OBX", "OBX"], Parse($"MSH|^~\\&|A|B\r{empty}OBX|1{empty}OBX|2{empty}\r").Segments.Select(segment => segment.Name));
    }

    [Fact]
    public void Nothing_said_expressly_is_nothing()
    {
        var segment = Parse("MSH|^~\\&|A|B\rOBX|1|NM|X||\"\"|\r").Segments[1];
        Assert.True(segment.IsNull(5));
        Assert.Null(segment.Text(5));
    }

    [Fact]
    public void The_character_set_is_the_declared_one_else_the_connections_else_what_fits()
    {
        string Name(byte[] bytes, Encoding fallback)
        {
            Hl7Parser.TryParse(bytes, fallback, out var message, out _);
            return message!.Segments[1].Text(5)!;
        }

        const string Text = "MSH|^~\\&|A|B\rPID|1||1||王小明欧阳\r";
        Assert.Equal("王小明欧阳", Name(Charset.Gb18030.GetBytes(Text), Charset.Gb18030));
        Assert.Equal("王小明欧阳", Name(Charset.Gb18030.GetBytes(Text), Charset.Utf8));
        Assert.Equal("王小明欧阳", Name(Charset.Utf8.GetBytes(Text), Charset.Gb18030));
        Assert.Contains(Faults(Hl7Samples.Read("12", "F", "1")), fault => fault.Place is { Segment: "MSH", Field: 18 } && fault.Words.Contains("GB 18030", StringComparison.Ordinal));
        Assert.Contains(Faults(Charset.Utf8.GetBytes("MSH|^~\\&|A|B|||||ORU^R01|1|P|2.4|||||CHN|GBK\rPID|1||1||王小明\r")), fault => fault.Words.Contains("UTF-8", StringComparison.Ordinal));
        Assert.Contains(Faults(Charset.Utf8.GetBytes("MSH|^~\\&|A|B|||||ORU^R01|1|P|2.4|||||CHN|KOI8\r")), fault => fault.Code == Hl7Fault.TableValue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MSH")]
    [InlineData("MSH|")]
    [InlineData("MSH|^^^^|A")]
    [InlineData("PID|1\r")]
    [InlineData("MSH|^~\\&|A|B\rxx\r")]
    [InlineData("MSH|^~\\&|A|B\rMSH|^~\\&|A|B\r")]
    [InlineData("MSH|^~\\&|A|B\rDSC|7\r")]
    public void What_is_no_message_is_told_with_its_place(string text) => Assert.All(Faults(Encoding.UTF8.GetBytes(text)), fault => Assert.NotEmpty(fault.Words));

    [Theory]
    [InlineData("202411251305", "2024-11-25T05:05:00Z")]
    [InlineData("20241125130507.123", "2024-11-25T05:05:07Z")]
    [InlineData("20241125130507+0900", "2024-11-25T04:05:07Z")]
    [InlineData("20241125", null)]
    [InlineData("202411251305+9", null)]
    [InlineData("00010101000000+1400", null)]
    public void A_moment_without_a_zone_is_in_Shanghai(string written, string? moment) =>
        Assert.Equal(moment is null ? null : DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Hl7Time.Read(written));

    [Property(MaxTest = 300)]
    public Property Text_written_is_text_read() => Prop.ForAll<NonNull<string>>(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var plain = string.Concat(Charset.Utf8.GetString(Encoding.UTF8.GetBytes(text.Get)).Where(character => character >= ' ' || character == '\n'));
        return Escapes.Read(Escapes.Write(plain, Notation.Standard), Notation.Standard) == plain;
    });

    [Property(MaxTest = 200)]
    public Property A_message_written_again_is_the_same() => Prop.ForAll(Gen.Elements("01", "02", "03", "04", "05", "06", "07", "08").ToArbitrary(), start =>
    {
        var message = Hl7Samples.Parsed(start);
        Hl7Parser.TryParse(message.Write(), Charset.Utf8, out var again, out _);
        return again!.Write() == message.Write() && again.Segments.Zip(message.Segments).All(pair => pair.First.FieldCount == pair.Second.FieldCount);
    });

    /// <summary>A smaller sister of the bench fuzz.</summary>
    [Property(MaxTest = 2000)]
    public Property Whatever_comes_is_read_and_translated_without_an_exception() => Prop.ForAll(
        (from start in Gen.Elements("01", "02", "03", "04", "05", "06", "07", "10", "12")
         from cuts in Gen.ListOf(Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 100_000)), 6)
         select (start, cuts)).ToArbitrary(), each =>
    {
        var bytes = Hl7Samples.Read(each.start, "F", "P1").ToList();
        foreach (var (kind, place) in each.cuts)
        {
            if (bytes.Count == 0) break;
            var at = place % bytes.Count;
            if (kind == 0) bytes.RemoveRange(at, Math.Min(place % 40, bytes.Count - at));
            else if (kind == 1) bytes[at] ^= (byte)(1 << (place % 8));
            else if (kind == 2) bytes.Insert(at, (byte)"|^~\\&\r\n\0"[place % 8]);
            else bytes.InsertRange(at, bytes.Take(Math.Min(200, bytes.Count)).ToList());
        }

        Hl7Parser.TryParse([.. bytes], Charset.Gb18030, out var message, out var faults);
        Assert.True(message is not null || faults.Count > 0);
        if (message is not null) _ = ReportReading.Read(message, "检验科");
    });
}
