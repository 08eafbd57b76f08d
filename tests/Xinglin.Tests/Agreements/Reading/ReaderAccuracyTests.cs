using System.Text.Json;
using System.Text.Json.Nodes;
using Xinglin.Agreements.Reading;
using Xunit;

namespace Xinglin.Tests.Agreements.Reading;

/// <summary>Counts the reader against the samples' expected results, field by field (rules: samples/agreements/README.md).</summary>
public class ReaderAccuracyTests(ITestOutputHelper output)
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>The lowest precision and recall that a field may fall to.</summary>
    private static readonly Dictionary<string, double> Floors = new()
    {
        ["parties"] = 0.98,
        ["party role"] = 0.98,
        ["bases"] = 0.97,
        ["copies"] = 0.98,
        ["targets"] = 0.98,
        ["examples"] = 0.96,
        ["term from"] = 0.97,
        ["term to"] = 0.97,
        ["term years"] = 0.97,
        ["term startsOn"] = 0.97,
        ["term renewal"] = 0.97,
        ["term notice"] = 0.97,
        ["term survivingDuties"] = 0.97,
        ["duties"] = 0.99,
        ["bearer"] = 0.98,
        ["counterparty"] = 0.98,
        ["kind"] = 0.97,
        ["modality"] = 0.99,
        ["quantity"] = 0.98,
        ["schedule"] = 0.98,
        ["vague"] = 0.97,
        ["items"] = 0.97,
        ["openList"] = 0.99,
        ["path"] = 0.99,
        ["document"] = 0.98,
        ["findings"] = 0.98,
    };

    [Fact]
    public void The_samples_are_read_as_expected()
    {
        var samples = Samples().ToList();
        Assert.NotEmpty(samples);
        var score = new Score();
        foreach (var (name, file, expected) in samples)
        {
            var reading = AgreementReader.Read(DocumentText.From(File.ReadAllBytes(file), Path.GetFileName(file)).Text, Today);
            new Comparison(score, name).Compare(expected, JsonNode.Parse(reading.ToJson())!);
        }
        var table = score.Table();
        output.WriteLine(table);
        foreach (var miss in score.Misses) output.WriteLine(miss);
        System.IO.Directory.CreateDirectory(Path.Combine(RepositoryFiles.Root, "artifacts"));
        File.WriteAllText(Path.Combine(RepositoryFiles.Root, "artifacts", "reader-accuracy.md"),
            $"# Reader accuracy on samples/agreements ({samples.Count} files)\n\n{table}\n## Differences\n\n{string.Join("\n", score.Misses.Select(miss => "- " + miss))}\n");
        Assert.All(Floors, floor => Assert.True(score.Lowest(floor.Key) >= floor.Value, $"{floor.Key} fell to {score.Lowest(floor.Key):P1}, the floor is {floor.Value:P0}"));
    }

    private static IEnumerable<(string Name, string File, JsonNode Expected)> Samples()
    {
        if (!System.IO.Directory.Exists(RepositoryFiles.Samples)) yield break;
        foreach (var expected in System.IO.Directory.EnumerateFiles(RepositoryFiles.Samples, "*.expected.json", SearchOption.AllDirectories).Order())
        {
            var name = Path.GetFileName(expected)[..^".expected.json".Length];
            var file = System.IO.Directory.EnumerateFiles(Path.GetDirectoryName(expected)!, name + ".*").FirstOrDefault(path => !path.EndsWith(".json", StringComparison.Ordinal));
            if (file is not null) yield return (name, file, JsonNode.Parse(File.ReadAllText(expected))!);
        }
    }

    private sealed class Score
    {
        private readonly SortedDictionary<string, (int Hit, int False, int Missed)> _fields = [];
        public List<string> Misses { get; } = [];

        public void Add(string field, string where, int hit, int wrong, int missed, string what)
        {
            var old = _fields.GetValueOrDefault(field);
            _fields[field] = (old.Hit + hit, old.False + wrong, old.Missed + missed);
            if (wrong + missed > 0) Misses.Add($"{field} · {where} · {what}");
        }

        public double Lowest(string field)
        {
            if (!_fields.TryGetValue(field, out var counted)) return 1;
            return Math.Min(Ratio(counted.Hit, counted.False), Ratio(counted.Hit, counted.Missed));
        }

        public string Table()
        {
            var lines = _fields.Select(field => $"| {field.Key} | {Ratio(field.Value.Hit, field.Value.False):P1} | {Ratio(field.Value.Hit, field.Value.Missed):P1} | {field.Value.Hit} | {field.Value.False} | {field.Value.Missed} |");
            return "| field | precision | recall | hits | false | missed |\n|---|---|---|---|---|---|\n" + string.Join("\n", lines) + "\n";
        }

        private static double Ratio(int hit, int other) => hit + other == 0 ? 1 : (double)hit / (hit + other);
    }

    private sealed class Comparison(Score score, string file)
    {
        public void Compare(JsonNode expected, JsonNode actual)
        {
            foreach (var field in (string[])["kind", "title", "complete", "copiesOfText"]) Value("document", field, expected["document"], actual["document"], field);
            Parties(expected["parties"]?.AsArray(), actual["parties"]!.AsArray());
            Sets("bases", "", Texts(expected["bases"], "number"), Texts(actual["bases"], "number"));
            foreach (var field in (string[])["from", "to", "years", "startsOn", "renewal", "notice", "survivingDuties"]) Value("term " + field, field, expected["term"], actual["term"], "");
            foreach (var field in (string[])["total", "each"]) Value("copies", field, expected["copies"], actual["copies"], field);
            Duties(expected["duties"]?.AsArray(), actual["duties"]!.AsArray());
            Figures("targets", expected["targets"]?.AsArray(), actual["targets"]!.AsArray());
            Figures("examples", expected["examples"]?.AsArray(), actual["examples"]!.AsArray());
            if (expected["findings"] is not { } findings) return;
            var optional = (expected["findingsOptional"]?.AsArray() ?? []).Select(code => code is JsonValue ? code.ToString() : $"{code?["code"]}").ToHashSet();
            Sets("findings", "", [.. Texts(findings, "code")!.Where(code => !optional.Contains(code))], [.. Texts(actual["findings"], "code")!.Where(code => !optional.Contains(code))]);
        }

        private void Parties(JsonArray? expected, JsonArray actual)
        {
            if (expected is null) return;
            Sets("parties", "", [.. expected.Select(party => $"{party!["label"]}={party["name"]}")], [.. actual.Select(party => $"{party!["label"]}={party["name"]}")]);
            foreach (var party in expected.Where(party => party!["role"] is not null))
                if (actual.FirstOrDefault(found => $"{found!["label"]}" == $"{party!["label"]}") is { } found) Value("party role", "role", party, found, $"{party!["label"]}");
        }

        private void Duties(JsonArray? expected, JsonArray actual)
        {
            if (expected is null) return;
            var left = actual.Select(duty => duty!).ToList();
            var pairs = new List<(JsonNode Expected, JsonNode? Actual)>();
            foreach (var duty in expected.Select(duty => duty!))
            {
                var match = left.FirstOrDefault(found => $"{found["path"]}" == $"{duty["path"]}" && Overlap($"{found["text"]}", $"{duty["text"]}") >= 0.3)
                    ?? left.FirstOrDefault(found => Overlap($"{found["text"]}", $"{duty["text"]}") >= 0.8);
                if (match is not null) left.Remove(match);
                pairs.Add((duty, match));
            }
            foreach (var (duty, match) in pairs)
            {
                var optional = duty["optional"]?.GetValue<bool>() == true;
                var where = $"{duty["path"]}";
                if (match is null)
                {
                    if (!optional) score.Add("duties", $"{file} {where}", 0, 0, 1, $"missed: {duty["text"]}");
                    continue;
                }
                if (optional) continue;
                score.Add("duties", $"{file} {where}", 1, 0, 0, "");
                Value("path", "path", duty, match, where);
                List("bearer", duty, match, where);
                List("counterparty", duty, match, where);
                Kind(duty, match, where);
                Value("modality", "modality", duty, match, where);
                Value("quantity", "quantity", duty, match, where);
                Value("schedule", "schedule", duty, match, where);
                List("vague", duty, match, where);
                List("items", duty, match, where);
                Value("openList", "openList", duty, match, where);
            }
            foreach (var extra in left) score.Add("duties", $"{file} {extra["path"]}", 0, 1, 0, $"not expected: {extra["text"]}");
        }

        private void Kind(JsonNode expected, JsonNode actual, string where)
        {
            if (expected["kind"] is null) return;
            var kinds = Texts(expected["kinds"]) ?? [$"{expected["kind"]}"];
            var found = Texts(actual["kinds"])!;
            var fair = $"{expected["kind"]}" == $"{actual["kind"]}" || (kinds.Count > 1 && kinds.Intersect(found).Any());
            score.Add("kind", $"{file} {where}", fair ? 1 : 0, fair ? 0 : 1, fair ? 0 : 1, $"{string.Join(",", found)} instead of {string.Join(",", kinds)}: {expected["text"]}");
        }

        private void Figures(string field, JsonArray? expected, JsonArray actual)
        {
            if (expected is null) return;
            var left = actual.Select(figure => figure!).ToList();
            foreach (var figure in expected.Select(figure => figure!))
            {
                var match = left.FirstOrDefault(found => (Contain($"{found["name"]}", $"{figure["name"]}") || $"{found["indicator"]}" == $"{figure["indicator"]}") && Number(found["value"]) == Number(figure["value"])
                    && (figure["comparator"] is null || $"{figure["comparator"]}" == $"{found["comparator"]}") && (figure["unit"] is null || $"{figure["unit"]}" == $"{found["unit"]}"));
                if (match is not null) left.Remove(match);
                score.Add(field, file, match is null ? 0 : 1, 0, match is null ? 1 : 0, $"missed {figure.ToJsonString()}");
            }
            foreach (var extra in left) score.Add(field, file, 0, 1, 0, $"not expected {extra.ToJsonString()}");
        }

        private void List(string field, JsonNode expected, JsonNode actual, string where)
        {
            if (expected is JsonObject judged && judged.ContainsKey(field)) Sets(field, where, Texts(expected[field]), Texts(actual[field]));
        }

        private void Sets(string field, string where, IReadOnlyList<string>? expected, IReadOnlyList<string>? actual)
        {
            if (expected is null) return;
            var wanted = expected.Select(Same).ToHashSet();
            var found = (actual ?? []).Select(Same).ToHashSet();
            score.Add(field, $"{file} {where}", wanted.Intersect(found).Count(), found.Except(wanted).Count(), wanted.Except(found).Count(),
                $"[{string.Join(" ", found)}] instead of [{string.Join(" ", wanted)}]");
        }

        private void Value(string field, string key, JsonNode? expected, JsonNode? actual, string where)
        {
            if (expected is not JsonObject judged || !judged.ContainsKey(key)) return;
            var wanted = Plain(expected[key]);
            var found = Plain(actual?[key]);
            var same = wanted == found;
            score.Add(field, $"{file} {where}", same ? 1 : 0, same || found is null ? 0 : 1, same || wanted is null ? 0 : 1, $"{key}: {found ?? "null"} instead of {wanted ?? "null"}");
        }

        private static string Same(string text) => text is "合作各方" ? "各方" : text is "各成员单位" ? "成员单位" : text;

        private static bool Contain(string a, string b) => a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal);

        private static string? Plain(JsonNode? node) => node switch
        {
            null => null,
            JsonObject parts when parts.All(part => part.Value is null) => null,
            JsonObject parts => string.Join(";", parts.OrderBy(part => part.Key).Select(part => $"{part.Key}={Plain(part.Value)}")),
            JsonValue value when value.GetValueKind() is JsonValueKind.Number => $"{Number(value):0.####}",
            _ => node.ToString(),
        };

        private static decimal Number(JsonNode? node) => node is null ? -1 : decimal.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

        private static List<string>? Texts(JsonNode? node, string? key = null) =>
            node is JsonArray array ? [.. array.Select(item => item is JsonObject ? $"{item[key!]}" : $"{item}")] : null;

        private static double Overlap(string a, string b)
        {
            var first = Pairs(a);
            var second = Pairs(b);
            return first.Count == 0 || second.Count == 0 ? 0 : (double)first.Intersect(second).Count() / Math.Max(first.Count, second.Count);
        }

        private static HashSet<string> Pairs(string text)
        {
            var letters = new string([.. text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)]);
            return [.. Enumerable.Range(0, Math.Max(0, letters.Length - 1)).Select(i => letters.Substring(i, 2))];
        }
    }
}
