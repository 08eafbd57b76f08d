using System.Reflection;
using Xinglin.Tests.Support;

namespace Xinglin.Tests;

/// <summary>Holds the compiled program to the table in Modules.cs and to the rules that no compiler checks.</summary>
public class ArchitectureTests
{
    private static readonly IReadOnlyList<CompiledType> Types = CompiledAssembly.Read(typeof(XinglinApp).Assembly);

    /// <summary>Of the shared pages' code, what modules build their own pages from.</summary>
    private static readonly HashSet<string> OpenWeb = ["Xinglin.Web", "Xinglin.Web.Components", "Xinglin.Web.Layout"];

    [Fact]
    public void A_module_touches_another_only_through_its_contract_and_only_along_a_listed_edge()
    {
        var wrong = from type in Types
                    from used in type.Uses
                    let why = Wrong(type.Namespace, used.Namespace)
                    where why is not null
                    select $"{type} → {used}: {why}";

        None(wrong);
    }

    [Fact]
    public void Every_type_lives_in_a_known_room()
    {
        string?[] rooms = [null, "Platform", "Web", .. Modules.All.Select(module => module.Name)];

        Assert.DoesNotContain(Types, type => IsOurs(type.Namespace) && !rooms.Contains(Room(type.Namespace)));
    }

    [Fact]
    public void Modules_use_only_modules_that_exist_and_never_in_a_circle()
    {
        var names = Modules.All.Select(module => module.Name).ToList();

        Assert.All(Modules.All, module => Assert.Subset(names.ToHashSet(), module.MayUse.ToHashSet()));
        Assert.All(names, name => Assert.DoesNotContain(name, Below(name)));
    }

    [Fact]
    public void Nothing_is_async_void() => None(Types.SelectMany(type => type.AsyncVoids.Select(method => $"{type}.{method}")));

    [Fact]
    public void Only_the_platform_may_read_the_machines_clock()
    {
        string[] clocks = ["System.DateTime", "System.DateTimeOffset"];
        string[] readings = ["get_Now", "get_UtcNow", "get_Today"];

        None(
            from type in Types
            where IsOurs(type.Namespace) && Room(type.Namespace) != "Platform"
            from call in type.Calls
            where clocks.Contains(call.Type) && readings.Contains(call.Method)
            select $"{type} calls {call.Type}.{call.Method}");
    }

    [Fact]
    public void Every_test_that_takes_an_engine_runs_on_both()
    {
        var methods = typeof(ArchitectureTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<TheoryAttribute>() is not null
                && method.GetParameters().FirstOrDefault()?.ParameterType == typeof(Engine));

        Assert.All(methods, method => Assert.NotNull(method.GetCustomAttribute<EveryDatabaseAttribute>()));
    }

    [Fact]
    public void The_reader_of_assemblies_sees_what_stands_only_in_a_methods_body()
    {
        var terms = Types.Single(type => type.ToString() == "Xinglin.Agreements.Terms.TermsInForce");

        Assert.Contains(new CompiledName("Xinglin.Agreements", "Clause"), terms.Uses);
        Assert.Contains(Types.Single(type => type.ToString() == "Xinglin.Platform.ChinaTime").Calls, call => call.Type == "System.TimeProvider");
    }

    private static void None(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong.Order()));

    private static string? Wrong(string from, string to)
    {
        if (!IsOurs(from) || !IsOurs(to) || Room(from) is not { } user || user == Room(to)) return null;
        if (Room(to) is not { } used) return "the composition root is nobody's tool";
        if (used == "Platform" || OpenWeb.Contains(to)) return null;
        if (user == "Platform") return "the platform knows no module";
        if (used == "Web") return "only Web.Components and Web.Layout are open";
        if (!to.StartsWith($"Xinglin.{used}.Contract", StringComparison.Ordinal)) return "not in Contract";
        if (user == "Web") return null;
        return Modules.All.Single(module => module.Name == user).MayUse.Contains(used) ? null : $"{used} is not in MayUse of {user}";
    }

    private static HashSet<string> Below(string name)
    {
        var below = new HashSet<string>();
        var open = new Queue<string>(Modules.All.Single(module => module.Name == name).MayUse);
        while (open.TryDequeue(out var next))
            if (below.Add(next))
                foreach (var used in Modules.All.Single(module => module.Name == next).MayUse) open.Enqueue(used);
        return below;
    }

    private static bool IsOurs(string space) => space == "Xinglin" || space.StartsWith("Xinglin.", StringComparison.Ordinal);

    /// <summary>The room's name; null for the composition root, which the program's commands are part of.</summary>
    private static string? Room(string space) => space.Split('.') is [_, var room, ..] && room != "Commands" ? room : null;
}
