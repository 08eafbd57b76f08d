using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity.ApiClients;

/// <param name="Roles">Of <see cref="Role"/>; business roles only.</param>
/// <param name="Scopes">Of <see cref="ApiScope"/>.</param>
/// <param name="ValidDays">Of its secret; the rule's where null.</param>
public sealed record NewApiClient(
    string Name, Guid Organization, string? Purpose, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, int? RequestsPerMinute = null, int? ValidDays = null);

/// <summary>API clients as the security administrator keeps them. A secret is shown once; only its hash stays.</summary>
internal sealed class ApiClientDesk(XinglinDb db, IDirectory directory, IAuditTrail audit, CurrentUser me, TimeProvider time, IOptions<ApiRules> rules)
{
    private const int LongestDays = 1100;
    private const int MostOverlapDays = 90;

    public async Task<IReadOnlyList<ApiClient>> All(CancellationToken ct)
    {
        MustKeepClients();
        return await db.Set<ApiClient>().AsNoTracking().Include(client => client.Secrets).OrderBy(client => client.Name).ToListAsync(ct);
    }

    public async Task<ApiClient> Find(Guid id, CancellationToken ct)
    {
        MustKeepClients();
        return await db.Set<ApiClient>().Include(client => client.Secrets).FirstOrDefaultAsync(client => client.Id == id, ct) ?? throw Refused.NotFound("该接口客户端");
    }

    /// <returns>The client and its token, which is not kept.</returns>
    public async Task<(ApiClient Client, string Token)> Create(NewApiClient wanted, CancellationToken ct)
    {
        var token = ApiTokens.New();
        return (await Create(wanted, token, ct), token);
    }

    internal async Task<ApiClient> Create(NewApiClient wanted, string token, CancellationToken ct)
    {
        MustKeepClients();
        var name = Named(wanted.Name);
        if (await directory.Find(wanted.Organization, ct) is null) throw Refused.NotFound("该机构");
        if (await db.Set<ApiClient>().AnyAsync(other => other.OrganizationId == wanted.Organization && other.Name == name, ct))
            throw new Refused(RefusalKind.Conflict, "api-client.name-taken", $"该机构已有名为「{name}」的接口客户端。", "请换一个名称，或为已有的客户端轮换密钥。");
        var now = time.Now();
        var client = new ApiClient(name, wanted.Organization, Purpose(wanted.Purpose), me.Name, now);
        client.Describe(name, Purpose(wanted.Purpose), Limit(wanted.RequestsPerMinute));
        client.Allow(wanted.Roles, wanted.Scopes);
        client.Renew(ApiTokens.Keep(token, client.Id, now, now.AddDays(Days(wanted.ValidDays))), now);
        db.Add(client);
        audit.Record("api-client.created", Subject(client), Rights(client));
        await db.SaveChangesAsync(ct);
        return client;
    }

    public Task Change(Guid id, string name, string? purpose, int? requestsPerMinute, IReadOnlyList<string> roles, IReadOnlyList<string> scopes, CancellationToken ct) =>
        Change(id, "api-client.changed", client =>
        {
            client.Describe(Named(name), Purpose(purpose), Limit(requestsPerMinute));
            client.Allow(roles, scopes);
            return Rights(client);
        }, ct);

    /// <param name="overlapDays">How long the secrets of before go on; 0 ends them now.</param>
    /// <returns>The new token, which is not kept.</returns>
    public async Task<string> Rotate(Guid id, int? validDays, int? overlapDays, CancellationToken ct)
    {
        var (token, now) = (ApiTokens.New(), time.Now());
        var overlap = overlapDays ?? rules.Value.RotationOverlapDays;
        if (overlap is < 0 or > MostOverlapDays) throw new Refused(RefusalKind.Invalid, "api-client.overlap", $"旧密钥可继续使用 0 到 {MostOverlapDays} 天。");
        await Change(id, "api-client.rotated", client =>
        {
            var secret = ApiTokens.Keep(token, client.Id, now, now.AddDays(Days(validDays)));
            client.Renew(secret, now.AddDays(overlap));
            db.Add(secret);
            return $"新密钥 …{secret.Hint}，旧密钥再用 {overlap} 天";
        }, ct);
        return token;
    }

    /// <summary>Ends one secret now, because it got into wrong hands or is not used any more.</summary>
    public Task Revoke(Guid id, Guid secretId, CancellationToken ct) => Change(id, "api-client.secret-revoked", client =>
    {
        var secret = client.Secrets.FirstOrDefault(secret => secret.Id == secretId) ?? throw Refused.NotFound("该密钥");
        secret.EndBy(time.Now());
        return $"密钥 …{secret.Hint}";
    }, ct);

    public Task Disable(Guid id, string reason, CancellationToken ct) => Change(id, "api-client.disabled", client =>
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > ApiClient.ReasonLength) throw new Refused(RefusalKind.Invalid, "api-client.reason-missing", $"请写明停用原因，不超过 {ApiClient.ReasonLength} 个字。");
        client.Disable(reason.Trim());
        return reason.Trim();
    }, ct);

    public Task Enable(Guid id, CancellationToken ct) => Change(id, "api-client.enabled", client => { client.Enable(); return null; }, ct);

    private async Task Change(Guid id, string action, Func<ApiClient, string?> change, CancellationToken ct)
    {
        var client = await Find(id, ct);
        try
        {
            var details = change(client);
            audit.Record(action, Subject(client), details);
            await db.SaveChangesAsync(ct);
        }
        catch (Refused)
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= ApiClient.NameLength } fits
        ? fits
        : throw new Refused(RefusalKind.Invalid, "api-client.name", $"请填写名称，不超过 {ApiClient.NameLength} 个字。");

    private static string? Purpose(string? purpose) => purpose?.Trim() switch
    {
        null or "" => null,
        { Length: <= ApiClient.PurposeLength } fits => fits,
        _ => throw new Refused(RefusalKind.Invalid, "api-client.purpose", $"用途不能超过 {ApiClient.PurposeLength} 个字。")
    };

    private static int? Limit(int? requestsPerMinute) => requestsPerMinute is null or (>= 1 and <= 100_000)
        ? requestsPerMinute
        : throw new Refused(RefusalKind.Invalid, "api-client.limit", "每分钟请求数应在 1 到 100000 之间。");

    private int Days(int? validDays) => (validDays ?? rules.Value.SecretValidDays) is >= 1 and <= LongestDays and var days
        ? days
        : throw new Refused(RefusalKind.Invalid, "api-client.valid-days", $"密钥有效期应在 1 到 {LongestDays} 天之间。");

    private static string Rights(ApiClient client) =>
        $"岗位：{string.Join("、", client.Roles.Select(role => Role.Names[role]))}；接口：{string.Join("、", client.Scopes.Select(ApiScope.Show))}";

    private static AuditSubject Subject(ApiClient client) => new("api-client", client.Id, client.Name);

    private void MustKeepClients() => me.Require("管理接口客户端", Role.SecurityAdministrator);
}
