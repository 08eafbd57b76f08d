using System.Text;
using Hl7.Fhir.Model;
using Xinglin.Fhir;
using Xinglin.Fhir.Inbound;

namespace Xinglin.Bench;

/// <summary>Damages JSON as broken lines, wrong programs and ill will do; the same seed gives the same bytes.</summary>
internal static class FhirMutation
{
    private static readonly string[] Pieces = ["null", "{}", "[]", "\"\"", "1e999", "-1", "true", "\"#p\"", "\"2026-13-45\"", "[null]", "\"\\ud800\"", "\"#wbc\"", "99999999999999999999999999999999"];

    public static byte[] Of(byte[] sample, int seed)
    {
        var random = new Random(seed);
        var text = Encoding.UTF8.GetString(sample);
        switch (random.Next(9))
        {
            case 0: return sample[..random.Next(sample.Length)];
            case 1:
                var flipped = (byte[])sample.Clone();
                for (var count = random.Next(1, 6); count > 0; count--) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 2: return Encoding.Latin1.GetBytes(text);
            case 3: return Encoding.Unicode.GetBytes(text);
            case 4:
                var deep = random.Next(1, 300);
                return Encoding.UTF8.GetBytes(text.Replace("\"status\"", $"\"extension\":{string.Concat(Enumerable.Repeat("[{\"url\":\"u\",\"extension\":", deep))}[]{string.Concat(Enumerable.Repeat("}]", deep))},\"status\"", StringComparison.Ordinal));
            case 5: return Encoding.UTF8.GetBytes(text.Replace("\"result\": [", "\"result\": [" + string.Concat(Enumerable.Repeat("{\"reference\":\"#wbc\"},", random.Next(1, 3000))), StringComparison.Ordinal));
            case 6: return Encoding.UTF8.GetBytes(text.Replace("\"code\": {", "\"code\": {\"text\":\"x\",\"text\":\"y\",", StringComparison.Ordinal));
            default: return Encoding.UTF8.GetBytes(Swap(text, random));
        }
    }

    /// <summary>Reads and translates as the endpoint does.</summary>
    /// <returns>Whether it came to a report or bundle at all.</returns>
    public static bool Swallow(byte[] input)
    {
        var (resource, _) = FhirJson.Read(input);
        switch (resource)
        {
            case DiagnosticReport report: FhirIntake.Translate(report); return true;
            case Bundle bundle: Bundles.Read(bundle); return true;
            default: return false;
        }
    }

    /// <summary>Puts a value of another type where one stands.</summary>
    private static string Swap(string text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var colon = text.IndexOf(": ", random.Next(text.Length), StringComparison.Ordinal);
            if (colon < 0 || colon + 2 >= text.Length) continue;
            var end = text[colon + 2] == '"' ? text.IndexOf('"', colon + 3) + 1 : text.IndexOfAny([',', '}', ']'], colon + 2);
            if (end > colon) text = text[..(colon + 2)] + Pieces[random.Next(Pieces.Length)] + text[end..];
        }

        return text;
    }
}
