using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MessagesCardsAndOpenReferrals : Migration
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "fhir_card",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    client_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    check_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fhir_card", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7v2_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sender_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sender = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    control_id = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    report_number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    content = table.Column<string>(type: "TEXT", nullable: true),
                    mended = table.Column<string>(type: "TEXT", nullable: true),
                    faults = table.Column<string>(type: "TEXT", nullable: true),
                    repeats = table.Column<int>(type: "INTEGER", nullable: false),
                    handled_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    handled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7v2_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7v2_sender",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    application = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    facility = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    charset = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    networks = table.Column<string>(type: "TEXT", nullable: false),
                    folder = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    suspended_because = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7v2_sender", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7v2_unknown_sender",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    application = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    facility = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    last_address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    why = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    first_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7v2_unknown_sender", x => x.id);
                });

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

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_message_organization_id_received_at",
                table: "hl7v2_message",
                columns: new[] { "organization_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_message_received_at",
                table: "hl7v2_message",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_message_sender_id_digest",
                table: "hl7v2_message",
                columns: new[] { "sender_id", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_message_waiting",
                table: "hl7v2_message",
                columns: new[] { "organization_id", "report_number" },
                filter: "state = 'Quarantined'");

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_sender_facility_application",
                table: "hl7v2_sender",
                columns: new[] { "facility", "application" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_sender_folder",
                table: "hl7v2_sender",
                column: "folder",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7v2_unknown_sender_facility_application",
                table: "hl7v2_unknown_sender",
                columns: new[] { "facility", "application" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fhir_card");

            migrationBuilder.DropTable(
                name: "hl7v2_message");

            migrationBuilder.DropTable(
                name: "hl7v2_sender");

            migrationBuilder.DropTable(
                name: "hl7v2_unknown_sender");

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
