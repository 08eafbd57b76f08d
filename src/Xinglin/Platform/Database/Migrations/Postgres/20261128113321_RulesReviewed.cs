using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
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
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "organization",
                table: "result_rule_set",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "organization_id",
                table: "result_rule_set",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "result_rule_set",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reviewed_at",
                table: "result_rule_set",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reviewed_by",
                table: "result_rule_set",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            // What was entered before holds already.
            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "result_rule_set",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "InForce");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "entered_by_id",
                table: "result_rule_set");

            migrationBuilder.DropColumn(
                name: "organization",
                table: "result_rule_set");

            migrationBuilder.DropColumn(
                name: "organization_id",
                table: "result_rule_set");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "result_rule_set");

            migrationBuilder.DropColumn(
                name: "reviewed_at",
                table: "result_rule_set");

            migrationBuilder.DropColumn(
                name: "reviewed_by",
                table: "result_rule_set");

            migrationBuilder.DropColumn(
                name: "state",
                table: "result_rule_set");
        }
    }
}
