using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Tests.Platform;

public class GeoPointTests
{
    private static readonly Gen<GeoPoint> Points =
        from latitude in Gen.Choose(300_000, 5_400_000)
        from longitude in Gen.Choose(7_300_000, 13_600_000)
        select new GeoPoint(latitude / 100_000d, longitude / 100_000d);

    [Property]
    public Property A_point_comes_back_as_it_was_written() => Prop.ForAll(Points.ToArbitrary(), point => GeoPoint.Parse(point.ToString()).Value == point);

    [Property]
    public Property There_and_back_is_equally_far_and_a_detour_never_shorter() => Prop.ForAll(
        (from one in Points from other in Points from third in Points select (one, other, third)).ToArbitrary(), points =>
            Math.Abs(points.one.KilometresTo(points.other) - points.other.KilometresTo(points.one)) < 0.001
            && points.one.KilometresTo(points.other) <= points.one.KilometresTo(points.third) + points.third.KilometresTo(points.other) + 0.001);

    [Fact]
    public void A_degree_of_latitude_is_111_kilometres() => Assert.Equal(111.2, new GeoPoint(36, 117).KilometresTo(new GeoPoint(37, 117)), 1);

    [Theory]
    [InlineData("36.18950，117.12680")]
    [InlineData(" 36.1895 117.1268 ")]
    [InlineData("３６.１８９５,１１７.１２６８")]
    public void It_is_read_as_people_write_it(string text) => Assert.Equal("36.18950,117.12680", GeoPoint.Parse(text).Value?.ToString());

    [Theory]
    [InlineData("117.1268,36.1895", "写反了")]
    [InlineData("0,0", "不在中国境内")]
    [InlineData("36.1895", "应为纬度和经度")]
    [InlineData("36.1895,NaN", "应为纬度和经度")]
    [InlineData("1,2,3", "应为纬度和经度")]
    [InlineData("", "应为纬度和经度")]
    [InlineData("北纬36度,东经117度", "应为纬度和经度")]
    public void What_cannot_be_is_told(string text, string told) => Assert.Contains(told, Assert.Single(GeoPoint.Parse(text).Errors));
}
