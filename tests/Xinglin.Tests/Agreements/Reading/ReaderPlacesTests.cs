using System.Text.RegularExpressions;
using Xinglin.Agreements.Reading;

namespace Xinglin.Tests.Agreements.Reading;

/// <summary>People check parties and period against the passage that a reading points to: it must be the one that says so.</summary>
public partial class ReaderPlacesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void In_every_sample_the_places_say_what_was_read_there()
    {
        var (named, placed) = (0, 0);
        foreach (var (name, text, reading) in Samples())
        {
            string At(TextSpan place) => Folded(text[place.Start..place.End]);
            Assert.Equal((reading.Parties.Count, reading.Bases.Count), (reading.Places.Parties.Count, reading.Places.Bases.Count));
            foreach (var (party, place) in reading.Parties.Zip(reading.Places.Parties))
            {
                named++;
                if (place is not { } at) continue;
                placed++;
                Assert.True(At(at) == Folded(party.Name), $"{name}: {party.Name} is said to stand at {At(at)}");
            }

            foreach (var (basis, place) in reading.Bases.Zip(reading.Places.Bases))
                Assert.True(Letters(At(place)) == Letters(basis.Number), $"{name}: {basis.Number} is said to stand at {At(place)}");
            var (term, places) = (reading.Term, reading.Places.Term);
            Assert.Equal(
                (term is not { From: null, To: null, Years: null }, term.StartsOn is not null, term.Renewal is not null, term.Notice is not null, term.SurvivingDuties),
                (places.Period is not null, places.StartsOn is not null, places.Renewal is not null, places.Notice is not null, places.SurvivingDuties is not null));
            if (places.Period is { } period)
                Assert.True(term.To is { } to && to.Length >= 4 ? Digits(At(period)).Contains(to[..4], StringComparison.Ordinal) : At(period).Contains('年') || At(period).Contains('月'), $"{name}: the end is said to stand at {At(period)}");
            if (places.Notice is { } notice) Assert.Matches("[前早先]", At(notice));
            Assert.Equal(reading.Copies is { Total: null, Each: null }, reading.Places.Copies is null);
            if (reading.Places.Copies is { } copies) Assert.EndsWith("份", At(copies));
        }

        Assert.True(named > 60 && placed >= named - 2, $"{placed} of {named} parties have a place.");
    }

    [Fact]
    public void Of_a_name_that_holds_another_and_of_names_in_a_list_each_has_its_own_place()
    {
        const string Text = """
            合作协议
            甲方：清河县人民医院
            乙方：青石县清河镇卫生院、青石县河口镇卫生院
            一、职责
            1. 甲方每月派专家到乙方坐诊。
            """;

        var reading = AgreementReader.Read(Text, Today);

        Assert.Equal(reading.Parties.Select(party => party.Name), reading.Places.Parties.Select(place => Text[place!.Value.Start..place.Value.End]));
        Assert.Equal(3, reading.Places.Parties.Distinct().Count());
    }

    [Fact]
    public void Places_are_not_part_of_the_published_JSON()
    {
        var (_, _, reading) = Samples().First();

        Assert.NotEmpty(reading.Places.Parties);
        Assert.DoesNotContain("places", reading.ToJson(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Every place of a reading.</summary>
    public static IEnumerable<TextSpan> All(ReadingPlaces places) =>
        places.Parties.Concat([places.Term.Period, places.Term.StartsOn, places.Term.Renewal, places.Term.Notice, places.Term.SurvivingDuties, places.Copies])
            .OfType<TextSpan>().Concat(places.Bases);

    private static IEnumerable<(string Name, string Text, AgreementReading Reading)> Samples() => System.IO.Directory.EnumerateFiles(RepositoryFiles.Samples)
        .Where(file => !file.EndsWith(".json", StringComparison.Ordinal) && Path.GetFileName(file) != "README.md").Order()
        .Select(file => (Name: Path.GetFileName(file), DocumentText.From(File.ReadAllBytes(file), Path.GetFileName(file)).Text))
        .Select(sample => (sample.Name, sample.Text, AgreementReader.Read(sample.Text, Today)));

    private static string Folded(string words) => string.Concat(words.Select(Characters.Fold).Where(c => !Characters.IsSpace(c) && !Characters.IsLineEnd(c)));

    private static string Letters(string number) => Brackets().Replace(Folded(number), "").Replace("第", "", StringComparison.Ordinal);

    private static string Digits(string words) => words.Replace('零', '0').Replace('一', '1').Replace('二', '2').Replace('三', '3').Replace('四', '4')
        .Replace('五', '5').Replace('六', '6').Replace('七', '7').Replace('八', '8').Replace('九', '9');

    [GeneratedRegex(@"[\[\]()〔〕]")]
    private static partial Regex Brackets();
}
