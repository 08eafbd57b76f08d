using System.Globalization;
using Xinglin.Patients.Contract;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;

namespace Xinglin.Patients.Import;

/// <summary>What a row of a patient file says, and what is wrong with it.</summary>
/// <param name="Faults">It cannot be registered.</param>
/// <param name="Warnings">A person compares them with the paper; they are registered once confirmed.</param>
internal sealed record JudgedRow(int Line, PatientFacts Facts, IReadOnlyList<string> Faults, IReadOnlyList<string> Warnings);

/// <summary>Existing patient files of an institution as a table.</summary>
internal static class PatientSheet
{
    private const int Name = 0, Sex = 1, Born = 2, Kind = 3, Number = 4, Nation = 7, Insurance = 8;

    public static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("姓名", true, "孟庆山"), new("性别", true, "男"), new("出生日期", true, "1956-08-17"), new("证件类型", false, "居民身份证"), new("证件号码", true, ""),
        new("电话", false, "13900000000"), new("住址", false, "青石县柳河镇河东村36号"), new("民族", false, "汉族"), new("医疗费用支付方式", false, "城乡居民基本医疗保险"),
        new("参保地", false, "青石县"), new("健康档案号", false, ""), new("病案号/门诊号", false, "0012345"), new("医保卡/就诊卡号", false, ""), new("家庭医生团队", false, ""),
        new("监护人姓名", false, ""), new("监护人关系", false, ""), new("监护人电话", false, ""), new("联系人", false, ""), new("联系人电话", false, "")
    ];

    /// <summary>Columns that show masked: documents, telephones, cards and record numbers.</summary>
    public static bool IsNumber(int column) => column is 4 or 5 or 10 or 11 or 12 or 16 or 18;

    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];

    /// <param name="row">In the order of <see cref="Columns"/>.</param>
    public static JudgedRow Judge(TableRow row, DateOnly today)
    {
        var cells = row.Cells;
        List<string> faults = [.. row.Faults], warnings = [];
        var number = Text(cells[Number]);
        var resident = number is null ? null : ResidentId.Parse(number, today).Value;
        var kind = ReadKind(cells[Kind], number, resident is not null, faults, warnings);
        var (sex, born) = (ReadSex(cells[Sex], resident, faults), ReadDate(cells[Born], resident, faults));
        string? Cell(int column) => Text(cells[column]);
        var facts = new PatientFacts(cells[Name], sex, born, kind, number, false, Cell(5), Cell(6), ReadInsurance(cells[Insurance], faults), Cell(9), Cell(10), Cell(11), Cell(12),
            ReadNation(cells[Nation], faults), Cell(13), Cell(14), Cell(15), Cell(16), Cell(17), Cell(18));
        var (clean, check) = facts.Examine(today);
        return new(row.Line, clean, [.. faults, .. check.Errors.Select(error => error.ToString())], [.. warnings, .. check.Warnings.Select(warning => warning.ToString())]);
    }

    private static IdentityKind ReadKind(string cell, string? number, bool resident, List<string> faults, List<string> warnings)
    {
        // Old files hold old numbers; they are no resident numbers any more, but they still tell who it is.
        if (number is { Length: 15 } && number.All(char.IsAsciiDigit) && (cell is "" or "居民身份证" or "身份证"))
        {
            warnings.Add("证件号码：15位旧身份证号，按其他证件登记，请补录18位号码");
            return IdentityKind.Other;
        }

        if (cell.Length == 0) return number is null ? IdentityKind.NotShown : resident ? IdentityKind.ResidentId : IdentityKind.Other;
        if (cell == "身份证") return IdentityKind.ResidentId;
        foreach (var kind in Enum.GetValues<IdentityKind>())
            if (kind.Show() == cell || kind.Code() == cell) return kind;
        faults.Add($"证件类型：不能是「{cell}」，可填：{string.Join("、", Enum.GetValues<IdentityKind>().Select(IdentityKinds.Show))}");
        return IdentityKind.NotShown;
    }

    private static AdministrativeSex ReadSex(string cell, ResidentId? resident, List<string> faults)
    {
        switch (cell)
        {
            case "男" or "1" or "男性" or "M": return AdministrativeSex.Male;
            case "女" or "2" or "女性" or "F": return AdministrativeSex.Female;
            case "" when resident is { } id: return id.IsMale ? AdministrativeSex.Male : AdministrativeSex.Female;
            case "" or "0" or "未知" or "未知的性别": return AdministrativeSex.Unknown;
            case "9" or "未说明" or "未说明的性别": return AdministrativeSex.Unspecified;
            default:
                faults.Add($"性别：不能是「{cell}」，可填：男、女、未知、未说明");
                return AdministrativeSex.Unknown;
        }
    }

    private static DateOnly? ReadDate(string cell, ResidentId? resident, List<string> faults)
    {
        if (cell.Length == 0) return resident?.BirthDate;
        if (DateTime.TryParseExact(cell, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return DateOnly.FromDateTime(date);
        faults.Add($"出生日期：「{cell}」不是日期，请写成 1956-08-17");
        return resident?.BirthDate ?? new DateOnly(1900, 1, 1);
    }

    private static InsuranceKind ReadInsurance(string cell, List<string> faults)
    {
        if (cell.Length == 0) return InsuranceKind.Unknown;
        foreach (var kind in Enum.GetValues<InsuranceKind>())
            if (kind.Show() == cell) return kind;
        faults.Add($"医疗费用支付方式：不能是「{cell}」，可填：{string.Join("、", Enum.GetValues<InsuranceKind>().Select(InsuranceKinds.Show))}");
        return InsuranceKind.Unknown;
    }

    private static string? ReadNation(string cell, List<string> faults)
    {
        if (cell.Length == 0) return null;
        if (Ethnicities.All.ContainsKey(cell)) return cell;
        if (Ethnicities.All.FirstOrDefault(one => one.Value == cell || one.Value == cell + "族") is { Key: { } code }) return code;
        faults.Add($"民族：没有「{cell}」，请按国家标准名称填写");
        return null;
    }

    private static string? Text(string cell) => cell.Length == 0 ? null : cell;
}
