namespace Xinglin.Platform;

/// <summary>The clause, rule or standard that decided something.</summary>
/// <param name="Source">What is cited, as a person would say it: 「协议 XL-2026-0003 第1.4.2条」, 「GB 11643-1999」.</param>
/// <param name="Text">The cited words, where they help.</param>
/// <param name="Link">An address inside the program that opens the source.</param>
public sealed record Citation(string Source, string? Text = null, string? Link = null);

/// <summary>Why something was refused; decides the HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>What was handed in cannot be used (400).</summary>
    Invalid,

    /// <summary>This person may not do this (403).</summary>
    Forbidden,

    /// <summary>It does not exist, or belongs to others; the two read alike (404).</summary>
    NotFound,

    /// <summary>The state of the matter does not allow it, or someone was faster (409).</summary>
    Conflict,

    /// <summary>Well formed, but it contradicts what the same program asked before (422).</summary>
    Unfit,

    /// <summary>A program did not say which version it has seen (428, RFC 6585).</summary>
    Unseen
}

/// <summary>
/// The one exception by which the domain refuses. It says what was refused and why (<see cref="Exception.Message"/>,
/// in the user's words), by which clause or rule (<see cref="By"/>), and what can be done now (<see cref="Remedy"/>).
/// </summary>
/// <param name="kind">Decides the HTTP status.</param>
/// <param name="code">Stable and lower-case with dots, such as <c>agreement.not-in-force</c>; programs rely on it.</param>
/// <param name="message">Chinese, complete sentence.</param>
/// <param name="remedy">Chinese: what the person can do now.</param>
/// <param name="by">The clause or rule that decided.</param>
public sealed class Refused(RefusalKind kind, string code, string message, string? remedy = null, Citation? by = null)
    : Exception(message)
{
    public RefusalKind Kind => kind;
    public string Code => code;
    public string? Remedy => remedy;
    public Citation? By => by;

    /// <summary>What isn't there and what isn't yours read alike, so that nobody learns what others have.</summary>
    public static Refused NotFound(string what) =>
        new(RefusalKind.NotFound, "not-found", $"没有找到{what}。", "请核对网址或编号；若它属于其他机构，您无权查看。");

    /// <summary>Someone else saved first.</summary>
    public static Refused Overtaken(string what) =>
        new(RefusalKind.Conflict, "overtaken", $"{what}刚刚被其他人修改过，您的修改没有保存。", "请查看最新内容后再提交，您填写的内容仍保留在表单中。");
}
