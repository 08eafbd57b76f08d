using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PlacesLinksIndexAndResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answer_by",
                table: "referral",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "decision",
                table: "referral",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "priority_clause_id",
                table: "referral",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "priority_source",
                table: "referral",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "refusal_code",
                table: "referral",
                type: "character varying(8)",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "location",
                table: "directory_organization",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "identity_api_client",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    roles = table.Column<string>(type: "text", nullable: false),
                    scopes = table.Column<string>(type: "text", nullable: false),
                    requests_per_minute = table.Column<int>(type: "integer", nullable: true),
                    disabled_because = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_api_client", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "patient_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    warnings_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    imported = table.Column<int>(type: "integer", nullable: false),
                    known = table.Column<int>(type: "integer", nullable: false),
                    faulty = table.Column<int>(type: "integer", nullable: false),
                    doubtful = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "patient_index",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pending = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_index", x => x.patient_id);
                    table.ForeignKey(
                        name: "fk_patient_index_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_index_key",
                columns: table => new
                {
                    blind_key = table.Column<long>(type: "bigint", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_index_key", x => new { x.blind_key, x.patient_id });
                    table.ForeignKey(
                        name: "fk_patient_index_key_patient_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_index_pair",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_id = table.Column<Guid>(type: "uuid", nullable: false),
                    second_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_organization = table.Column<Guid>(type: "uuid", nullable: false),
                    second_organization = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by_person = table.Column<bool>(type: "boolean", nullable: false),
                    probability = table.Column<double>(type: "double precision", nullable: false),
                    certain = table.Column<bool>(type: "boolean", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false),
                    model_version = table.Column<int>(type: "integer", nullable: false),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_index_pair", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_index_pair_patient_first_id",
                        column: x => x.first_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_patient_index_pair_patient_second_id",
                        column: x => x.second_id,
                        principalTable: "patient_patient",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_match_model",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    learned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    registrations = table.Column<int>(type: "integer", nullable: false),
                    parameters = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_match_model", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "patient_match_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    learn = table.Column<bool>(type: "boolean", nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    percent = table.Column<int>(type: "integer", nullable: false),
                    tile = table.Column<int>(type: "integer", nullable: false),
                    last_key = table.Column<long>(type: "bigint", nullable: true),
                    model_version = table.Column<int>(type: "integer", nullable: false),
                    registrations = table.Column<int>(type: "integer", nullable: false),
                    compared = table.Column<long>(type: "bigint", nullable: false),
                    certain = table.Column<long>(type: "bigint", nullable: false),
                    possible = table.Column<long>(type: "bigint", nullable: false),
                    linked = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<long>(type: "bigint", nullable: false),
                    beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_match_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "patient_view_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    holder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    issued_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    code_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    code_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    codes_sent = table.Column<int>(type: "integer", nullable: false),
                    codes_sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    failed_attempts = table.Column<int>(type: "integer", nullable: false),
                    locked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    session_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    session_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_view_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_announcement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    link = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_announcement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_kept_answer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    location = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    etag = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    body = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_kept_answer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_notice_choice",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    notice_group = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mail = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sms = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_notice_choice", x => new { x.user_id, x.notice_group });
                });

            migrationBuilder.CreateTable(
                name: "platform_notice_contact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    mobile = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_notice_contact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referral_ordinary_wait",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    measure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    days = table.Column<decimal>(type: "numeric(8,2)", precision: 8, scale: 2, nullable: false),
                    cases = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_ordinary_wait", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referral_quota",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    week = table.Column<string>(type: "text", nullable: false),
                    exceptions = table.Column<string>(type: "text", nullable: false),
                    release_days_before = table.Column<int>(type: "integer", nullable: false),
                    release_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    source = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    kept = table.Column<bool>(type: "boolean", nullable: false),
                    released_through = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_quota", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    doctor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    doctor = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    from_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_source = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    escalation = table.Column<int>(type: "integer", nullable: false),
                    next_alarm_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    action = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_decision",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    check_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    doctor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    doctor = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    panel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    words = table.Column<string>(type: "text", nullable: true),
                    told = table.Column<bool>(type: "boolean", nullable: false),
                    report_patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    maker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    maker = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    clause_id = table.Column<Guid>(type: "uuid", nullable: true),
                    basis = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    saved_fen = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_decision", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rows = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_intervention",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_intervention", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_list_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    clause_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposer = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    subject = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    excluded = table.Column<bool>(type: "boolean", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_list_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_mapping",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    local_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    local_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reviewed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    reviewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_mapping", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_mark_scope",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    added_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_mark_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_order_check",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    doctor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    doctor = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_order_check", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_price",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    yuan = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: false),
                    source = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_price", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_quality",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    scope = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    external_assessment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    internal_control = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    assessor = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    entered_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    suspended_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    suspended_because = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    resumed_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_quality", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    department = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    sampled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    examined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    specimen = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    method = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    equipment_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ordered_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    content = table.Column<string>(type: "text", nullable: false),
                    state_reason = table.Column<string>(type: "text", nullable: true),
                    received_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    has_images = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_report", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_report_key",
                columns: table => new
                {
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    voided = table.Column<bool>(type: "boolean", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_report_key", x => new { x.sender_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "result_rule_set",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    entered_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_rule_set", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_subscription",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    events = table.Column<string>(type: "text", nullable: false),
                    secret = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    former_secret = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    former_secret_ends = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    failures_in_row = table.Column<int>(type: "integer", nullable: false),
                    paused_because = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_subscription", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_api_secret",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    hint = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_api_secret", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_api_secret_identity_api_client_client_id",
                        column: x => x.client_id,
                        principalTable: "identity_api_client",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "patient_import_part",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    sealed_rows = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_import_part", x => new { x.import_id, x.part });
                    table.ForeignKey(
                        name: "fk_patient_import_part_patient_import_import_id",
                        column: x => x.import_id,
                        principalTable: "patient_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "patient_index_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pair_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from_state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to_state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    probability = table.Column<double>(type: "double precision", nullable: false),
                    model_version = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_index_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_patient_index_event_index_pair_pair_id",
                        column: x => x.pair_id,
                        principalTable: "patient_index_pair",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "referral_place",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    quota_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    seat = table.Column<int>(type: "integer", nullable: true),
                    referral_id = table.Column<Guid>(type: "uuid", nullable: true),
                    over_reason = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
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

            migrationBuilder.CreateTable(
                name: "result_attachment",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_attachment", x => new { x.patient_id, x.id });
                    table.ForeignKey(
                        name: "fk_result_attachment_result_report_patient_id_report_id",
                        columns: x => new { x.patient_id, x.report_id },
                        principalTable: "result_report",
                        principalColumns: new[] { "patient_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "result_value",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    local_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    local_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    mapping_id = table.Column<Guid>(type: "uuid", nullable: true),
                    secret = table.Column<bool>(type: "boolean", nullable: false),
                    effective_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    current = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_value", x => new { x.patient_id, x.id });
                    table.ForeignKey(
                        name: "fk_result_value_result_report_patient_id_report_id",
                        columns: x => new { x.patient_id, x.report_id },
                        principalTable: "result_report",
                        principalColumns: new[] { "patient_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscription_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    body = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_delivery", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_delivery_webhook_subscription_subscription_id",
                        column: x => x.subscription_id,
                        principalTable: "webhook_subscription",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempt", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_attempt_webhook_delivery_delivery_id",
                        column: x => x.delivery_id,
                        principalTable: "webhook_delivery",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_referral_from_id_submitted_at",
                table: "referral",
                columns: new[] { "from_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_priority_clause_id_arrived_at",
                table: "referral",
                columns: new[] { "priority_clause_id", "arrived_at" },
                filter: "priority_clause_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_submitted_at",
                table: "referral",
                columns: new[] { "to_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_api_client_organization_id_name",
                table: "identity_api_client",
                columns: new[] { "organization_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_api_secret_client_id",
                table: "identity_api_secret",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_api_secret_hash",
                table: "identity_api_secret",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_patient_import_organization_id_created_at",
                table: "patient_import",
                columns: new[] { "organization_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_import_state",
                table: "patient_import",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_number",
                table: "patient_index",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pending",
                table: "patient_index",
                column: "pending",
                filter: "pending");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_person_id",
                table: "patient_index",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_event_pair_id_step",
                table: "patient_index_event",
                columns: new[] { "pair_id", "step" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_key_patient_id",
                table: "patient_index_key",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_first_id_second_id",
                table: "patient_index_pair",
                columns: new[] { "first_id", "second_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_first_organization_state_probability",
                table: "patient_index_pair",
                columns: new[] { "first_organization", "state", "probability" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_held_by",
                table: "patient_index_pair",
                column: "held_by");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_second_id",
                table: "patient_index_pair",
                column: "second_id");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_second_organization_state_probability",
                table: "patient_index_pair",
                columns: new[] { "second_organization", "state", "probability" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_state_probability",
                table: "patient_index_pair",
                columns: new[] { "state", "probability" },
                filter: "certain");

            migrationBuilder.CreateIndex(
                name: "ix_patient_view_link_patient_id_organization_id",
                table: "patient_view_link",
                columns: new[] { "patient_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_patient_view_link_token_hash",
                table: "patient_view_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_announcement_at",
                table: "platform_announcement",
                column: "at",
                filter: "position IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_platform_announcement_organization_id_position",
                table: "platform_announcement",
                columns: new[] { "organization_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_announcement_other_id_position",
                table: "platform_announcement",
                columns: new[] { "other_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_announcement_position",
                table: "platform_announcement",
                column: "position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_kept_answer_begun_at",
                table: "platform_kept_answer",
                column: "begun_at");

            migrationBuilder.CreateIndex(
                name: "ix_platform_notice_choice_notice_group",
                table: "platform_notice_choice",
                column: "notice_group");

            migrationBuilder.CreateIndex(
                name: "ix_referral_ordinary_wait_organization_id_month_department_kind",
                table: "referral_ordinary_wait",
                columns: new[] { "organization_id", "month", "department", "kind" },
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_result_alert_key",
                table: "result_alert",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_alert_next_alarm_at",
                table: "result_alert",
                column: "next_alarm_at",
                filter: "next_alarm_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_result_alert_owner_id_acknowledged_at_due_at",
                table: "result_alert",
                columns: new[] { "owner_id", "acknowledged_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_result_alert_patient_id",
                table: "result_alert",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_result_attachment_patient_id_report_id",
                table: "result_attachment",
                columns: new[] { "patient_id", "report_id" });

            migrationBuilder.CreateIndex(
                name: "ix_result_decision_clause_id_decided_at",
                table: "result_decision",
                columns: new[] { "clause_id", "decided_at" },
                filter: "clause_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_result_decision_organization_id_decided_at",
                table: "result_decision",
                columns: new[] { "organization_id", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_result_decision_patient_id_check_id_item_code",
                table: "result_decision",
                columns: new[] { "patient_id", "check_id", "item_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_decision_report_patient_id_report_id",
                table: "result_decision",
                columns: new[] { "report_patient_id", "report_id" });

            migrationBuilder.CreateIndex(
                name: "ix_result_import_expires_at",
                table: "result_import",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_result_intervention_patient_id_at",
                table: "result_intervention",
                columns: new[] { "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_result_item_changed_at",
                table: "result_item",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "ix_result_item_code",
                table: "result_item",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_list_change_partner_id_state",
                table: "result_list_change",
                columns: new[] { "partner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_result_list_change_proposer_id_partner_id",
                table: "result_list_change",
                columns: new[] { "proposer_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_result_mapping_in_force",
                table: "result_mapping",
                columns: new[] { "organization_id", "local_code" },
                unique: true,
                filter: "state = 'InForce'");

            migrationBuilder.CreateIndex(
                name: "ix_result_mapping_organization_id_local_code_edition",
                table: "result_mapping",
                columns: new[] { "organization_id", "local_code", "edition" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_mapping_organization_id_state",
                table: "result_mapping",
                columns: new[] { "organization_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_result_mark_scope_code",
                table: "result_mark_scope",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_price_organization_id_subject",
                table: "result_price",
                columns: new[] { "organization_id", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_quality_organization_id_department_item_code_cycle_s",
                table: "result_quality",
                columns: new[] { "organization_id", "department", "item_code", "cycle", "scope" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_quality_organization_id_item_code_valid_until",
                table: "result_quality",
                columns: new[] { "organization_id", "item_code", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_result_report_organization_id_received_at",
                table: "result_report",
                columns: new[] { "organization_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_result_report_patient_id_reported_at",
                table: "result_report",
                columns: new[] { "patient_id", "reported_at" });

            migrationBuilder.CreateIndex(
                name: "ix_result_rule_set_name_edition",
                table: "result_rule_set",
                columns: new[] { "name", "edition" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_value_patient_id_item_code_effective_at",
                table: "result_value",
                columns: new[] { "patient_id", "item_code", "effective_at" });

            migrationBuilder.CreateIndex(
                name: "ix_result_value_patient_id_report_id",
                table: "result_value",
                columns: new[] { "patient_id", "report_id" });

            migrationBuilder.CreateIndex(
                name: "ix_result_value_unmapped",
                table: "result_value",
                columns: new[] { "organization_id", "local_code" },
                filter: "item_code IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_attempt_delivery_id_at",
                table: "webhook_attempt",
                columns: new[] { "delivery_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_delivery_created_at",
                table: "webhook_delivery",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_delivery_due_at",
                table: "webhook_delivery",
                column: "due_at",
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_delivery_subscription_id_position",
                table: "webhook_delivery",
                columns: new[] { "subscription_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_delivery_subscription_id_subject_id_position",
                table: "webhook_delivery",
                columns: new[] { "subscription_id", "subject_id", "position" },
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_subscription_organization_id",
                table: "webhook_subscription",
                column: "organization_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_api_secret");

            migrationBuilder.DropTable(
                name: "patient_import_part");

            migrationBuilder.DropTable(
                name: "patient_index");

            migrationBuilder.DropTable(
                name: "patient_index_event");

            migrationBuilder.DropTable(
                name: "patient_index_key");

            migrationBuilder.DropTable(
                name: "patient_match_model");

            migrationBuilder.DropTable(
                name: "patient_match_run");

            migrationBuilder.DropTable(
                name: "patient_view_link");

            migrationBuilder.DropTable(
                name: "platform_announcement");

            migrationBuilder.DropTable(
                name: "platform_kept_answer");

            migrationBuilder.DropTable(
                name: "platform_notice_choice");

            migrationBuilder.DropTable(
                name: "platform_notice_contact");

            migrationBuilder.DropTable(
                name: "referral_ordinary_wait");

            migrationBuilder.DropTable(
                name: "referral_place");

            migrationBuilder.DropTable(
                name: "result_alert");

            migrationBuilder.DropTable(
                name: "result_attachment");

            migrationBuilder.DropTable(
                name: "result_decision");

            migrationBuilder.DropTable(
                name: "result_import");

            migrationBuilder.DropTable(
                name: "result_intervention");

            migrationBuilder.DropTable(
                name: "result_item");

            migrationBuilder.DropTable(
                name: "result_list_change");

            migrationBuilder.DropTable(
                name: "result_mapping");

            migrationBuilder.DropTable(
                name: "result_mark_scope");

            migrationBuilder.DropTable(
                name: "result_order_check");

            migrationBuilder.DropTable(
                name: "result_price");

            migrationBuilder.DropTable(
                name: "result_quality");

            migrationBuilder.DropTable(
                name: "result_report_key");

            migrationBuilder.DropTable(
                name: "result_rule_set");

            migrationBuilder.DropTable(
                name: "result_value");

            migrationBuilder.DropTable(
                name: "webhook_attempt");

            migrationBuilder.DropTable(
                name: "identity_api_client");

            migrationBuilder.DropTable(
                name: "patient_import");

            migrationBuilder.DropTable(
                name: "patient_index_pair");

            migrationBuilder.DropTable(
                name: "referral_quota");

            migrationBuilder.DropTable(
                name: "result_report");

            migrationBuilder.DropTable(
                name: "webhook_delivery");

            migrationBuilder.DropTable(
                name: "webhook_subscription");

            migrationBuilder.DropIndex(
                name: "ix_referral_from_id_submitted_at",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_priority_clause_id_arrived_at",
                table: "referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_to_id_submitted_at",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "answer_by",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "decision",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "priority_clause_id",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "priority_source",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "refusal_code",
                table: "referral");

            migrationBuilder.DropColumn(
                name: "location",
                table: "directory_organization");
        }
    }
}
