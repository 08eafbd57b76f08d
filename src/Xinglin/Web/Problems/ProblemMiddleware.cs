using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Xinglin.Platform;

namespace Xinglin.Web.Problems;

/// <summary>
/// The one place where a refusal, a failure or a bare status becomes an answer. A failure is logged under a number that the
/// person reads; what failed never shows.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task Invoke(HttpContext context)
    {
        if (RequestLimit.IsTooLarge(context.Request))
        {
            await ProblemAnswer.Write(context, ProblemDescription.TooLarge);
            return;
        }

        ProblemDescription problem;
        try
        {
            await next(context);
            if (!IsBare(context))
            {
                await RefusedActs.Record(context);
                return;
            }

            context.Response.ContentType = null;
            problem = CameTooLarge(context) ? ProblemDescription.TooLarge : ProblemDescription.FromStatus(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            problem = Explain(exception, context);
            context.Response.Clear();
        }

        await Answer(context, problem);
    }

    /// <summary>A refused act is recorded first. A page that cannot be drawn within the layout (the database is away) is drawn without it.</summary>
    private async Task Answer(HttpContext context, ProblemDescription problem)
    {
        try
        {
            await RefusedActs.Record(context, problem);
            await ProblemAnswer.Write(context, problem);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await ProblemAnswer.Write(context, Incident(exception, context));
        }
    }

    private ProblemDescription Explain(Exception exception, HttpContext context) => exception switch
    {
        Refused refused => ProblemDescription.From(refused),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ProblemDescription.TooLarge,
        BadHttpRequestException or AntiforgeryValidationException when Untrusted(context) => ProblemDescription.FormExpired,
        BadHttpRequestException => ProblemDescription.BadRequest,
        _ => Incident(exception, context)
    };

    private ProblemDescription Incident(Exception exception, HttpContext context)
    {
        var number = $"XL-{RandomNumberGenerator.GetHexString(8)}";
        log.LogError(exception, "Incident {Incident}: {Method} {Path}", number, context.Request.Method, context.Request.Path);
        return ProblemDescription.Failure(number);
    }

    private static bool IsBare(HttpContext context) =>
        context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null }
        && (context.Response.ContentType is null || context.Response.StatusCode == 400 && (Untrusted(context) || ProblemDescription.IsPageForm(context)));

    private static bool Untrusted(HttpContext context) => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };

    private static bool CameTooLarge(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>()?.Error?.GetBaseException() is BadHttpRequestException { StatusCode: 413 };
}
