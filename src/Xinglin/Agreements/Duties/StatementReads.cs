using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

internal static class StatementReads
{
    /// <summary>Who read a statement, on the screen, on paper, as a file or through the API, is recorded.</summary>
    public static Task StatementRead(this IAuditTrail audit, FulfilmentStatement statement, CancellationToken ct = default) => audit.RecordNow("statement.read",
        new AuditSubject("agreement", statement.AgreementId, statement.Agreement),
        $"{statement.Number ?? "预览"}，{ChinaTime.Show(statement.From)} 至 {ChinaTime.Show(statement.To)}", ct: ct);
}
