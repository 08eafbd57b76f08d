using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReferralQuotas : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "referral_quota",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    week = table.Column<string>(type: "TEXT", nullable: false),
                    exceptions = table.Column<string>(type: "TEXT", nullable: false),
                    release_days_before = table.Column<int>(type: "INTEGER", nullable: false),
                    release_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    kept = table.Column<bool>(type: "INTEGER", nullable: false),
                    released_through = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_quota", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referral_place",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    quota_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    seat = table.Column<int>(type: "INTEGER", nullable: true),
                    referral_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    over_reason = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_place", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_place_referral_quota_quota_id",
                        column: x => x.quota_id,
                        principalTable: "referral_quota",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_referral_place_referral_referral_id",
                        column: x => x.referral_id,
                        principalTable: "referral",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_referral_place_quota_id_day",
                table: "referral_place",
                columns: new[] { "quota_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_place_quota_id_day_seat",
                table: "referral_place",
                columns: new[] { "quota_id", "day", "seat" },
                unique: true,
                filter: "ended_at IS NULL AND seat IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_place_referral_id",
                table: "referral_place",
                column: "referral_id",
                unique: true,
                filter: "ended_at IS NULL AND referral_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_quota_organization_id_department_kind",
                table: "referral_quota",
                columns: new[] { "organization_id", "department", "kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "referral_place");

            migrationBuilder.DropTable(
                name: "referral_quota");
        }
    }
}
