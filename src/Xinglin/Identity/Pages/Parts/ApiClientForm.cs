using Xinglin.Identity.ApiClients;

namespace Xinglin.Identity.Pages.Parts;

/// <summary>What the security administrator fills in for a client. Roles and areas are check boxes and choices of many, read from the posted form itself.</summary>
public sealed class ApiClientForm
{
    public string? Name { get; set; }
    public string? Purpose { get; set; }
    public Guid? Organization { get; set; }
    public int? RequestsPerMinute { get; set; }
    public int? ValidDays { get; set; }
    public IReadOnlyList<string> Roles { get; set => field = value ?? []; } = [];
    public IReadOnlyList<string> Scopes { get; set => field = value ?? []; } = [];

    internal static ApiClientForm Of(ApiClient client) => new()
    {
        Name = client.Name,
        Purpose = client.Purpose,
        Organization = client.OrganizationId,
        RequestsPerMinute = client.RequestsPerMinute,
        Roles = client.Roles,
        Scopes = client.Scopes
    };

    internal ApiClientForm WithChoices(IFormCollection posted)
    {
        Roles = [.. posted["role"].OfType<string>()];
        Scopes = [.. ApiScope.Areas.Select(area => posted["area-" + area.Code].ToString()).Where(scope => scope.Length > 0)];
        return this;
    }
}
