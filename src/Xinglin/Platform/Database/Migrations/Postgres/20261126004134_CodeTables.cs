using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CodeTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "terminology_table",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    system = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    label = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    imported_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    in_use_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terminology_table", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "terminology_entry",
                columns: table => new
                {
                    table_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    initials = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terminology_entry", x => new { x.table_id, x.code });
                    table.ForeignKey(
                        name: "fk_terminology_entry_terminology_table_table_id",
                        column: x => x.table_id,
                        principalTable: "terminology_table",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_terminology_entry_table_id_name",
                table: "terminology_entry",
                columns: new[] { "table_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_terminology_table_system",
                table: "terminology_table",
                column: "system",
                unique: true,
                filter: "state = 'InUse'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "terminology_entry");

            migrationBuilder.DropTable(
                name: "terminology_table");
        }
    }
}
