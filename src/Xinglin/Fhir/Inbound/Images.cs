using System.Security.Cryptography;
using Hl7.Fhir.Model;
using Xinglin.Results.Contract;
using Endpoint = Hl7.Fhir.Model.Endpoint;
using Type = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Xinglin.Fhir.Inbound;

/// <summary>What there is to look at: studies by DICOMweb, media and presented forms. What is sent as bytes becomes a file, what has an address a link.</summary>
internal sealed class Images(DiagnosticReport report, References sent, string path, List<Fault> faults)
{
    private const string OidPrefix = "urn:oid:";

    public IReadOnlyList<ImageIn> Read(List<SentFile> files)
    {
        var images = new List<ImageIn>();
        foreach (var (index, reference) in report.ImagingStudy.Index()) Study(reference, $"{path}.imagingStudy[{index}]", images);
        foreach (var (index, media) in report.Media.Index())
            if (sent.Find<Media>(report, media.Link)?.Content is { } content) Attachment(content, media.Comment, $"{path}.media[{index}]", images, files);
            else faults.Add(new($"{path}.media[{index}].link", Type.NotFound, "找不到所引用的 Media；须随报告一起发送。"));
        foreach (var (index, form) in report.PresentedForm.Index()) Attachment(form, null, $"{path}.presentedForm[{index}]", images, files);
        return images;
    }

    private void Study(ResourceReference reference, string place, List<ImageIn> images)
    {
        if (sent.Find<ImagingStudy>(report, reference) is not { } study)
        {
            faults.Add(new(place, Type.NotFound, "找不到所引用的 ImagingStudy；须随报告一起发送。"));
            return;
        }

        var uid = study.Identifier.FirstOrDefault(each => each.System == Systems.DicomUid)?.Value;
        if (uid?.StartsWith(OidPrefix, StringComparison.Ordinal) == true) uid = uid[OidPrefix.Length..];
        var endpoints = study.Endpoint.Select(each => sent.Find<Endpoint>(study, each) ?? sent.Find<Endpoint>(report, each)).Select(each => each?.Address).OfType<string>();
        foreach (var address in endpoints)
            images.Add(new ImageIn(study.Description ?? "影像", uid is null || address.Contains(uid, StringComparison.Ordinal) ? address : $"{address.TrimEnd('/')}/studies/{uid}", uid));
    }

    private void Attachment(Attachment attachment, string? title, string place, List<ImageIn> images, List<SentFile> files)
    {
        var named = Elements.First(title, attachment.Title, "附件")!;
        if (attachment.Data is { Length: > 0 } data)
        {
            if (attachment.Hash is { } hash && !hash.AsSpan().SequenceEqual(Sha1(data))) faults.Add(new($"{place}.hash", Type.Value, "附件内容与其 hash（SHA-1）不符，可能在传输中损坏。"));
            else files.Add(new SentFile(named, data, attachment.Hash, place));
        }
        else if (attachment.Url is { Length: > 0 } url) images.Add(new ImageIn(named, url));
        else faults.Add(new(place, Type.Required, "附件须有 data 或 url。"));
    }

#pragma warning disable CA5350 // FHIR R4 says that Attachment.hash is SHA-1; it only finds damage. What is kept is SHA-256.
    private static byte[] Sha1(byte[] data) => SHA1.HashData(data);
#pragma warning restore CA5350
}
