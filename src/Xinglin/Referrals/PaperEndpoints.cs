using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Referrals.Pages;
using Xinglin.Web;

namespace Xinglin.Referrals;

/// <summary>The papers of a referral as PDF, where a Chromium is configured.</summary>
internal static class PaperEndpoints
{
    public static void MapPapers(this IEndpointRouteBuilder app)
    {
        var papers = app.MapGroup("/referrals/{id:guid}").RequireAuthorization().ExcludeFromDescription();
        papers.MapGet("print.pdf", Sheet);
        papers.MapGet("consent/print.pdf", Consent);
    }

    private static async Task<FileContentHttpResult> Sheet(Guid id, PaperDesk desk, PagePdf pdf, CancellationToken ct)
    {
        pdf.Require();
        return await File<ReferralSheet>(await desk.Print(id, "转诊单，PDF", ct), "转诊单", pdf, ct);
    }

    private static async Task<FileContentHttpResult> Consent(Guid id, PaperDesk desk, PagePdf pdf, CancellationToken ct)
    {
        pdf.Require();
        return await File<ConsentSheet>(await desk.PrintConsent(id, "转诊知情同意书，PDF", ct), "转诊知情同意书", pdf, ct);
    }

    private static async Task<FileContentHttpResult> File<TSheet>(ReferralPaper paper, string what, PagePdf pdf, CancellationToken ct) where TSheet : IComponent
    {
        var name = $"{what}-{paper.Referral.Number}";
        RenderFragment sheet = builder =>
        {
            builder.OpenComponent<TSheet>(0);
            builder.AddComponentParameter(1, "Paper", paper);
            builder.CloseComponent();
        };
        var bytes = await pdf.Print<Web.Layout.PaperFile>(new() { [nameof(Web.Layout.PaperFile.Title)] = name, [nameof(Web.Layout.PaperFile.ChildContent)] = sheet }, ct);
        return TypedResults.File(bytes, "application/pdf", $"{name}.pdf");
    }
}
