namespace Xinglin.Platform;

/// <summary>Who the program acts as within a scope where no request says so.</summary>
public sealed class ActingUser
{
    public CurrentUser? User { get; set; }
}

/// <summary>Does something in a scope of its own in somebody's name: jobs, demonstration data, deliveries.</summary>
public static class Acting
{
    public static async Task<T> As<T>(this IServiceScopeFactory scopes, CurrentUser user, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingUser>().User = user;
        return await act(scope.ServiceProvider);
    }

    public static Task As(this IServiceScopeFactory scopes, CurrentUser user, Func<IServiceProvider, Task> act) =>
        scopes.As(user, async services => { await act(services); return true; });

    public static Task As(this IServiceProvider services, CurrentUser user, Func<IServiceProvider, Task> act) =>
        services.GetRequiredService<IServiceScopeFactory>().As(user, act);
}
