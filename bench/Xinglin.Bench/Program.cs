using Xinglin.Bench;

// Each figure stands beside the raw engine doing the same work in the same run on the same machine.
//   dotnet run -c Release --project bench/Xinglin.Bench -- [reader] [terms] [list] [index] [candidates] [start] [referrals] [recognition] [hl7] [fuzz]
if (args is ["child-read"]) return ReaderBench.Child();
if (args is ["child-kestrel", var address]) return await StartBench.BareKestrel(address);
if (args is ["child-host", .. var arguments]) return await ChildHost.Serve(arguments);

var benches = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>
{
    ["reader"] = ReaderBench.Run,
    ["terms"] = TermsBench.Run,
    ["list"] = ListBench.Run,
    ["index"] = IndexBench.Run,
    ["candidates"] = CandidateBench.Run,
    ["start"] = StartBench.Run,
    ["referrals"] = ReferralBench.Run,
    ["recognition"] = RecognitionBench.Run,
    ["hl7"] = Hl7Bench.Run,
    ["fuzz"] = FuzzBench.Run
};
if (args.FirstOrDefault(name => !benches.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no bench named {unknown}: {string.Join(", ", benches.Keys)}.");
    return 1;
}

var figures = new List<Figure>();
foreach (var name in args.Length > 0 ? args : [.. benches.Keys])
{
    Console.WriteLine($"== {name}");
    foreach (var figure in await benches[name]())
    {
        Console.WriteLine(figure);
        figures.Add(figure);
    }
}

await Report.Write(figures);
return figures.Any(figure => figure.Missed) ? 2 : 0;
