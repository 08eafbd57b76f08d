using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepTextsAndClocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "earliest_end",
                table: "agreement",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "escalated_at",
                table: "agreement",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "agreement",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // What is there already must be found as well.
            migrationBuilder.Sql("""
                UPDATE agreement SET search_text = lower(number || char(10) || title || char(10) || initials || coalesce(char(10) ||
                    (SELECT group_concat(name, char(10)) FROM agreement_party WHERE agreement_party.agreement_id = agreement.id), ''));
                """);

            migrationBuilder.CreateTable(
                name: "agreement_text",
                columns: table => new
                {
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    codes_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    circulated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_text", x => new { x.agreement_id, x.sha256 });
                    table.ForeignKey(
                        name: "fk_agreement_text_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreement_text");

            migrationBuilder.DropColumn(
                name: "earliest_end",
                table: "agreement");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                table: "agreement");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "agreement");
        }
    }
}
