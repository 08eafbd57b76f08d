using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PoliciesAndAmounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "form",
                table: "agreement_statement",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<decimal>(
                name: "amount",
                table: "agreement_duty_fact",
                type: "numeric",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "bases",
                table: "agreement",
                type: "text",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "form",
                table: "agreement_statement");

            migrationBuilder.DropColumn(
                name: "amount",
                table: "agreement_duty_fact");

            migrationBuilder.DropColumn(
                name: "bases",
                table: "agreement");
        }
    }
}
