using System.Buffers.Text;
using System.Text;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Translation;

/// <summary>Files and pointers to images in OBX-5: ED (§2.A.24) and RP (§2.A.65).</summary>
internal static class FileReading
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ["PDF"] = ".pdf", ["PNG"] = ".png", ["JPEG"] = ".jpg", ["JPG"] = ".jpg" };

    public static ImageIn? Pointer(Observation observation, string? study, List<Hl7Fault> faults)
    {
        var segment = observation.Segment;
        var pointer = segment.Component(5, 1);
        if (pointer is not null && pointer.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return new ImageIn(ValueReading.Cut(observation.Name ?? "影像", 120), pointer, study);
        faults.Add(new(Hl7Fault.DataType, "影像地址须以 https:// 开头", segment.At(5, 1)));
        return null;
    }

    public static DeliveredFile? Embedded(Observation observation, List<Hl7Fault> faults)
    {
        var segment = observation.Segment;
        var subtype = segment.Text(5, 3) ?? segment.Text(5, 2) ?? "";
        if (!Extensions.TryGetValue(subtype, out var extension))
        {
            faults.Add(new(Hl7Fault.TableValue, $"附件类型“{ValueReading.Cut(subtype, 20)}”不能接收，可用 PDF、PNG、JPEG", segment.At(5, 3)));
            return null;
        }

        if (!string.Equals(segment.Text(5, 4), "Base64", StringComparison.OrdinalIgnoreCase) || Bytes(segment.Component(5, 5)) is not { Length: > 0 } content)
        {
            faults.Add(new(Hl7Fault.DataType, "附件须以 Base64 编码", segment.At(5, 5)));
            return null;
        }

        var title = ValueReading.Cut(observation.Name ?? "附件", 60);
        return new DeliveredFile(title, title + extension, content);
    }

    private static byte[]? Bytes(string? base64)
    {
        if (base64 is null) return null;
        var text = Encoding.ASCII.GetBytes(base64);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3];
        return Base64.IsValid(text) && Base64.DecodeFromUtf8(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done ? bytes[..written] : null;
    }
}
