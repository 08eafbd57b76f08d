namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>What two registrations are compared by. The order is the order of <see cref="MatchFields.All"/> and of stored models.</summary>
public enum MatchField { Name, Birth, Document, Sex, Phone, Address, HealthRecord, Card, Guardian, Ethnicity }

/// <summary>A degree to which two values agree, from the best to the worst. Level 0 of every field is 「缺失」: it says nothing.</summary>
/// <param name="Words">What a person reads.</param>
public sealed record MatchLevel(string Words);

/// <param name="Label">As on forms.</param>
/// <param name="Levels">Level 1 is the first.</param>
public sealed record FieldLevels(MatchField Field, string Label, MatchLevel[] Levels);

internal enum NameLevel : byte { Missing, Same, Written, Sound, Shape, Order, OneCharacter, SurnameOnly, GivenOnly, Different }

internal enum BirthLevel : byte { Missing, Same, Swapped, Digit, Lunar, Year, YearOnly, Month, Different }

internal enum DocumentLevel : byte { Missing, Same, OldForm, Slip, Serial, Different, Contradiction }

internal enum PhoneLevel : byte { Missing, Same, Shared, Slip, Different }

internal enum AddressLevel : byte { Missing, Door, Village, Township, County, Different }

/// <summary>The fields with their levels.</summary>
public static class MatchFields
{
    public static readonly IReadOnlyList<FieldLevels> All =
    [
        Of(MatchField.Name, "姓名", "相同", "繁简或异体写法不同", "同音", "字形相近", "字序颠倒", "差一个字", "只有姓相同", "只有名相同", "不同"),
        Of(MatchField.Birth, "出生日期", "相同", "月日颠倒", "差一位数字", "一方按农历登记", "月日相同、年份有出入", "一方只知道年份", "年月相同", "不同"),
        Of(MatchField.Document, "证件号码", "相同", "15位与18位是同一号码", "差一位或相邻两位颠倒，且有一方校验码不符", "地区和出生日期相同、顺序码不同", "不同", "两个号码校验都无误而不同"),
        Of(MatchField.Sex, "性别", "相同", "不同"),
        Of(MatchField.Phone, "电话", "本人电话相同", "与联系人或监护人电话相同", "差一位或相邻两位颠倒", "不同"),
        Of(MatchField.Address, "住址", "门牌相同", "村居小区相同", "乡镇街道相同", "区县相同", "不同"),
        Of(MatchField.HealthRecord, "健康档案号", "相同", "不同"),
        Of(MatchField.Card, "卡号", "相同", "不同"),
        Of(MatchField.Guardian, "监护人或母亲", "相同", "不同"),
        Of(MatchField.Ethnicity, "民族", "同为汉族", "同为其他民族", "不同")
    ];

    public static int Count => All.Count;

    public static FieldLevels Of(MatchField field) => All[(int)field];

    public static string Words(MatchField field, int level) => level == 0 ? "至少一方没有登记" : Of(field).Levels[level - 1].Words;

    private static FieldLevels Of(MatchField field, string label, params string[] levels) => new(field, label, [.. levels.Select(words => new MatchLevel(words))]);
}
