using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddPatients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "patient_count",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_count", x => new { x.organization_id, x.year });
                });

            migrationBuilder.CreateTable(
                name: "patient_patient",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 90, nullable: false),
                    sex = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    birth_date_estimated = table.Column<bool>(type: "INTEGER", nullable: false),
                    identity_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    insurance = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    insurance_place = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    ethnicity = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    family_doctor_team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    guardian_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    guardian_relation = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    @sealed = table.Column<string>(name: "sealed", type: "TEXT", nullable: false),
                    warnings_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    registered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    registered_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_patient", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_data_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    trace = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_data_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "patient_consent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    late_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    due_by = table.Column<DateTime>(type: "TEXT", nullable: true),
                    means = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    signed_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    relation = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    signed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    recorded_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    scan_file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    informed = table.Column<bool>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    end_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_consent", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_consent_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_emergency_access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_emergency_access", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_emergency_access_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_former_name",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 90, nullable: false),
                    identity_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_former_name", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_former_name_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_number",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    blind_index = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_number", x => new { x.patient_id, x.kind, x.blind_index });
                    table.ForeignKey(
                        name: "fk_patient_number_patient_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_consent_recipient",
                columns: table => new
                {
                    consent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_consent_recipient", x => new { x.consent_id, x.organization_id });
                    table.ForeignKey(
                        name: "fk_patient_consent_recipient_patient_consent_consent_id",
                        column: x => x.consent_id,
                        principalTable: "patient_consent",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_share",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    consent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_share", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_share_patient_consent_consent_id",
                        column: x => x.consent_id,
                        principalTable: "patient_consent",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patient_share_patient_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_patient_consent_patient_id_purpose",
                table: "patient_consent",
                columns: new[] { "patient_id", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_consent_state_due_by",
                table: "patient_consent",
                columns: new[] { "state", "due_by" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_emergency_access_patient_id",
                table: "patient_emergency_access",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_emergency_access_user_id_patient_id",
                table: "patient_emergency_access",
                columns: new[] { "user_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_former_name_patient_id",
                table: "patient_former_name",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_number_blind_index",
                table: "patient_number",
                column: "blind_index");

            migrationBuilder.CreateIndex(
                name: "ix_patient_number_organization_id_blind_index",
                table: "patient_number",
                columns: new[] { "organization_id", "blind_index" },
                unique: true,
                filter: "kind = 'Document'");

            migrationBuilder.CreateIndex(
                name: "ix_patient_patient_organization_id_name",
                table: "patient_patient",
                columns: new[] { "organization_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_patient_organization_id_number",
                table: "patient_patient",
                columns: new[] { "organization_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_patient_patient_organization_id_registered_at",
                table: "patient_patient",
                columns: new[] { "organization_id", "registered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_share_case_id",
                table: "patient_share",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_share_consent_id",
                table: "patient_share",
                column: "consent_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_share_organization_id_until",
                table: "patient_share",
                columns: new[] { "organization_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_share_patient_id_organization_id",
                table: "patient_share",
                columns: new[] { "patient_id", "organization_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "patient_consent_recipient");

            migrationBuilder.DropTable(
                name: "patient_count");

            migrationBuilder.DropTable(
                name: "patient_emergency_access");

            migrationBuilder.DropTable(
                name: "patient_former_name");

            migrationBuilder.DropTable(
                name: "patient_number");

            migrationBuilder.DropTable(
                name: "patient_share");

            migrationBuilder.DropTable(
                name: "platform_data_key");

            migrationBuilder.DropTable(
                name: "patient_consent");

            migrationBuilder.DropTable(
                name: "patient_patient");
        }
    }
}
