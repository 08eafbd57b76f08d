using QRCoder;

namespace Xinglin.Web;

/// <summary>A code to scan, as SVG in black on white with its quiet zone.</summary>
public static class QrCode
{
    /// <param name="scales">The picture takes the size of what holds it; else it has a size of its own.</param>
    public static string Svg(string text, bool scales)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, scales ? SvgQRCode.SizingMode.ViewBoxAttribute : SvgQRCode.SizingMode.WidthHeightAttribute);
    }
}
