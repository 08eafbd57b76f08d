using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<decimal>(
                name: "amount",
                table: "agreement_duty_fact",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "bases",
                table: "agreement",
                type: "TEXT",
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
