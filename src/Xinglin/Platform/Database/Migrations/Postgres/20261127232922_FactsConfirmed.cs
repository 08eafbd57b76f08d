using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FactsConfirmed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "places",
                table: "agreement_source",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirmation_at",
                table: "agreement_party",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "confirmation_by",
                table: "agreement_party",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "confirmation_is_awaited",
                table: "agreement_party",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "confirmation_version",
                table: "agreement_party",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "facts_confirmation_at",
                table: "agreement",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "facts_confirmation_by",
                table: "agreement",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "facts_confirmation_is_awaited",
                table: "agreement",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "facts_confirmation_version",
                table: "agreement",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What was sent to the parties before counts as confirmed; of drafts, only what was read from a text waits.
            migrationBuilder.Sql("""
                UPDATE agreement SET facts_confirmation_is_awaited = TRUE
                WHERE state = 'Draft' AND id IN (SELECT agreement_id FROM agreement_source)
                """);
            migrationBuilder.Sql("""
                UPDATE agreement_party SET confirmation_is_awaited = TRUE
                WHERE agreement_id IN (SELECT id FROM agreement WHERE facts_confirmation_is_awaited = TRUE)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE agreement_source DROP COLUMN places");

            migrationBuilder.Sql("ALTER TABLE agreement_party DROP COLUMN confirmation_at");

            migrationBuilder.Sql("ALTER TABLE agreement_party DROP COLUMN confirmation_by");

            migrationBuilder.Sql("ALTER TABLE agreement_party DROP COLUMN confirmation_is_awaited");

            migrationBuilder.Sql("ALTER TABLE agreement_party DROP COLUMN confirmation_version");

            migrationBuilder.Sql("ALTER TABLE agreement DROP COLUMN facts_confirmation_at");

            migrationBuilder.Sql("ALTER TABLE agreement DROP COLUMN facts_confirmation_by");

            migrationBuilder.Sql("ALTER TABLE agreement DROP COLUMN facts_confirmation_is_awaited");

            migrationBuilder.Sql("ALTER TABLE agreement DROP COLUMN facts_confirmation_version");
        }
    }
}
