using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Directory;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Tests.Platform;

public class IdentifierTests
{
    private const string Alphabet = UnifiedSocialCreditCode.Alphabet;

    private static Gen<string> Text(int length, string alphabet) => Gen.Elements(alphabet.ToCharArray()).ArrayOf(length).Select(characters => new string(characters));

    private static readonly Gen<string> CreditCodes =
        from head in Text(2, Alphabet)
        from division in Text(6, "0123456789")
        from body in Text(9, Alphabet)
        select head + division + body + UnifiedSocialCreditCode.CheckCharacter(head + division + body);

    private static bool EighteenthWarns(string code) =>
        UnifiedSocialCreditCode.Parse(code) is { IsValid: true } parsed && parsed.Warnings.Any(warning => warning.StartsWith("第18位", StringComparison.Ordinal));

    [Property]
    public Property A_credit_code_comes_back_as_it_was() => Prop.ForAll(CreditCodes.ToArbitrary(), code =>
        UnifiedSocialCreditCode.Parse($" {code.ToLowerInvariant()} ").Value?.Value == code && !EighteenthWarns(code));

    [Property]
    public Property Any_single_changed_character_is_noticed() => Prop.ForAll(
        (from code in CreditCodes
         from place in Gen.Choose(8, 16)
         from other in Gen.Elements(Alphabet.ToCharArray())
         where other != code[place]
         select code[..place] + other + code[(place + 1)..]).ToArbitrary(), EighteenthWarns);

    [Property]
    public Property Two_neighbours_exchanged_are_noticed() => Prop.ForAll(
        (from code in CreditCodes
         from place in Gen.Choose(8, 15)
         where code[place] != code[place + 1]
         select code[..place] + code[place + 1] + code[place] + code[(place + 2)..]).ToArbitrary(), EighteenthWarns);

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91110000101623741K")]
    public void Codes_in_use_pass(string code) => Assert.Empty(UnifiedSocialCreditCode.Parse(code).Warnings);

    [Fact]
    public void A_registered_code_that_fails_its_check_digit_is_a_warning() =>
        Assert.Contains("第18位校验码应为", Assert.Single(UnifiedSocialCreditCode.Parse("91350211M0000XUF46").Warnings, warning => warning.StartsWith("第18位", StringComparison.Ordinal)));

    [Fact]
    public void Remainder_zero_gives_zero() => Assert.Equal('0', UnifiedSocialCreditCode.CheckCharacter("00000000000000000"));

    [Fact]
    public void All_faults_are_told_with_their_place()
    {
        var parsed = UnifiedSocialCreditCode.Parse("1O370A000000000000");

        Assert.Collection(parsed.Errors,
            first => Assert.StartsWith("第2位「O」", first),
            second => Assert.StartsWith("第6位「A」", second));
    }

    [Theory]
    [InlineData("138 1234 5678", "13812345678")]
    [InlineData("+8613812345678", "13812345678")]
    [InlineData("05386232222", "0538-6232222")]
    [InlineData("（0538）6232222转801", "0538-6232222-801")]
    [InlineData("010-12345678", null)]
    [InlineData("01062345678", "010-62345678")]
    [InlineData("02166778899", "021-66778899")]
    [InlineData("６２３２２２２", "6232222")]
    [InlineData("4001234567", "400-123-4567")]
    [InlineData("12320", "12320")]
    [InlineData("95598", "95598")]
    [InlineData("120", "120")]
    [InlineData("12812345678", null)]
    [InlineData("六二三", null)]
    [InlineData("", null)]
    public void Telephone_numbers_are_brought_into_one_form(string typed, string? normal) =>
        Assert.Equal(normal, PhoneNumber.Parse(typed).Value?.Value);

    [Fact]
    public void A_local_number_is_kept_with_a_warning() => Assert.Single(PhoneNumber.Parse("6232222").Warnings);

    [Theory]
    [InlineData("0538-6232222-801", "tel:05386232222,801")]
    [InlineData("400-123-4567", "tel:4001234567")]
    public void The_link_dials_the_number(string number, string link) => Assert.Equal(link, PhoneNumber.Link(number));

    [Property]
    public Property A_landline_read_again_stays_the_same() => Prop.ForAll(
        (from area in Gen.Elements("010", "021", "0538", "0755")
         from first in Gen.Choose(2, 9)
         from rest in Text(7, "0123456789")
         from extension in Gen.Elements("", "-1", "-8001")
         select $"{area}-{first}{rest}{extension}").ToArbitrary(),
        number => PhoneNumber.Parse(number).Value?.Value == number && PhoneNumber.Parse(PhoneNumber.Parse(number).Value!.Value.Value).Value?.Value == number);

    [Fact]
    public void Licence_and_division_numbers_say_what_is_wrong()
    {
        Assert.Empty(PhysicianLicenceNumber.Parse("110378801000001").Errors);
        Assert.Contains("14位", Assert.Single(PhysicianLicenceNumber.Parse("11037880100000").Errors));
        Assert.Contains("第2位", Assert.Single(PhysicianLicenceNumber.Parse("190378801000001").Warnings));
        Assert.Single(NurseLicenceNumber.Parse("20203700123").Warnings);
        Assert.StartsWith("第3位", Assert.Single(DivisionCode.Parse("37X800").Errors));
        Assert.Equal("3788", DivisionCode.Parse("378801").Value!.Value.Prefecture);
        Assert.Contains("22位", Assert.Single(InstitutionCode.Parse("123").Errors));
        Assert.Empty(InstitutionCode.Parse("M000100Y4378800" + "10" + "A100" + "1").Warnings);
        Assert.Contains("第9位", Assert.Single(InstitutionCode.Parse("M000100Y5378800" + "10" + "A100" + "1").Warnings));
    }

    [Theory]
    [InlineData("24小时", "每天 00:00–24:00")]
    [InlineData("周一至周五8：00-17：30", "周一至周五 08:00–17:30")]
    [InlineData("工作日 08:00-12:00", "周一至周五 08:00–12:00")]
    [InlineData("星期六、星期天 9:00~16:00", "周六、周日 09:00–16:00")]
    [InlineData("周五至周一 09:00-16:00", null)]
    [InlineData("每天 25:00-26:00", null)]
    [InlineData("有空", null)]
    public void Hours_are_read_as_people_write_them(string typed, string? normal) => Assert.Equal(normal, OpeningHours.Parse(typed).Value?.ToString());

    [Fact]
    public void A_night_shift_belongs_to_the_day_it_began()
    {
        var night = OpeningHours.Parse("周五 20:00–08:00").Value!.Value;

        Assert.True(night.Includes(new(2026, 11, 21, 7, 0, 0, TimeSpan.FromHours(8))));
        Assert.False(night.Includes(new(2026, 11, 20, 7, 0, 0, TimeSpan.FromHours(8))));
    }
}
