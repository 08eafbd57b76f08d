namespace Xinglin.Results.Contract;

/// <summary>What kind of report it is.</summary>
public enum ReportKind { Laboratory, Microbiology, Imaging, Ecg, Pathology }

/// <summary>How a result lies to what is usual. Where the sender says nothing it follows from the item list.</summary>
public enum ResultFlag { Unknown, Normal, Low, High, Abnormal, Critical }

/// <summary>What a grown organism is sensitive to.</summary>
/// <param name="Result">S, I or R.</param>
/// <param name="Measure">「MIC ≤ 0.5」, where measured.</param>
public sealed record Susceptibility(string Drug, string Result, string? Measure = null);

/// <summary>One line of a report, under the sender's own code.</summary>
/// <param name="Value">As the sender wrote it: 「5.6」, 「&lt;0.01」, 「阴性」, 「大肠埃希菌」. Null for an examination, whose result is its images.</param>
/// <param name="Reference">The sender's reference range in words.</param>
public sealed record ValueIn(
    string Code, string Name, string? Value = null, string? Unit = null, string? Reference = null, ResultFlag Flag = ResultFlag.Unknown, string? Method = null,
    IReadOnlyList<Susceptibility>? Susceptibilities = null);

/// <summary>Where images or a tracing can be seen: an address of the sender's archive (DICOMweb, viewer). Files are attached by their own call.</summary>
/// <param name="Url">https only.</param>
/// <param name="StudyUid">DICOM study instance UID, where known.</param>
public sealed record ImageIn(string Title, string Url, string? StudyUid = null);

/// <summary>
/// A report as its sender hands it in. The sender is the organisation acted for. Whoever calls hands in the same report as often as
/// he likes: a number and edition that are known with the same content change nothing.
/// </summary>
/// <param name="Number">The sender's own report number, unique within the sender for ever.</param>
/// <param name="Edition">1 for the first; each correction is the next one and says why.</param>
/// <param name="PatientId">The patient's id in this program, or null where <paramref name="PatientNumber"/> names the patient.</param>
/// <param name="PatientNumber">The sender's patient number, or a document, card or record number in full.</param>
/// <param name="PatientName">Must be the patient's name; a report under another name is not taken.</param>
/// <param name="Department">The laboratory or department that made it; quality marks hang on it.</param>
/// <param name="SampledAt">When the material was taken; laboratory reports need it.</param>
/// <param name="ExaminedAt">When the examination was done; images and tracings need it.</param>
/// <param name="EquipmentClass">「64排」, 「1.5T」; what rules about equipment ask for.</param>
/// <param name="OrderedBy">The doctor who ordered it.</param>
/// <param name="Findings">What was seen; sealed.</param>
/// <param name="Conclusion">The reporting doctor's opinion; sealed, shown, never recognised (国卫医发〔2022〕6号 第二、三条).</param>
/// <param name="Reason">Why an edition after the first was made; sealed.</param>
/// <param name="KeepImages">
/// The image links and attached files of the edition before are right and stay, beside those that this one brings. Else a correction stands
/// without them, because what was wrong may be the picture.
/// </param>
public sealed record ReportIn(
    string Number, int Edition, Guid? PatientId, string? PatientNumber, string PatientName, ReportKind Kind, string Title, string Department,
    DateTimeOffset? SampledAt, DateTimeOffset? ExaminedAt, DateTimeOffset ReportedAt, IReadOnlyList<ValueIn> Values, string? Specimen = null,
    string? Method = null, string? EquipmentClass = null, string? OrderedBy = null, string? ReportedBy = null, string? ReviewedBy = null,
    string? Findings = null, string? Conclusion = null, IReadOnlyList<ImageIn>? Images = null, string? Reason = null, bool? KeepImages = null);

/// <summary>What became of a report that was handed in.</summary>
/// <param name="Known">It had been taken before; nothing changed.</param>
/// <param name="Unmapped">Local codes without a place in the item list: kept and shown, never recognised by the program.</param>
/// <param name="Critical">Names of the items whose value needs somebody at once.</param>
public sealed record ReportReceipt(Guid PatientId, Guid ReportId, string Number, int Edition, bool Known, IReadOnlyList<string> Unmapped, IReadOnlyList<string> Critical);
