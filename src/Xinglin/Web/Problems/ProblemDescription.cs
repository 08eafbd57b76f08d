using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Xinglin.Platform;

namespace Xinglin.Web.Problems;

/// <summary>What went wrong, in the words of whoever reads it; drawn as a page or written as ProblemDetails.</summary>
/// <param name="Incident">Number under which the log tells more; only for failures of the program itself.</param>
public sealed record ProblemDescription(int Status, string Code, string Title, string Detail, string? Remedy = null, Citation? By = null, string? Incident = null)
{
    public static ProblemDescription From(Refused refused) => refused.Kind switch
    {
        RefusalKind.Invalid => new(400, refused.Code, "填写或提交的内容有误", refused.Message, refused.Remedy, refused.By),
        RefusalKind.Forbidden => new(403, refused.Code, "您不能这样做", refused.Message, refused.Remedy, refused.By),
        RefusalKind.NotFound => new(404, refused.Code, "没有找到", refused.Message, refused.Remedy, refused.By),
        RefusalKind.Unfit => new(422, refused.Code, "与先前的请求矛盾", refused.Message, refused.Remedy, refused.By),
        RefusalKind.Unseen => new(428, refused.Code, "请先读取最新内容", refused.Message, refused.Remedy, refused.By),
        _ => new(409, refused.Code, "目前的状态不允许", refused.Message, refused.Remedy, refused.By)
    };

    public static ProblemDescription Failure(string incident) => new(500, "failure", "系统出错了",
        "刚才的操作没有完成，没有保存任何内容。", "请稍后重试；如果仍然出错，请把故障编号告诉系统管理员。", Incident: incident);

    public static ProblemDescription TooLarge { get; } = new(413, "request.too-large", "提交的内容太大",
        $"一次提交不能超过 {RequestLimit.Megabytes} MB，这次提交没有保存。", "请压缩或拆分文件后分次上传。");

    public static ProblemDescription FormExpired { get; } = new(400, "form.expired", "表单已失效",
        "这张表单打开太久、登录身份已变化，或不是从本系统打开的，为保护您的账户没有保存。", "请返回上一页，刷新后重新提交；您填写的内容可先复制留存。");

    /// <summary>A valid form that the page as it is now does not hold any more: the matter has moved on since it was opened.</summary>
    public static ProblemDescription FormOvertaken { get; } = new(409, "form.overtaken", "页面已不是最新的",
        "您打开页面之后，这件事刚刚被其他人修改过，原来的操作现在不能办理，没有保存。", "请返回上一页并刷新，查看最新状态后再办理；您填写的内容可先复制留存。");

    public static ProblemDescription BadRequest { get; } = new(400, "request.malformed", "请求无法识别", "收到的请求格式不正确，没有进行任何处理。", "请返回上一页重新填写；程序调用请核对接口说明。");

    /// <summary>For an answer that has only a status so far.</summary>
    public static ProblemDescription FromStatus(HttpContext context) => context.Response.StatusCode switch
    {
        400 when context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } => FormExpired,
        400 when IsPageForm(context) => FormOvertaken,
        400 => BadRequest,
        401 => new(401, "sign-in-required", "请先登录", "您还没有登录，或登录已超时。", "请登录后再试。"),
        403 => new(403, "forbidden", "您无权查看此页", "您当前的岗位没有这项权限。", "请确认右上角所选的机构和岗位；如确有需要，请联系本机构安全管理员。"),
        404 => new(404, "not-found", "没有找到该页面", "网址可能有误，或内容已不存在；若它属于其他机构，您无权查看。", "请核对网址，或回到首页从菜单进入。"),
        405 => new(405, "method-not-allowed", "不支持这种操作", "该地址不接受这种请求方式。", "请从页面上的按钮操作；程序调用请核对接口说明。"),
        413 => TooLarge,
        415 => new(415, "unsupported-media-type", "不支持这种内容格式", "该地址不接受这种内容格式。", "程序调用请使用 application/json。"),
        429 => new(429, "too-many-requests", "操作过于频繁", "短时间内请求过多，已暂停处理。", "请稍等一分钟再试。"),
        var status => new(status, $"http.{status}", "请求没有完成", $"服务器返回了状态 {status}。", "请稍后重试。")
    };

    /// <summary>A form of a page, sent with its token and naming its handler.</summary>
    public static bool IsPageForm(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && context.Features.Get<IFormFeature>()?.Form?.ContainsKey("_handler") == true;
}
