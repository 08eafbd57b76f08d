using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PatientsReferralsAndKeptTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "initials",
                table: "identity_user",
                type: "TEXT",
                maxLength: 90,
                nullable: true);

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

            // Moments were written here with an offset, and equalled none that the program asks for.
            migrationBuilder.Sql("UPDATE audit_entry SET moment = replace(moment, '+00:00', '') WHERE moment LIKE '%+00:00';");
            migrationBuilder.Sql("UPDATE platform_notice_read SET read_at = replace(read_at, '+00:00', '') WHERE read_at LIKE '%+00:00';");

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
                name: "referral",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    direction = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    urgency = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    from_department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    from_physician = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    from_phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    to_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    to_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    to_department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    to_physician = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    patient_initials = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    sex = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    age = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    previous_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    entered_afterwards = table.Column<bool>(type: "INTEGER", nullable: false),
                    review_wanted = table.Column<bool>(type: "INTEGER", nullable: false),
                    term_clause_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    term_source = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    term_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    outside_reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    outside_confirmed_by = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    consent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    owner_role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    due_source = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    escalation = table.Column<int>(type: "INTEGER", nullable: false),
                    next_alarm_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer_due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    claimed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    claimed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    expected_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_follow_up = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    arrived_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referral_practice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    in_house_review = table.Column<bool>(type: "INTEGER", nullable: false),
                    limits = table.Column<string>(type: "TEXT", nullable: false),
                    suspended_because = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_practice", x => x.id);
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
                name: "referral_attachment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    referral_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_attachment", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_attachment_referral_referral_id",
                        column: x => x.referral_id,
                        principalTable: "referral",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "referral_document",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    referral_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_document", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_document_referral_referral_id",
                        column: x => x.referral_id,
                        principalTable: "referral",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "referral_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    referral_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    from = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_event_referral_referral_id",
                        column: x => x.referral_id,
                        principalTable: "referral",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "referral_follow_up",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    referral_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    means = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    findings = table.Column<string>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_follow_up", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_follow_up_referral_referral_id",
                        column: x => x.referral_id,
                        principalTable: "referral",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "referral_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    referral_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_message", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_message_referral_referral_id",
                        column: x => x.referral_id,
                        principalTable: "referral",
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

            migrationBuilder.CreateIndex(
                name: "ix_referral_from_id_state_created_at",
                table: "referral",
                columns: new[] { "from_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_next_alarm_at",
                table: "referral",
                column: "next_alarm_at",
                filter: "next_alarm_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_number",
                table: "referral",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_referral_owner_id_owner_role_due_at",
                table: "referral",
                columns: new[] { "owner_id", "owner_role", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_patient_id",
                table: "referral",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_referral_previous_id",
                table: "referral",
                column: "previous_id");

            migrationBuilder.CreateIndex(
                name: "ix_referral_term_clause_id_ended_at",
                table: "referral",
                columns: new[] { "term_clause_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_expected_at",
                table: "referral",
                columns: new[] { "to_id", "expected_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_state_created_at",
                table: "referral",
                columns: new[] { "to_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_attachment_referral_id",
                table: "referral_attachment",
                column: "referral_id");

            migrationBuilder.CreateIndex(
                name: "ix_referral_document_referral_id_kind_at",
                table: "referral_document",
                columns: new[] { "referral_id", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_event_referral_id_at",
                table: "referral_event",
                columns: new[] { "referral_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_follow_up_referral_id_on",
                table: "referral_follow_up",
                columns: new[] { "referral_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_message_referral_id_at",
                table: "referral_message",
                columns: new[] { "referral_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreement_text");

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
                name: "referral_attachment");

            migrationBuilder.DropTable(
                name: "referral_document");

            migrationBuilder.DropTable(
                name: "referral_event");

            migrationBuilder.DropTable(
                name: "referral_follow_up");

            migrationBuilder.DropTable(
                name: "referral_message");

            migrationBuilder.DropTable(
                name: "referral_practice");

            migrationBuilder.DropTable(
                name: "patient_consent");

            migrationBuilder.DropTable(
                name: "referral");

            migrationBuilder.DropTable(
                name: "patient_patient");

            migrationBuilder.DropColumn(
                name: "initials",
                table: "identity_user");

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
