using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Xinglin.Tests.Support;

public enum Engine { Sqlite, Postgres }

/// <summary>Runs a theory once on each database. Without a PostgreSQL to use (test.sh starts one), that half is a visible skip.</summary>
public sealed class EveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([
            new TheoryDataRow<Engine>(Engine.Sqlite),
            new TheoryDataRow<Engine>(Engine.Postgres)
            {
                Skip = TestDatabase.PostgresServer is null ? "No PostgreSQL: XINGLIN_TEST_POSTGRES is not set (./test.sh sets it)." : null
            }
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
