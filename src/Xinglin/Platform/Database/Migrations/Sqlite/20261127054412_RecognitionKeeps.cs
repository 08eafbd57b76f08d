using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RecognitionKeeps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_result_price_organization_id_subject",
                table: "result_price");

            migrationBuilder.AddColumn<string>(
                name: "suspensions",
                table: "result_quality",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            // The suspension that was known becomes the first of the list; columns go by a statement, because SQLite would make the table anew from a model.
            migrationBuilder.Sql("""
                UPDATE result_quality SET suspensions = json_array(json_object('From', replace(suspended_from, ' ', 'T') || '+00:00', 'Until', replace(resumed_from, ' ', 'T') || '+00:00', 'Because', suspended_because, 'By', entered_by))
                WHERE suspended_from IS NOT NULL
                """);
            migrationBuilder.Sql("ALTER TABLE result_quality DROP COLUMN resumed_from");
            migrationBuilder.Sql("ALTER TABLE result_quality DROP COLUMN suspended_because");
            migrationBuilder.Sql("ALTER TABLE result_quality DROP COLUMN suspended_from");

            migrationBuilder.AddColumn<DateTime>(
                name: "withdrawn_at",
                table: "result_intervention",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "withdrawn_because",
                table: "result_intervention",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "withdrawn_by",
                table: "result_intervention",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "equipment",
                table: "hl7v2_sender",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateIndex(
                name: "ix_result_price_organization_id_subject_valid_from",
                table: "result_price",
                columns: new[] { "organization_id", "subject", "valid_from" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_result_price_organization_id_subject_valid_from",
                table: "result_price");

            migrationBuilder.Sql("ALTER TABLE result_quality DROP COLUMN suspensions");

            migrationBuilder.Sql("ALTER TABLE result_intervention DROP COLUMN withdrawn_at");

            migrationBuilder.Sql("ALTER TABLE result_intervention DROP COLUMN withdrawn_because");

            migrationBuilder.Sql("ALTER TABLE result_intervention DROP COLUMN withdrawn_by");

            migrationBuilder.Sql("ALTER TABLE hl7v2_sender DROP COLUMN equipment");

            migrationBuilder.AddColumn<DateTime>(
                name: "resumed_from",
                table: "result_quality",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suspended_because",
                table: "result_quality",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "suspended_from",
                table: "result_quality",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_price_organization_id_subject",
                table: "result_price",
                columns: new[] { "organization_id", "subject" },
                unique: true);
        }
    }
}
