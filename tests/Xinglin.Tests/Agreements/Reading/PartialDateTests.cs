using Xinglin.Platform;
using Xunit;

namespace Xinglin.Tests.Agreements.Reading;

public class PartialDateTests
{
    [Theory]
    [InlineData("2022", "2022-01-01", "2022-12-31")]
    [InlineData("2022-09", "2022-09-01", "2022-09-30")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2022-09-15", "2022-09-15", "2022-09-15")]
    public void A_blank_part_stays_blank_and_bounds_the_day(string text, string earliest, string latest)
    {
        Assert.True(PartialDate.TryParse(text, out var date));
        Assert.Equal(text, date.ToString());
        Assert.Equal(DateOnly.ParseExact(earliest, "yyyy-MM-dd"), date.EarliestDay);
        Assert.Equal(DateOnly.ParseExact(latest, "yyyy-MM-dd"), date.LatestDay);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("22-09")]
    [InlineData("2022-13")]
    [InlineData("2023-02-29")]
    [InlineData("2022-9-1")]
    [InlineData("2022/09")]
    [InlineData("0000")]
    [InlineData("2022-+1")]
    public void What_is_no_date_is_not_parsed(string? text) => Assert.False(PartialDate.TryParse(text, out _));
}
