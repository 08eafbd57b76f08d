using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Xinglin.Tests.Support;

/// <summary>Fills in a page's form and posts it as a browser would, hidden fields included.</summary>
public static class WebForm
{
    public static async Task<IHtmlDocument> Page(this HttpClient client, string address) => await (await client.GetAsync(address)).Document();

    public static async Task<IHtmlDocument> Document(this HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <param name="form">The form's name, or its action.</param>
    public static async Task<HttpResponseMessage> Submit(this HttpClient client, string address, string form, params (string Name, string Value)[] typed)
    {
        var page = await client.GetAsync(address);
        Assert.True(page.IsSuccessStatusCode, $"{address} answered {(int)page.StatusCode} {page.Headers.Location}");
        return await client.Submit(await page.Document(), address, form, typed);
    }

    public static async Task<HttpResponseMessage> Submit(this HttpClient client, IHtmlDocument page, string address, string form, params (string Name, string Value)[] typed)
    {
        var element = page.Forms.FirstOrDefault(candidate =>
                          candidate.GetAttribute("action") == form || candidate.QuerySelector($"input[name=_handler][value='{form}']") is not null)
                      ?? throw new InvalidOperationException($"{address} has no form '{form}'.");
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in element.QuerySelectorAll("input[name], select[name], textarea[name]"))
            if (field is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }) values.Add(new(field.GetAttribute("name")!, Value(field)));
        values.RemoveAll(value => typed.Any(given => given.Name == value.Key));
        values.AddRange(typed.GroupBy(given => given.Name).Select(given => KeyValuePair.Create(given.Key, given.Last().Value)));
        var action = element.GetAttribute("action") is { Length: > 0 } given ? given : address;
        return await client.PostAsync(action, new FormUrlEncodedContent(values));
    }

    private static string Value(IElement field) => field switch
    {
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.GetAttribute("value") ?? "on",
        _ => field.GetAttribute("value") ?? ""
    };

    /// <summary>Posts a form with a file, as a browser would.</summary>
    public static async Task<HttpResponseMessage> Upload(
        this HttpClient client, string address, string form, string field, string fileName, byte[] file, params (string Name, string Value)[] typed)
    {
        var token = (await client.Page(address)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent { { new StringContent(form), "_handler" }, { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, value) in typed) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file), field, fileName);
        return await client.PostAsync(address, content);
    }

    /// <summary>Path and query of a redirect, relative to the program.</summary>
    public static string RedirectsTo(this HttpResponseMessage response)
    {
        Assert.True((int)response.StatusCode is 302 or 303 or 301, $"Answered {(int)response.StatusCode}: {response.Content.ReadAsStringAsync().Result[..Math.Min(4000, (int)response.Content.ReadAsStringAsync().Result.Length)]}");
        var address = response.Headers.Location!;
        return address.IsAbsoluteUri ? address.PathAndQuery : address.OriginalString;
    }
}
