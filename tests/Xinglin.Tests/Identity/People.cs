using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory.Contract;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

/// <summary>Organisations and accounts for the tests of signing in.</summary>
internal static class People
{
    public const string Password = "Chun-Feng-2026";

    public static readonly CurrentUser Keeper = new(Guid.CreateVersion7(), "安全管理员", null, null, new HashSet<string> { Role.SecurityAdministrator });

    public static async Task<TestApp> App(Engine engine, params string[] arguments)
    {
        var app = await TestApp.Fresh(engine, ["--Xinglin:Identity:AttemptsPerMinute=100000", .. arguments]);
        await app.SetUp();
        return app;
    }

    /// <summary>Marks the installation as set up.</summary>
    public static Task SetUp(this TestApp app) => app.As(Keeper, async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        (await db.Set<Installation>().SingleAsync()).Complete(DateTimeOffset.UtcNow);
        await db.SaveChangesAsync();
    });

    public static Task<Guid> Organization(this TestApp app, string? name = null) => app.As(Keeper, async services =>
    {
        name ??= "医院" + Guid.NewGuid().ToString("n")[..8];
        return await services.GetRequiredService<IOrganizationRegistry>().Register(name, name, OrganizationKind.GeneralHospital, OrganizationLevel.Secondary, default);
    });

    /// <summary>An account whose owner has already chosen <see cref="Password"/>.</summary>
    public static Task<Guid> Person(this TestApp app, string userName, params (Guid Organization, string Role)[] places) => app.As(Keeper, async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        var user = new User(Guid.CreateVersion7(), userName, userName, null, app.Time.Now());
        foreach (var (organization, role) in places) user.Assign(organization, role);
        services.GetRequiredService<PasswordRules>().Set(user, Password);
        db.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    });

    public static Task<T> Desk<T>(this TestApp app, Func<UserDesk, Task<T>> act, CurrentUser? keeper = null) =>
        app.As(keeper ?? Keeper, services => act(services.GetRequiredService<UserDesk>()));

    public static Task Desk(this TestApp app, Func<UserDesk, Task> act, CurrentUser? keeper = null) =>
        app.As(keeper ?? Keeper, services => act(services.GetRequiredService<UserDesk>()));

    public static Task<HttpResponseMessage> SignIn(this HttpClient client, string userName, string password = Password, string address = "/sign-in") =>
        client.Submit(address, "sign-in", ("Form.UserName", userName), ("Form.Password", password));
}
