using System.Text.Encodings.Web;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace Xinglin.Fhir;

/// <summary>What is wrong in what was sent, and where.</summary>
/// <param name="Path">FHIRPath of the element: <c>Bundle.entry[0].resource</c>.</param>
/// <param name="Words">Chinese, a whole sentence.</param>
public sealed record Fault(string Path, OperationOutcome.IssueType Type, string Words);

/// <summary>
/// JSON to resources and back (FHIR R4 §2.6.2). The reader of the standard library comes first: it holds the limits of depth and size and
/// refuses a key that stands twice, which two readers could understand differently.
/// </summary>
public static class FhirJson
{
    public const string ContentType = "application/fhir+json";

    /// <summary>A report with contained observations in a bundle needs about twelve.</summary>
    public const int Deepest = 40;

    /// <summary>Bytes. A picture of 20 MB grows by a third in Base64.</summary>
    public const int Largest = 32 * 1024 * 1024;
    private const int MostFaults = 50;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    /// <returns>The resource, or null with the faults that stopped it.</returns>
    public static (Resource? Resource, IReadOnlyList<Fault> Faults) Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > Largest) return (null, [new("", OperationOutcome.IssueType.TooLong, $"内容超过 {Largest / 1024 / 1024} MB。")]);
        try
        {
            using var document = JsonDocument.Parse(json, Limits);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return (null, [new("", OperationOutcome.IssueType.Structure, "内容应是一个 JSON 对象。")]);

            // The reader of the SDK throws for some faults of syntax instead of naming them.
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = Deepest });
            return FhirJsonDeserializer.NOOVERFLOW.TryDeserializeResource(ref reader, out var resource, out var issues) && resource is not null
                ? (resource, [])
                : (null, [.. issues.Take(MostFaults).Select(Said)]);
        }
        catch (JsonException exception)
        {
            return (null, [new("", OperationOutcome.IssueType.Structure, $"不是可用的 JSON（UTF-8，最多 {Deepest} 层，键不重复）：第 {exception.LineNumber + 1} 行第 {exception.BytePositionInLine + 1} 字节附近。")]);
        }
        catch (InvalidOperationException)
        {
            // What a Utf8JsonReader throws for half of a surrogate pair, which only shows when the text is asked for.
            return (null, [new("", OperationOutcome.IssueType.Structure, "文字中有不完整的 Unicode 字符。")]);
        }
    }

    public static byte[] Write(Resource resource)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new BaseFhirJsonSerializer(ModelInfo.ModelInspector).Serialize(resource, writer);
        return bytes.ToArray();
    }

    private static Fault Said(CodedException issue) => new(
        (issue as ExtendedCodedException)?.InstancePath ?? "", OperationOutcome.IssueType.Structure, $"不符合 FHIR R4 的结构（{issue.ErrorCode}）：{(issue as ExtendedCodedException)?.BaseErrorMessage ?? issue.Message}");
}
