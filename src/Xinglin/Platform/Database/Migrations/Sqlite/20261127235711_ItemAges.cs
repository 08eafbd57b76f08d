using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ItemAges : Migration
    {
        private static readonly (string Table, string Column)[] Columns = [("result_item", "content"), ("result_item_change", "content"), ("result_item_change", "before")];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Ages had years only, and an item one pair of critical limits for everybody; both are lists of age groups now.
            foreach (var (table, column) in Columns)
                migrationBuilder.Sql($$"""
                    UPDATE {{table}} SET {{column}} = CASE WHEN {{column}} LIKE '%"Critical":{%'
                        THEN REPLACE(REPLACE(REPLACE(REPLACE({{column}}, '"FromYears":', '"From":'), '"ToYears":', '"To":'), '"Critical":{', '"Critical":[{'), '},"Level":', '}],"Level":')
                        ELSE REPLACE(REPLACE(REPLACE({{column}}, '"FromYears":', '"From":'), '"ToYears":', '"To":'), ',"Level":', ',"Critical":[],"Level":') END
                    WHERE {{column}} IS NOT NULL
                    """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The program before this migration knows years only, and one pair of critical limits: where there are more it says that it cannot read the item.
            foreach (var (table, column) in Columns)
                migrationBuilder.Sql($$"""
                    UPDATE {{table}} SET {{column}} = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE({{column}}, '"From":', '"FromYears":'), '"To":', '"ToYears":'), '"Critical":[],', ''), '"Critical":[{', '"Critical":{'), '}],"Level":', '},"Level":')
                    WHERE {{column}} LIKE '%"Critical":[%'
                    """);
        }
    }
}
