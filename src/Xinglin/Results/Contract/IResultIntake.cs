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

    /// <summary>
    /// Takes what many messages bring, with one set of look-ups and within the transaction that is open, or one of its own. Of a delivery
    /// all is taken or nothing; one that is refused leaves the others alone.
    /// </summary>
    /// <returns>One outcome for each delivery, in their order.</returns>
    /// <exception cref="Refused">
    /// Nothing is saved. <c>taken</c> or <c>overtaken</c>: somebody else was faster with one of the numbers; others: a file that cannot be kept. Hand
    /// them in again one by one.
    /// </exception>
    Task<IReadOnlyList<DeliveryOutcome>> ReceiveMany(IReadOnlyList<Delivery> deliveries, CancellationToken ct = default);

    /// <summary>The edition that stands under an own number, a voided one too; null where nothing was taken under it. For senders whose standard counts no editions.</summary>
    Task<int?> Standing(string number, CancellationToken ct = default);

    /// <summary>Attaches a picture, tracing or PDF to the edition that stands. Never after voiding.</summary>
    /// <exception cref="Refused">There is no such report; the file is of another kind or too large.</exception>
    Task<AttachedFile> Attach(string number, Stream content, string fileName, string title, CancellationToken ct = default);
}

/// <summary>What hangs together, such as the reports of one message.</summary>
public sealed record Delivery(IReadOnlyList<DeliveredReport> Reports);

/// <summary>What a sender that counts no editions, such as one that speaks HL7 v2, says of the report under a number.</summary>
public abstract record DeliveredReport(string Number);

/// <summary>
/// A report as it stands now. The same content again changes nothing. Another content is the next edition where the sender says that it
/// corrects, and else refused; what was reported before the edition that stands is refused.
/// </summary>
/// <param name="Report">Its edition is found here, its patient by <paramref name="PatientNumbers"/>.</param>
/// <param name="PatientNumbers">Numbers in full; those that are known must be of one patient. The own institution's registration goes first.</param>
/// <param name="Corrects">The sender says that it differs from what it sent before.</param>
/// <param name="Files">Pictures, tracings or PDFs that came with it.</param>
public sealed record StandingReport(ReportIn Report, IReadOnlyList<string> PatientNumbers, bool Corrects, IReadOnlyList<DeliveredFile> Files) : DeliveredReport(Report.Number);

/// <summary>The report is void. Where none was taken under the number, or it is void already, nothing happens.</summary>
/// <param name="At">As for <see cref="IResultIntake.Void"/>.</param>
public sealed record VoidedReport(string Number, string Reason, DateTimeOffset? At) : DeliveredReport(Number);

/// <summary>A file that now hangs on a report.</summary>
public sealed record AttachedFile(Guid PatientId, Guid ReportId, Guid Id, string Title);

public sealed record DeliveredFile(string Title, string FileName, byte[] Content);

/// <param name="Receipts">For each report of the delivery; null for one that was voided before it came.</param>
/// <param name="Refusal">Why nothing of it was taken.</param>
public sealed record DeliveryOutcome(IReadOnlyList<ReportReceipt?> Receipts, Refused? Refusal = null);

/// <summary>A case in which organisations look after a patient together.</summary>
/// <param name="TreatingId">Who has the patient now; null where nobody in particular.</param>
/// <param name="Parties">All that take part and may see results for it.</param>
/// <param name="Name">「上转 ZZ261124-K7Q2F9」</param>
/// <param name="ConsentId">The consent by which data went to one of them, which sees no more than it covers; null where none was needed.</param>
public sealed record TreatmentCase(Guid? TreatingId, IReadOnlyList<Guid> Parties, string Name, string Link, Guid? ConsentId = null);

/// <summary>
/// Implemented by whoever brings patients from one organisation to another (referrals, consultations): for whom results open,
/// and who must hear of a critical value.
/// </summary>
public interface ITreatmentSource
{
    /// <summary>Cases of one person that run, or ended a short while ago, newest first.</summary>
    /// <param name="registrations">All of the person's.</param>
    Task<IReadOnlyList<TreatmentCase>> Of(IReadOnlyCollection<Guid> registrations, CancellationToken ct);
}
