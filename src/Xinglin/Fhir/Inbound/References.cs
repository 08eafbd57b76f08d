using Hl7.Fhir.Model;

namespace Xinglin.Fhir.Inbound;

/// <summary>Finds what a reference means within what was sent: contained (<c>#id</c>), by <c>fullUrl</c>, or as <c>Type/id</c> (FHIR R4 §3.1.3). Nothing is fetched from elsewhere.</summary>
internal sealed class References
{
    private readonly Dictionary<string, Resource> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<Resource, string> paths = new(ReferenceEqualityComparer.Instance);

    public References(Bundle? bundle)
    {
        foreach (var (index, entry) in (bundle?.Entry ?? []).Index())
        {
            if (entry?.Resource is not { } resource) continue;
            Know(resource, $"Bundle.entry[{index}].resource");
            if (entry.FullUrl is { Length: > 0 } url) byAddress.TryAdd(url, resource);
            if (resource.Id is { Length: > 0 } id) byAddress.TryAdd($"{resource.TypeName}/{id}", resource);
        }
    }

    public void Know(Resource resource, string path)
    {
        paths.TryAdd(resource, path);
        foreach (var (index, contained) in ((resource as DomainResource)?.Contained ?? []).Index())
            if (contained is not null) paths.TryAdd(contained, $"{path}.contained[{index}]");
    }

    public string PathOf(Resource resource) => paths.GetValueOrDefault(resource, resource.TypeName);

    /// <param name="from">The resource whose contained ones are meant by <c>#</c>.</param>
    public T? Find<T>(DomainResource from, ResourceReference? reference) where T : Resource
    {
        if (reference?.Reference is not { Length: > 0 } address) return null;
        if (address[0] == '#') return from.Contained.OfType<T>().FirstOrDefault(each => each.Id == address[1..]);
        return byAddress.GetValueOrDefault(address) as T;
    }

    /// <summary>All observations that say that they derive from another one.</summary>
    public IEnumerable<T> All<T>(DomainResource from) where T : Resource => from.Contained.OfType<T>().Concat(paths.Keys.OfType<T>()).Distinct<T>(ReferenceEqualityComparer.Instance);
}
