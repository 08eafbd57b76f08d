using Xinglin.Platform;

namespace Xinglin.Results.Contract;

/// <summary>The one way in for reports: pages, tables, the JSON API, HL7 and FHIR all come here.</summary>
public interface IResultIntake
{
    /// <summary>Takes a first edition or a correction, in a transaction of its own.</summary>
    /// <exception cref="Refused">All faults of what was handed in; the number stands for another content; the edition is not the next; it was voided.</exception>
    Task<ReportReceipt> Receive(ReportIn report, CancellationToken ct = default);

    /// <summary>Declares a report void. After it nothing more is taken under the number.</summary>
    /// <param name="at">When the sender voided it; null for now. Not before the edition that stands was received.</param>
    Task<ReportReceipt> Void(string number, string reason, DateTimeOffset? at = null, CancellationToken ct = default);

    /// <summary>The edition that stands under an own number, a voided one too; null where nothing was taken under it. For senders whose standard counts no editions.</summary>
    Task<int?> Standing(string number, CancellationToken ct = default);

    /// <summary>Attaches a picture, tracing or PDF to the edition that stands. Never after voiding.</summary>
    /// <exception cref="Refused">There is no such report; the file is of another kind or too large.</exception>
    Task Attach(string number, Stream content, string fileName, string title, CancellationToken ct = default);
}

/// <summary>A case in which organisations look after a patient together.</summary>
/// <param name="TreatingId">Who has the patient now; null where nobody in particular.</param>
/// <param name="Parties">All that take part and may see results for it.</param>
/// <param name="Name">「上转 ZZ261124-K7Q2F9」</param>
public sealed record TreatmentCase(Guid? TreatingId, IReadOnlyList<Guid> Parties, string Name, string Link);

/// <summary>
/// Implemented by whoever brings patients from one organisation to another (referrals, consultations): for whom results open,
/// and who must hear of a critical value.
/// </summary>
public interface ITreatmentSource
{
    /// <summary>Cases that run, or ended a short while ago, newest first.</summary>
    Task<IReadOnlyList<TreatmentCase>> Of(Guid patientId, CancellationToken ct);
}
