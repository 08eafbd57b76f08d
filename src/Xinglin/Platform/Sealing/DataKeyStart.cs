using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Sealing;

/// <summary>The trace of the data key by which a wrong one is known; it tells nothing of the key. One row.</summary>
internal sealed class DataKeyTrace(string trace)
{
    public int Id { get; private set; } = 1;
    public string Trace { get; private set; } = trace;
}

internal sealed class DataKeyTraceMap : IEntityTypeConfiguration<DataKeyTrace>
{
    public void Configure(EntityTypeBuilder<DataKeyTrace> map)
    {
        map.ToTable("platform_data_key").NotAudited();
        map.Property(trace => trace.Id).ValueGeneratedNever();
        map.Property(trace => trace.Trace).HasMaxLength(64);
    }
}

/// <summary>
/// At start, makes sure that this node's data key is the one that the database's sealed values were made with. With another key nothing
/// could be read, and what it sealed would be lost to all other nodes: so the program stops here.
/// </summary>
internal sealed class DataKeyStart(IServiceScopeFactory scopes, DataKey key, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var trace = key.Index("data-key", "xinglin");
        await db.Database.ExecuteSqlAsync($"INSERT INTO platform_data_key (id, trace) VALUES (1, {trace}) ON CONFLICT DO NOTHING", ct);
        if (await db.Set<DataKeyTrace>().Select(one => one.Trace).SingleAsync(ct) != trace)
            throw new StartupProblem(
                $"数据密钥与数据库不符（{DataKey.FileName(configuration)}）。请用 Xinglin__DataKeyFile 指定加密该数据库所用的密钥文件；多个节点必须共用同一密钥。没有这个密钥，已加密的证件号码、电话和地址无法读出。");
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
