using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Xinglin.Platform;
using Xinglin.Platform.Idempotency;
using Xinglin.Web.Components;

namespace Xinglin.Web.Idempotency;

/// <summary>
/// What comes twice is done once: a call of the API with an <c>Idempotency-Key</c>, and a form with <see cref="Once"/> in it. The whole
/// request runs in one transaction together with its answer, and the answer leaves after the commit. Only what was done is kept: a
/// refusal has changed nothing, so the same key may try again. Within such a request nothing may write through a second connection,
/// which on SQLite would wait for this one for ever.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";
    private const int LongestKey = 100;

    public async Task Invoke(HttpContext context)
    {
        var form = OfForm(context);
        var given = form ?? OfCall(context.Request);
        if (given is null || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var user = context.RequestServices.GetRequiredService<CurrentUser>();
        var answers = context.RequestServices.GetRequiredService<KeptAnswers>();
        var (id, fingerprint) = (KeptAnswers.IdOf(user, given), form is null ? await OfBody(context) : OfFields(context.Request));
        var (transaction, isNew) = await answers.Take(id, fingerprint, context.RequestAborted);
        await using (transaction)
        {
            if (isNew)
            {
                var body = await Run(context);
                if (await Settle(context, answers, id, form is not null, body)) await transaction.CommitAsync();
                else await transaction.RollbackAsync();
                if (body.Length > 0) await context.Response.Body.WriteAsync(body);
                return;
            }
        }

        await Replay(context, await answers.Find(id, fingerprint, context.RequestAborted) ?? throw Other(form is not null));
    }

    /// <returns>The answer, held back until it is known to be true.</returns>
    private async Task<byte[]> Run(HttpContext context)
    {
        var outward = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try { await next(context); }
        finally { context.Response.Body = outward; }
        return held.ToArray();
    }

    /// <summary>A page that shows its form again has perhaps saved a draft, and is no end: its key stays free.</summary>
    /// <returns>Whether what was done is to stay.</returns>
    private static async Task<bool> Settle(HttpContext context, KeptAnswers answers, Guid id, bool isForm, byte[] body)
    {
        var response = context.Response;
        if (response.StatusCode >= 400 && !(isForm && Once.HasDraft(context))) return false;
        if (isForm && response.StatusCode is < 300 or >= 400) await answers.Release(id);
        else await answers.Keep(id, new Answer(response.StatusCode, response.ContentType, Text(response.Headers.Location), Text(response.Headers.ETag), isForm ? [] : body));
        return true;
    }

    private static async Task Replay(HttpContext context, Answer answer)
    {
        var response = context.Response;
        (response.StatusCode, response.ContentType) = (answer.Status, answer.ContentType);
        if (answer.Location is not null) response.Headers.Location = answer.Location;
        if (answer.ETag is not null) response.Headers.ETag = answer.ETag;
        response.Headers[Replayed] = "true";
        if (answer.Body.Length > 0) await response.Body.WriteAsync(answer.Body);
    }

    private static Refused Other(bool isForm) => isForm
        ? new Refused(RefusalKind.Conflict, "form.sent", "这张表单已经提交过，这次修改没有保存。", "请到列表查看已提交的内容；要另办一件，请重新打开表单。")
        : new Refused(RefusalKind.Unfit, "api.idempotency-key-reused", "这个 Idempotency-Key 已用于另一个请求。", "每办一件事用一个新的键；重发时请求须与当初完全相同。");

    private static string? OfCall(HttpRequest request)
    {
        if (!ProgramPath.Is(request) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<TakesNoKey>() is not null) return null;
        if (!request.Headers.TryGetValue(Header, out var value)) return null;
        var key = value.ToString().Trim().Trim('"');
        return key.Length is > 0 and <= LongestKey && key.All(letter => letter is > ' ' and < '\x7f')
            ? key
            : throw new Refused(RefusalKind.Invalid, "api.idempotency-key", $"{Header} 应是 1 到 {LongestKey} 个可见的 ASCII 字符。", "建议使用 UUID。");
    }

    /// <summary>Only of a form whose token against forged requests was right, which also means that it has been read.</summary>
    private static string? OfForm(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && context.Request.HasFormContentType
        && Guid.TryParse(context.Request.Form[Once.Field].FirstOrDefault(), out var once) ? once.ToString("n") : null;

    private static async Task<string> OfBody(HttpContext context)
    {
        var request = context.Request;
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"));
        var piece = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(piece, context.RequestAborted)) > 0;) hash.AppendData(piece, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string OfFields(HttpRequest request) => Sha256.Of($"{request.Path}{request.QueryString}\n" + string.Join('\n',
        request.Form.Where(field => field.Key != "__RequestVerificationToken").OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}")));

    private static string? Text(Microsoft.Extensions.Primitives.StringValues value) => value.Count == 0 ? null : value.ToString();
}
