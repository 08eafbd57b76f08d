using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Xinglin.Tests.Web;

/// <summary>What a browser does not send, because no box of a group is checked, reaches a form's model as null.</summary>
public class FormModelTests
{
    public static TheoryData<string> Lists => [.. Models().SelectMany(model => ListsOf(model).Select(list => $"{model.FullName} {list.Name}")).Distinct()];

    [Theory, MemberData(nameof(Lists))]
    public void A_list_of_which_nothing_was_sent_is_empty(string name)
    {
        var (model, list) = Models().SelectMany(model => ListsOf(model).Select(list => (model, list))).First(found => $"{found.model.FullName} {found.list.Name}" == name);
        var form = Activator.CreateInstance(model)!;

        list.SetValue(form, null);

        Assert.Empty((IEnumerable)list.GetValue(form)!);
    }

    private static IEnumerable<Type> Models() => typeof(XinglinApp).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(property => property.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null)
        .Select(property => property.PropertyType)
        .Where(type => type.Assembly == typeof(XinglinApp).Assembly && type is { IsClass: true, IsAbstract: false });

    private static IEnumerable<PropertyInfo> ListsOf(Type model) => model.GetProperties()
        .Where(property => property.CanWrite && property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType));
}
