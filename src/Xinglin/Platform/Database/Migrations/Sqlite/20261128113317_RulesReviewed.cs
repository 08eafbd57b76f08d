using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RulesReviewed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "entered_by_id",
                table: "result_rule_set",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "organization",
                table: "result_rule_set",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "organization_id",
                table: "result_rule_set",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "result_rule_set",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "reviewed_at",
                table: "result_rule_set",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reviewed_by",
                table: "result_rule_set",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            // What was entered before holds already.
            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "result_rule_set",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "InForce");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN entered_by_id");

            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN organization");

            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN organization_id");

            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN reason");

            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN reviewed_at");

            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN reviewed_by");

            migrationBuilder.Sql("ALTER TABLE result_rule_set DROP COLUMN state");
        }
    }
}
