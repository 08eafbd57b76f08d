using System.Globalization;

namespace Xinglin.Platform.Identifiers;

/// <summary>
/// Where something stands: degrees of latitude and longitude, as maps show them, 「36.18950,117.12680」. Which of the coordinate systems in use in
/// China they are of is not told; they differ by some hundred metres, which is nothing to the distance between two hospitals.
/// </summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusKilometres = 6371.0088;

    /// <summary>Latitude first; parted by a comma, a blank or the Chinese comma. Swapped values, which lie outside China, are told.</summary>
    public static Parsed<GeoPoint> Parse(string? text)
    {
        var parts = (text ?? "").Compatible().Split([',', '、', ' ', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !Read(parts[0], out var latitude) || !Read(parts[1], out var longitude))
            return Parsed<GeoPoint>.Wrong("应为纬度和经度，用逗号隔开，如 36.18950,117.12680");
        if (latitude is >= 73 and <= 136 && longitude is >= 3 and <= 54) return Parsed<GeoPoint>.Wrong("纬度和经度写反了，纬度在前");
        if (latitude is < 3 or > 54 || longitude is < 73 or > 136) return Parsed<GeoPoint>.Wrong("不在中国境内：纬度应在 3 至 54，经度应在 73 至 136 之间");
        return Parsed<GeoPoint>.Of(new(Math.Round(latitude, 5), Math.Round(longitude, 5)));
    }

    /// <summary>As the crow flies (haversine).</summary>
    public double KilometresTo(GeoPoint other)
    {
        var (latitudes, longitudes) = (Radians(other.Latitude - Latitude) / 2, Radians(other.Longitude - Longitude) / 2);
        var half = Math.Pow(Math.Sin(latitudes), 2) + Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Math.Pow(Math.Sin(longitudes), 2);
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.00000},{Longitude:0.00000}");

    private static bool Read(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
