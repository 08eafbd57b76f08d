using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OpenReferralsByClock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_referral_owner_id_owner_role_due_at",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_previous_id",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_to_id_expected_at",
                table: "referral");

            migrationBuilder.AddColumn<int>(
                name: "priority_rank",
                table: "referral",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql("""
                UPDATE referral SET priority_rank = CASE
                    WHEN urgency = 'Emergency' THEN 0
                    WHEN urgency = 'Urgent' THEN CASE WHEN priority_clause_id IS NULL THEN 2 ELSE 1 END
                    ELSE CASE WHEN priority_clause_id IS NULL THEN 4 ELSE 3 END
                END
                """);

            migrationBuilder.CreateIndex(
                name: "ix_referral_from_id_created_at",
                table: "referral",
                columns: new[] { "from_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_from_id_due_at_id",
                table: "referral",
                columns: new[] { "from_id", "due_at", "id" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_owner_id_owner_role_priority_rank_due_at_id",
                table: "referral",
                columns: new[] { "owner_id", "owner_role", "priority_rank", "due_at", "id" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_previous_id",
                table: "referral",
                column: "previous_id",
                filter: "previous_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_created_at",
                table: "referral",
                columns: new[] { "to_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_due_at_id_submitted_at",
                table: "referral",
                columns: new[] { "to_id", "due_at", "id", "submitted_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_state_expected_at",
                table: "referral",
                columns: new[] { "to_id", "state", "expected_at" },
                filter: "due_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_referral_from_id_created_at",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_from_id_due_at_id",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_owner_id_owner_role_priority_rank_due_at_id",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_previous_id",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_to_id_created_at",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_to_id_due_at_id_submitted_at",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_to_id_state_expected_at",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "priority_rank",
                table: "referral");

            migrationBuilder.CreateIndex(
                name: "ix_referral_owner_id_owner_role_due_at",
                table: "referral",
                columns: new[] { "owner_id", "owner_role", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_previous_id",
                table: "referral",
                column: "previous_id");

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_expected_at",
                table: "referral",
                columns: new[] { "to_id", "expected_at" });
        }
    }
}
