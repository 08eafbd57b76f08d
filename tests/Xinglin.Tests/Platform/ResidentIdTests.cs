using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Patients;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Tests.Platform;

public class ResidentIdTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Gen<string> Numbers =
        from division in Gen.Choose(110000, 659999)
        from day in Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, Today.DayNumber)
        from serial in Gen.Choose(0, 999)
        let digits = string.Create(CultureInfo.InvariantCulture, $"{division}{DateOnly.FromDayNumber(day):yyyyMMdd}{serial:000}")
        select digits + ResidentId.CheckCharacter(digits);

    [Property]
    public Property A_number_comes_back_as_it_was_with_the_birth_date_and_sex_that_it_says() => Prop.ForAll(Numbers.ToArbitrary(), number =>
        ResidentId.Parse($" {number.ToLowerInvariant()[..6]} {number.ToLowerInvariant()[6..]}", Today) is { Value: { } id, Warnings: [] }
        && id.Value == number
        && id.BirthDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture) == number[6..14]
        && id.IsMale == ((number[16] - '0') % 2 == 1)
        && id.Masked == $"{number[..6]}********{number[14..]}");

    [Property]
    public Property Any_single_changed_digit_is_noticed() => Prop.ForAll(
        (from number in Numbers
         from place in Gen.Elements(0, 1, 2, 3, 4, 5, 14, 15, 16)
         from other in Gen.Choose(1, 9)
         let digit = (char)('0' + other)
         where digit != number[place] && (place > 0 || digit < '8')
         select number[..place] + digit + number[(place + 1)..]).ToArbitrary(), Warned);

    [Property]
    public Property Two_neighbours_exchanged_are_noticed() => Prop.ForAll(
        (from number in Numbers
         from place in Gen.Elements(1, 2, 3, 4, 14, 15)
         where number[place] != number[place + 1]
         select number[..place] + number[place + 1] + number[place] + number[(place + 2)..]).ToArbitrary(), Warned);

    private static bool Warned(string number) => ResidentId.Parse(number, Today).Warnings.Any(warning => warning.StartsWith("第18位校验码", StringComparison.Ordinal));

    [Fact]
    public void The_standards_own_example_passes() => Assert.Empty(ResidentId.Parse("11010519491231002x", Today).Warnings);

    [Theory]
    [InlineData("810000199001011239")]
    [InlineData("830000199001011230")]
    [InlineData("911156198108030024")]
    public void Numbers_of_residents_from_elsewhere_have_the_same_make(string number)
    {
        var right = number[..17] + ResidentId.CheckCharacter(number);

        Assert.Empty(ResidentId.Parse(right, Today).Warnings);
    }

    [Theory]
    [InlineData("110105491231002", "15位的旧身份证号自2013年起停用")]
    [InlineData("1101051949123100", "应为18位，现为16位")]
    [InlineData("11010519490231002X", "第7至14位「19490231」不是日期")]
    [InlineData("110105203001010013", "晚于今天")]
    [InlineData("1101O519491231002X", "第5位「O」")]
    [InlineData("010105194912310029", "第1位不能是 0")]
    public void What_is_no_number_is_told_with_its_place(string number, string told) =>
        Assert.Contains(ResidentId.Parse(number, Today).Errors, error => error.Contains(told));

    [Fact]
    public void A_wrong_check_digit_is_a_warning_and_no_error() =>
        Assert.Equal("第18位校验码应为 X，现为 1", Assert.Single(ResidentId.Parse("110105194912310021", Today).Warnings));

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张三丰", "张**")]
    [InlineData("欧阳清泉", "欧阳**")]
    [InlineData("张", "张")]
    public void A_masked_name_keeps_the_surname(string name, string masked) => Assert.Equal(masked, Mask.Name(name));

    [Theory]
    [InlineData("37090219900101123X", "370902********123X")]
    [InlineData("13812341234", "138****1234")]
    [InlineData("0538-6232222", "********2222")]
    [InlineData("G123", "****")]
    [InlineData("AB12345", "****345")]
    [InlineData(null, null)]
    public void A_masked_number_keeps_no_more_than_it_takes_to_know_it_again(string? number, string? masked) => Assert.Equal(masked, Mask.Number(number));
}
