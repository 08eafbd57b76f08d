using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;

namespace Xinglin.Patients.MasterIndex;

/// <param name="Words">How far they agree; null where the field was not compared.</param>
/// <param name="Weight">In bits.</param>
internal sealed record PairLine(string Label, string? Left, string? Right, string? Words, double? Weight);

/// <summary>
/// Two registrations as a reviewer sees them. Of one's own institution's patient it shows what its page shows. Of another institution's it
/// shows nothing that one does not have oneself: what is the same stands there again, of what differs only that and how.
/// </summary>
internal sealed record PairView(IndexPair Pair, Patient Left, Patient Right, bool RightIsOwn, Evidence Evidence, IReadOnlyList<PairLine> Lines)
{
    private const string Hidden = "（已隐去）";

    public static PairView Of(IndexPair pair, Patient left, PatientSecrets mine, Patient right, PatientSecrets theirs, bool namesInFull)
    {
        var own = left.OrganizationId == right.OrganizationId;
        var evidence = pair.Evidence;
        PairLine Line(MatchField field, string label, string? one, string? other, Func<string?, string?, string?> hide)
        {
            var compared = evidence.Lines.FirstOrDefault(line => line.Field == field);
            return new(label, one, own || one == other ? other : hide(one, other), compared is null ? null : compared.Words + Once(compared), compared?.Weight);
        }

        string? Name(string name) => namesInFull ? name : Mask.Name(name);
        string? Born(Patient patient) => patient.BirthDate is { } born ? ChinaTime.Show(born) + (patient.BirthDateEstimated ? "（估计）" : "") : null;
        string? Nation(string? code) => code is null ? null : Ethnicities.All.GetValueOrDefault(code);
        return new(pair, left, right, own, evidence,
        [
            Line(MatchField.Name, "姓名", Name(left.Name), Name(right.Name), (_, _) => Stars(left.Name, right.Name, namesInFull)),
            Line(MatchField.Sex, "性别", left.Sex.Show(), right.Sex.Show(), (_, other) => other),
            Line(MatchField.Birth, "出生日期", Born(left), Born(right), (_, other) => other is null ? null : $"{other[..4]} 年{Hidden}"),
            Line(MatchField.Document, "证件号码", Mask.Document(left.IdentityKind, mine.DocumentNumber), Mask.Document(right.IdentityKind, theirs.DocumentNumber), HideNumber),
            Line(MatchField.Phone, "电话", Mask.Number(mine.Phone), Mask.Number(theirs.Phone), HideNumber),
            Line(MatchField.Address, "住址", namesInFull ? mine.Address : Mask.Address(mine.Address), namesInFull ? theirs.Address : Mask.Address(theirs.Address), (one, other) => Common(one, other)),
            Line(MatchField.HealthRecord, "健康档案号", Mask.Number(mine.HealthRecordNumber), Mask.Number(theirs.HealthRecordNumber), HideNumber),
            Line(MatchField.Card, "卡号", Mask.Number(mine.CardNumber), Mask.Number(theirs.CardNumber), HideNumber),
            Line(MatchField.Guardian, "监护人或母亲", Name(left.GuardianName ?? ""), Name(right.GuardianName ?? ""), (one, other) => Stars(one ?? "", other ?? "", namesInFull)),
            Line(MatchField.Ethnicity, "民族", Nation(left.Ethnicity), Nation(right.Ethnicity), (_, other) => other is null ? null : Hidden)
        ]);
    }

    /// <summary>Why something that agrees adds nothing.</summary>
    private static string Once(EvidenceLine line) =>
        line is { Weight: 0, Field: MatchField.Phone or MatchField.Address or MatchField.Guardian } ? "（同一家庭，不重复计）" : "";

    private static string? HideNumber(string? one, string? other) => other is null ? null : $"有{Hidden}";

    /// <summary>Characters that the own side has at the same place, and stars.</summary>
    private static string? Stars(string one, string other, bool inFull) => other.Length == 0 ? null
        : string.Concat(other.Select((character, place) => place == 0 || (inFull && place < one.Length && one[place] == character) ? character : '*'));

    /// <summary>As far as both are written alike.</summary>
    private static string? Common(string? one, string? other)
    {
        if (other is null) return null;
        var alike = (one ?? "").Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return other[..alike] + Hidden;
    }
}
