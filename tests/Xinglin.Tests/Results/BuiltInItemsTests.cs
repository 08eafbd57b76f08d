using Xinglin.Results;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Tests.Results;

/// <summary>What must be true of the whole list that comes with the program. Cells and check digits are judged where it is read.</summary>
public class BuiltInItemsTests
{
    private static readonly ItemSet Items = new(BuiltInItems.All);

    [Fact]
    public void It_has_the_breadth_that_provinces_are_asked_for_by_2027()
    {
        Assert.True(BuiltInItems.All.Count > 300);
        Assert.All(BuiltInItems.All, item => Assert.Equal(item.Kind == ItemKind.Laboratory, item.Discipline is not null));
    }

    [Fact]
    public void Codes_stand_for_one_item_each()
    {
        Assert.Empty(Repeated(BuiltInItems.All.Select(item => item.Code)));
        Assert.Empty(Repeated(BuiltInItems.All.Select(item => item.NationalCode)));
        Assert.Empty(Repeated(BuiltInItems.All.Select(item => item.Loinc)));
    }

    [Fact]
    public void Whatever_an_item_is_called_means_it_or_the_panel_that_it_is_in() => Assert.All(BuiltInItems.All, item => Assert.All(item.Names, name =>
    {
        Assert.Same(item, Assert.Single(Items.Named(name)));
        Assert.Contains(item, Items.Called(name));
    }));

    [Fact]
    public void Ranges_and_limits_of_one_person_never_overlap() => Assert.All(BuiltInItems.All, item =>
    {
        foreach (var sex in (string[])["1", "2"])
            Assert.All(Ages(), age => Assert.True(item.References.Count(range => range.Fits(sex, age)) <= 1, $"{item.Code}, sex {sex}, {age}"));
        Assert.All(Ages(), age => Assert.True(item.Critical.Count(limits => limits.Fits(age)) <= 1, $"{item.Code}, {age}"));
        Assert.All(item.References, range => Assert.True(range.Low is not null || range.High is not null, item.Code));
    });

    [Fact]
    public void What_is_counted_has_a_unit_or_is_a_ratio_and_only_it_has_ranges_limits_and_conversions() => Assert.All(BuiltInItems.All, item =>
    {
        Assert.All(item.Conversions, way => Assert.True(way.Factor > 0 && item.Unit is not null && !Item.SameUnit(way.Unit, item.Unit), $"{item.Code}: {way.Unit}"));
        Assert.Equal(item.Conversions.Count, item.Conversions.Select(way => way.Unit).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        if (item.Value == ValueKind.Numeric) return;
        Assert.Empty(item.References);
        Assert.Empty(item.Critical);
        Assert.Empty(item.Conversions);
        Assert.Null(item.Unit);
    });

    [Fact]
    public void A_range_or_limit_says_where_it_comes_from() =>
        Assert.All(BuiltInItems.All.Where(item => item.References.Count > 0 || item.Critical.Count > 0), item => Assert.True(item.Source is not null, item.Code));

    [Fact]
    public void A_panel_is_of_one_kind_and_one_speciality() => Assert.All(BuiltInItems.All.GroupBy(item => item.Panel), panel =>
        Assert.True(panel.Select(item => (item.Kind, item.Discipline)).Distinct().Count() == 1, panel.Key));

    [Theory]
    [InlineData("人类免疫缺陷病毒")]
    [InlineData("梅毒")]
    [InlineData("HIV")]
    [InlineData("淋球菌")]
    [InlineData("沙眼衣原体")]
    public void What_tells_of_a_venereal_disease_or_of_HIV_is_of_level_five(string word)
    {
        var named = BuiltInItems.All.Where(item => item.Name.Contains(word, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, item => Assert.True(item.IsSecret, item.Code));
    }

    [Fact]
    public void Every_subject_of_the_standard_rules_is_in_the_list_and_every_item_has_a_window()
    {
        Assert.All(RuleBook.Standard.Rules.Select(rule => rule.Subject).Except(["检验", "检查"]), subject => Assert.True(Items.Panels.Contains(subject) || Items.Find(subject) is not null, subject));
        Assert.Empty(Repeated(RuleBook.Standard.Rules.Select(rule => rule.Subject)));
        var book = new RuleBook([RuleBook.Standard]);
        Assert.All(BuiltInItems.All, item => Assert.NotNull(book.Find(item, null, new DateOnly(2026, 11, 28))));
    }

    [Fact]
    public void The_menu_has_each_item_once_with_laboratories_first()
    {
        Assert.Equal(Items.All.Select(item => item.Code).Order(), Items.Menu.SelectMany(group => group.Panels).SelectMany(panel => panel).Select(item => item.Code).Order());
        Assert.Equal(Items.Menu.Select(group => group.Kind).Order(), Items.Menu.Select(group => group.Kind));
        Assert.Empty(Repeated(Items.Menu.Select(group => group.Name)));
    }

    /// <summary>Every day of the first year, every month until 19, every year until 100.</summary>
    private static IEnumerable<Age> Ages() =>
    [
        .. Enumerable.Range(0, 365).Select(days => new Age(days, days * 12 / 365, 0)),
        .. Enumerable.Range(12, 216).Select(months => new Age(months * 365 / 12, months, months / 12)),
        .. Enumerable.Range(19, 82).Select(years => new Age(years * 365, years * 12, years))
    ];

    private static IEnumerable<string> Repeated(IEnumerable<string?> names) => names.OfType<string>().GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);
}
