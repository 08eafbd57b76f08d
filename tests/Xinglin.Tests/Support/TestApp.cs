using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xinglin.Platform;
using Xinglin.Platform.Outbox;

namespace Xinglin.Tests.Support;

/// <summary>The real host on a real database, listening on a free port of this machine.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private static readonly Dictionary<Engine, Task<TestApp>> SharedApps = [];

    /// <summary>Tests are many phones behind one address.</summary>
    private const string ManyPhones = "--Xinglin:PatientView:AttemptsPerMinute=100000";

    private readonly TestDatabase database;

    private TestApp(TestDatabase database, WebApplication host, AdjustableTime time) =>
        (this.database, Host, Time) = (database, host, time);

    public WebApplication Host { get; }
    public AdjustableTime Time { get; }
    public string Address => Host.Urls.First();
    public TestDatabase Database => database;

    /// <summary>One host an engine for all tests that can live beside each other; such tests make organisations of their own and leave the time alone.</summary>
    public static Task<TestApp> Shared(Engine engine)
    {
        lock (SharedApps)
            return SharedApps.TryGetValue(engine, out var app) ? app : SharedApps[engine] = Fresh(engine);
    }

    /// <summary>A host and a database of one's own.</summary>
    public static async Task<TestApp> Fresh(Engine engine, params string[] arguments)
    {
        var database = await TestDatabase.Create(engine);
        return await On(database, arguments);
    }

    /// <summary>A host on a database that exists: a second node, or a restart.</summary>
    public static Task<TestApp> On(TestDatabase database, params string[] arguments) => On(database, _ => { }, arguments);

    /// <summary>A host of one's own whose outbox lies still until <see cref="Deliver"/>, and whose jobs do not run.</summary>
    public static async Task<TestApp> Quiet(Engine engine, params string[] arguments) => await Quiet(await TestDatabase.Create(engine), arguments);

    public static Task<TestApp> Quiet(TestDatabase database, params string[] arguments) => Quiet(database, _ => { }, arguments);

    public static Task<TestApp> Quiet(TestDatabase database, Action<IServiceCollection> replace, params string[] arguments) => On(database, services =>
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(Background)));
        replace(services);
    }, arguments);

    /// <param name="replace">Last word over the services.</param>
    public static async Task<TestApp> On(TestDatabase database, Action<IServiceCollection> replace, params string[] arguments)
    {
        var time = new AdjustableTime();
        var host = XinglinApp.Create([.. database.Arguments, "--urls", "http://127.0.0.1:0", ManyPhones, .. arguments], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(time);
            // What a password's hash costs in earnest, hundreds of tests would wait for.
            builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TestAuthentication>(TestAuthentication.Scheme, null)
                .AddPolicyScheme("TestOrReal", null, options => options.ForwardDefaultSelector = TestAuthentication.Select);
            builder.Services.PostConfigure<AuthenticationOptions>(options => options.DefaultScheme = options.DefaultAuthenticateScheme =
                options.DefaultChallengeScheme = options.DefaultForbidScheme = "TestOrReal");
            replace(builder.Services);
        });
        await host.StartAsync();
        return new TestApp(database, host, time);
    }

    /// <summary>A client that acts as this user without signing in; a visitor where null. Does not follow redirects.</summary>
    public HttpClient Client(CurrentUser? user = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        if (user is not null) client.DefaultRequestHeaders.Add(TestAuthentication.Header, TestAuthentication.Write(user));
        return client;
    }

    /// <summary>Runs something inside the host as a request of this user would.</summary>
    public async Task<T> As<T>(CurrentUser user, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var accessor = scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>();
        accessor.HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = TestAuthentication.Principal(user) };
        try { return await act(scope.ServiceProvider); }
        finally { accessor.HttpContext = null; }
    }

    public Task As(CurrentUser user, Func<IServiceProvider, Task> act) =>
        As(user, async services => { await act(services); return true; });

    /// <summary>Delivers what is due, and what follows from it.</summary>
    public Task Deliver() => Host.Services.GetRequiredService<OutboxDelivery>().DeliverDue(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        await Host.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Stops the host but keeps the database, for another to go on with it.</summary>
    public async Task<TestDatabase> Stop()
    {
        await Host.StopAsync();
        await Host.DisposeAsync();
        return database;
    }
}

/// <summary>The real time plus what a test adds to it.</summary>
public sealed class AdjustableTime : TimeProvider
{
    private TimeSpan shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;

    public void Advance(TimeSpan by) => shift += by;

    public void TravelTo(DateOnly day) => shift += ChinaTime.StartOf(day).AddHours(9) - GetUtcNow();
}
