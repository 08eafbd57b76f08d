using Xinglin.Platform;

namespace Xinglin.Bench;

/// <summary>The list of agreements of a lead with 10,000 of them, over HTTP from the real host, as API and as page.</summary>
internal static class ListBench
{
    private const int Agreements = 10_000, WarmUp = 20, Requests = 100;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            await using var app = XinglinApp.Create([.. database.Arguments, "--urls", "http://127.0.0.1:0"], builder =>
            {
                SealedAgreements.Quietly(builder);
                BenchSignIn.UseAlone(builder);
            });
            await SealedAgreements.Fill(app, Agreements, 0);
            await database.Age();
            await app.StartAsync();
            using var client = BenchSignIn.Client(app.Urls.First(), SealedAgreements.Lead, Role.ConsortiumOffice);
            foreach (var (name, address) in (IEnumerable<(string, string)>)
                [("API list", "/api/agreements"), ("API list, page 250", "/api/agreements?page=250"), ("API list, search", "/api/agreements?q=第77乡"), ("Page", "/agreements")])
            {
                using var answer = await client.GetAsync(address);
                if (!answer.IsSuccessStatusCode)
                {
                    Console.WriteLine($"{address} answers {(int)answer.StatusCode}; left out.");
                    continue;
                }

                using var sql = await RawSql.Of(() => client.GetStringAsync(address));
                var times = await Samples.Take(WarmUp, Requests, () => client.GetStringAsync(address));
                var raw = await Samples.Take(WarmUp, Requests, async () =>
                {
                    await using var connection = database.Connect();
                    await sql.Repeat(connection);
                });
                figures.Add(new($"{name} of {Agreements:N0} agreements, p95 ({database.Engine})", times.At(.95), "ms", $"Its {sql.Count} statements by ADO.NET, p95", raw.At(.95), 15));
            }

            await app.StopAsync();
        }

        return figures;
    }
}
