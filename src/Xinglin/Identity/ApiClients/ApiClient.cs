using Xinglin.Platform;

namespace Xinglin.Identity.ApiClients;

/// <summary>
/// A hospital's system that calls the API without a person. It belongs to one organisation, holds business roles there like a person
/// and, within them, only the areas of the API that it was given. The three administrators' roles stay with persons.
/// </summary>
public sealed class ApiClient : Aggregate
{
    public const int NameLength = 30;
    public const int PurposeLength = 200;
    public const int ReasonLength = 200;

    private readonly List<ApiSecret> secrets = [];

    private ApiClient() { }

    internal ApiClient(string name, Guid organizationId, string? purpose, string createdBy, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (Name, OrganizationId, Purpose, CreatedBy, CreatedAt) = (name, organizationId, purpose, createdBy, at);
    }

    /// <summary>As the audit trail and the other side of a referral read it: 「清河县人民医院 HIS」.</summary>
    public string Name { get; private set; } = "";
    public Guid OrganizationId { get; private init; }
    public string? Purpose { get; private set; }
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Areas of the API, see <see cref="ApiScope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>Null where <see cref="ApiRules.RequestsPerMinute"/> holds.</summary>
    public int? RequestsPerMinute { get; private set; }

    /// <summary>Why a security administrator stopped it; null while it may be used.</summary>
    public string? DisabledBecause { get; private set; }
    public string CreatedBy { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public IReadOnlyList<ApiSecret> Secrets => secrets;

    public bool Disabled => DisabledBecause is not null;

    public DateTimeOffset? LastUsedAt => secrets.Max(secret => secret.LastUsedAt);

    public bool CanSignIn(DateTimeOffset at) => !Disabled && secrets.Exists(secret => secret.IsGood(at));

    internal void Describe(string name, string? purpose, int? requestsPerMinute) => (Name, Purpose, RequestsPerMinute) = (name, purpose, requestsPerMinute);

    /// <exception cref="Refused">An administrator's role, no role, or no area.</exception>
    internal void Allow(IReadOnlyList<string> roles, IReadOnlyList<string> scopes)
    {
        if (roles.FirstOrDefault(Role.IsAdministrator) is { } administrator)
            throw new Refused(RefusalKind.Invalid, "api-client.administrator", $"「{Role.Names[administrator]}」不能授予接口客户端。", "接口客户端只能持有业务岗位；管理员岗位由人员持有。", RoleExclusion.Source);
        if (roles.Count == 0 || roles.Any(role => !Role.Names.ContainsKey(role))) throw new Refused(RefusalKind.Invalid, "api-client.role-missing", "请选择接口客户端的岗位。", "只选它要办理的事项所需的岗位。");
        if (scopes.Count == 0 || scopes.Any(scope => !ApiScope.IsKnown(scope))) throw new Refused(RefusalKind.Invalid, "api-client.scope-missing", "请选择接口客户端可以使用的接口。", "只选它需要的接口；需要办理的才选“读写”。");
        (Roles, Scopes) = ([.. roles.Distinct().Order(StringComparer.Ordinal)], [.. scopes.Distinct().Order(StringComparer.Ordinal)]);
    }

    internal void Disable(string reason) => DisabledBecause = reason;

    internal void Enable() => DisabledBecause = null;

    /// <summary>Adds a secret. What stood before goes on until <paramref name="overlapEnds"/> at most, so that the other system can be changed over in its own time.</summary>
    internal void Renew(ApiSecret secret, DateTimeOffset overlapEnds)
    {
        foreach (var older in secrets) older.EndBy(overlapEnds);
        secrets.Add(secret);
    }
}

/// <summary>A secret of a client, of which only the hash is kept: 256 random bits need no slow hash.</summary>
public sealed class ApiSecret(Guid id, Guid clientId, string hash, string hint, DateTimeOffset createdAt, DateTimeOffset expiresAt)
{
    public Guid Id { get; private set; } = id;
    public Guid ClientId { get; private set; } = clientId;

    /// <summary>SHA-256 of the whole token, hexadecimal.</summary>
    public string Hash { get; private set; } = hash;

    /// <summary>The token's last four characters, by which people tell secrets apart.</summary>
    public string Hint { get; private set; } = hint;
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsGood(DateTimeOffset at) => at < ExpiresAt;

    internal void EndBy(DateTimeOffset at)
    {
        if (at < ExpiresAt) ExpiresAt = at;
    }
}
