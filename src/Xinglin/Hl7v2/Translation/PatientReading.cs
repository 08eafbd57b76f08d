using Xinglin.Hl7v2.Parsing;

namespace Xinglin.Hl7v2.Translation;

/// <summary>Who PID speaks of.</summary>
internal static class PatientReading
{
    private const int MostNumbers = 10;

    /// <summary>Table 0203 types by which nobody is looked for: visits and accounts are not of a person.</summary>
    private static readonly HashSet<string> NotOfPersons = new(StringComparer.OrdinalIgnoreCase) { "VN", "AN", "AM", "XX" };

    /// <summary>PID-3 in all repetitions; 2.3 also PID-2 and PID-19 (a document number).</summary>
    public static IReadOnlyList<string> Numbers(Hl7Segment patient, List<Hl7Fault> faults)
    {
        var numbers = Enumerable.Range(1, Math.Min(patient.Repetitions(3), MostNumbers))
            .Where(repetition => patient.Text(3, 5, repetition) is not { } type || !NotOfPersons.Contains(type))
            .Select(repetition => patient.Text(3, 1, repetition))
            .Append(patient.Text(2)).Append(patient.Text(19)).OfType<string>().Where(number => number.Length <= 60).Distinct().ToList();
        if (numbers.Count == 0) faults.Add(new(Hl7Fault.RequiredField, "没有患者编号", patient.At(3)));
        return numbers;
    }

    /// <summary>PID-5: the ideographic repetition (XPN.8 = I), else the first in Chinese, else the first. Family and given name without a space in Chinese.</summary>
    public static string Name(Hl7Segment patient, List<Hl7Fault> faults)
    {
        var names = Enumerable.Range(1, Math.Min(patient.Repetitions(5), MostNumbers))
            .Select(repetition => (Name: Whole(patient, repetition), Form: patient.Text(5, 8, repetition))).Where(each => each.Name.Length > 0).ToList();
        if (names.Count > 0) return (names.Find(each => each.Form == "I").Name ?? names.Find(each => IsChinese(each.Name)).Name) ?? names[0].Name;
        faults.Add(new(Hl7Fault.RequiredField, "没有患者姓名", patient.At(5)));
        return "";
    }

    private static string Whole(Hl7Segment patient, int repetition)
    {
        var (family, given) = (patient.Text(5, 1, repetition) ?? "", patient.Text(5, 2, repetition) ?? "");
        return IsChinese(family + given) || family.Length == 0 || given.Length == 0 ? family + given : $"{given} {family}";
    }

    private static bool IsChinese(string text) => text.Any(character => character >= '\u2e80');
}
