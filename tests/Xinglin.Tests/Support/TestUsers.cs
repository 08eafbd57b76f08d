using Xinglin.Platform;

namespace Xinglin.Tests.Support;

/// <summary>People for tests that do not care who they are.</summary>
public static class TestUsers
{
    public static CurrentUser Of(params string[] roles) => Of(Guid.CreateVersion7(), "示例县人民医院", roles);

    public static CurrentUser Of(Guid organization, string organizationName, params string[] roles) =>
        new(Guid.CreateVersion7(), "张晓兰", organization, organizationName, roles.ToHashSet());
}
