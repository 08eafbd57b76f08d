using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <summary>The whole schema, under the id of the last of the steps that it took the place of: a database made by those is current.</summary>
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "agreement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lineage_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    version_number = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    previous_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    has_successor_draft = table.Column<bool>(type: "INTEGER", nullable: false),
                    copies_total = table.Column<int>(type: "INTEGER", nullable: true),
                    copies_each = table.Column<int>(type: "INTEGER", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    waiting_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    document_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    effective_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    escalated_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    planned_last_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    notice = table.Column<string>(type: "TEXT", nullable: true),
                    withdrawn_notices = table.Column<string>(type: "TEXT", nullable: false),
                    ended = table.Column<string>(type: "TEXT", nullable: true),
                    end_proposal = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    earliest_end = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    search_text = table.Column<string>(type: "TEXT", nullable: false),
                    period_duties_survive = table.Column<bool>(type: "INTEGER", nullable: false),
                    period_from = table.Column<string>(type: "TEXT", nullable: true),
                    period_notice_days = table.Column<int>(type: "INTEGER", nullable: true),
                    period_notice_months = table.Column<int>(type: "INTEGER", nullable: true),
                    period_renewal = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    period_starts_on = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    period_to = table.Column<string>(type: "TEXT", nullable: true),
                    period_years = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_revision",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    number_year = table.Column<int>(type: "INTEGER", nullable: false),
                    number_in_year = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_revision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    strand = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    moment = table.Column<DateTime>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    organization_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    remote_address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    action = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    subject_type = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    subject_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    details = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    changes = table.Column<string>(type: "TEXT", nullable: true),
                    previous_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => new { x.strand, x.number });
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    strand = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_head", x => x.strand);
                });

            migrationBuilder.CreateTable(
                name: "directory_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    rows_json = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "directory_organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    short_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    credit_code = table.Column<string>(type: "TEXT", maxLength: 18, nullable: true),
                    institution_code = table.Column<string>(type: "TEXT", maxLength: 22, nullable: true),
                    division_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    legal_representative = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    location = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    warnings_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    initials = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_organization", x => x.id);
                });

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

            migrationBuilder.CreateTable(
                name: "identity_api_client",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    roles = table.Column<string>(type: "TEXT", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    requests_per_minute = table.Column<int>(type: "INTEGER", nullable: true),
                    disabled_because = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_api_client", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_installation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    setup_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    set_up_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    security_administrators_changed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_installation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_user",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 90, nullable: true),
                    phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_sign_in_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    password_set_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    security_stamp = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    failed_attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lock_reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    authenticator_key = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    second_factor_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_totp_step = table.Column<long>(type: "INTEGER", nullable: true),
                    demonstration = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user", x => x.id);
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
                name: "patient_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    owner_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    warnings_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    imported = table.Column<int>(type: "INTEGER", nullable: false),
                    known = table.Column<int>(type: "INTEGER", nullable: false),
                    faulty = table.Column<int>(type: "INTEGER", nullable: false),
                    doubtful = table.Column<int>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "patient_match_model",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    learned_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    registrations = table.Column<int>(type: "INTEGER", nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_match_model", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "patient_match_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    started_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    learn = table.Column<bool>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: false),
                    tile = table.Column<int>(type: "INTEGER", nullable: false),
                    last_key = table.Column<long>(type: "INTEGER", nullable: true),
                    model_version = table.Column<int>(type: "INTEGER", nullable: false),
                    registrations = table.Column<int>(type: "INTEGER", nullable: false),
                    compared = table.Column<long>(type: "INTEGER", nullable: false),
                    certain = table.Column<long>(type: "INTEGER", nullable: false),
                    possible = table.Column<long>(type: "INTEGER", nullable: false),
                    linked = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<long>(type: "INTEGER", nullable: false),
                    beat_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_match_run", x => x.id);
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
                name: "patient_view_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    holder = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    token_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    issued_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    issued_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    code_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    code_expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    code_used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    codes_sent = table.Column<int>(type: "INTEGER", nullable: false),
                    codes_sent_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    failed_attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    session_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    session_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patient_view_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_announcement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    link = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_announcement", x => x.id);
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
                name: "platform_data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_demonstration",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    accounts = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_demonstration", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_file",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_job",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    locked_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_job", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_kept_answer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    begun_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    location = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    etag = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_kept_answer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    link = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_notice_choice",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    notice_group = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    mail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sms = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_notice_choice", x => new { x.user_id, x.notice_group });
                });

            migrationBuilder.CreateTable(
                name: "platform_notice_contact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    mobile = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_notice_contact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    dead = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_outbox", x => x.id);
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
                    priority_clause_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    priority_source = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    priority_rank = table.Column<int>(type: "INTEGER", nullable: false),
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
                    answer_by = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decision = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    refusal_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
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
                name: "referral_ordinary_wait",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    measure = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    days = table.Column<decimal>(type: "TEXT", precision: 8, scale: 2, nullable: false),
                    cases = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_ordinary_wait", x => x.id);
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
                name: "result_alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    doctor_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    doctor = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    from_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    raised_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_source = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    escalation = table.Column<int>(type: "INTEGER", nullable: false),
                    next_alarm_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    acknowledged_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    acknowledged_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_decision",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    check_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    doctor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    doctor = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    panel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    words = table.Column<string>(type: "TEXT", nullable: true),
                    told = table.Column<bool>(type: "INTEGER", nullable: false),
                    report_patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    maker_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    maker = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    clause_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    basis = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    saved_fen = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_decision", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rows = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_intervention",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_intervention", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_list_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    clause_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    partner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    partner = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    excluded = table.Column<bool>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    answered_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_list_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_mapping",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    local_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    local_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reviewed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    reviewed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_mapping", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_mark_scope",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    added_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_mark_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_order_check",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    doctor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    doctor = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_order_check", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_price",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    yuan = table.Column<decimal>(type: "TEXT", precision: 10, scale: 2, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_price", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_quality",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    cycle = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    scope = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    external_assessment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    internal_control = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    assessor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    entered_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    entered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    suspended_from = table.Column<DateTime>(type: "TEXT", nullable: true),
                    suspended_because = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    resumed_from = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_quality", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    sampled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    examined_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reported_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    specimen = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    method = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    equipment_class = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ordered_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    state_reason = table.Column<string>(type: "TEXT", nullable: true),
                    received_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    has_images = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_report", x => new { x.patient_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_report_key",
                columns: table => new
                {
                    sender_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    voided = table.Column<bool>(type: "INTEGER", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    changes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_report_key", x => new { x.sender_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "result_rule_set",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    entered_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    entered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_rule_set", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "terminology_table",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    imported_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    imported_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    in_use_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terminology_table", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_subscription",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    events = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    former_secret = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    former_secret_ends = table.Column<DateTime>(type: "TEXT", nullable: true),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    failures_in_row = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_because = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_subscription", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_clause",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    span_start = table.Column<int>(type: "INTEGER", nullable: true),
                    span_end = table.Column<int>(type: "INTEGER", nullable: true),
                    previous_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_clause", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_clause_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreement_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    detail = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_event_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreement_finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    span_start = table.Column<int>(type: "INTEGER", nullable: true),
                    span_end = table.Column<int>(type: "INTEGER", nullable: true),
                    handled_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    handling = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_finding", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_finding_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreement_party",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    agreed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    agreed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    seal = table.Column<string>(type: "TEXT", nullable: true),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_party", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_party_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreement_source",
                columns: table => new
                {
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_source", x => x.agreement_id);
                    table.ForeignKey(
                        name: "fk_agreement_source_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreement_statement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lineage_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    as_of = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_statement", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_statement_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreement_target",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    indicator = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    comparator = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    value = table.Column<decimal>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    is_example = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    span_start = table.Column<int>(type: "INTEGER", nullable: true),
                    span_end = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_target", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_target_agreement_agreement_id",
                        column: x => x.agreement_id,
                        principalTable: "agreement",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                name: "directory_department",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_department", x => x.id);
                    table.ForeignKey(
                        name: "fk_directory_department_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "directory_organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "directory_hotline",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    hours = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    person_title = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    published = table.Column<bool>(type: "INTEGER", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_checked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_checked_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_hotline", x => x.id);
                    table.ForeignKey(
                        name: "fk_directory_hotline_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "directory_organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_api_secret",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    client_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hint = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                name: "identity_assignment",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_assignment", x => new { x.user_id, x.organization_id, x.role });
                    table.ForeignKey(
                        name: "fk_identity_assignment_user_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_former_password",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_former_password", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_former_password_user_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_recovery_code",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_recovery_code", x => new { x.user_id, x.hash });
                    table.ForeignKey(
                        name: "fk_identity_recovery_code_user_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "patient_import_part",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    part = table.Column<int>(type: "INTEGER", nullable: false),
                    sealed_rows = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "patient_index",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 15, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pending = table.Column<bool>(type: "INTEGER", nullable: false)
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
                    blind_key = table.Column<long>(type: "INTEGER", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    second_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_organization = table.Column<Guid>(type: "TEXT", nullable: false),
                    second_organization = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    by_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    probability = table.Column<double>(type: "REAL", nullable: false),
                    certain = table.Column<bool>(type: "INTEGER", nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    model_version = table.Column<int>(type: "INTEGER", nullable: false),
                    held_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    steps = table.Column<int>(type: "INTEGER", nullable: false),
                    found_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "platform_file_content",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_file_content", x => x.id);
                    table.ForeignKey(
                        name: "fk_platform_file_content_stored_file_id",
                        column: x => x.id,
                        principalTable: "platform_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_notice_read",
                columns: table => new
                {
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_notice_read", x => new { x.user_id, x.notice_id });
                    table.ForeignKey(
                        name: "fk_platform_notice_read_platform_notice_notice_id",
                        column: x => x.notice_id,
                        principalTable: "platform_notice",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "result_attachment",
                columns: table => new
                {
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    local_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    local_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    mapping_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    secret = table.Column<bool>(type: "INTEGER", nullable: false),
                    effective_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    current = table.Column<bool>(type: "INTEGER", nullable: false)
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
                name: "terminology_entry",
                columns: table => new
                {
                    table_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
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

            migrationBuilder.CreateTable(
                name: "webhook_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subscription_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                name: "agreement_duty_fact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    clause_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bearer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    about = table.Column<Guid>(type: "TEXT", nullable: true),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_duty_fact", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreement_duty_fact_agreement_clause_clause_id",
                        column: x => x.clause_id,
                        principalTable: "agreement_clause",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agreement_duty_fact_agreement_duty_fact_about",
                        column: x => x.about,
                        principalTable: "agreement_duty_fact",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "directory_staff",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sex = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    licence_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    licence_number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    warnings_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 90, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_staff", x => x.id);
                    table.ForeignKey(
                        name: "fk_directory_staff_directory_department_department_id",
                        column: x => x.department_id,
                        principalTable: "directory_department",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_directory_staff_directory_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "directory_organization",
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

            migrationBuilder.CreateTable(
                name: "patient_index_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pair_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from_state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    to_state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    probability = table.Column<double>(type: "REAL", nullable: false),
                    model_version = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
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
                name: "webhook_attempt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    delivery_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
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

            migrationBuilder.InsertData(
                table: "agreement_revision",
                columns: new[] { "id", "number", "number_in_year", "number_year" },
                columnTypes: new[] { "INTEGER", "INTEGER", "INTEGER", "INTEGER" },
                values: new object[] { 1, 0L, 0, 0 });

            migrationBuilder.InsertData(
                table: "audit_head",
                columns: new[] { "strand", "hash", "number", "seal" },
                columnTypes: new[] { "INTEGER", "TEXT", "INTEGER", "TEXT" },
                values: new object[,]
                {
                    { 0, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 1, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 2, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 3, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 4, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 5, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 6, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" },
                    { 7, "0000000000000000000000000000000000000000000000000000000000000000", 0L, "" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_created_at_id_owner_id_state",
                table: "agreement",
                columns: new[] { "created_at", "id", "owner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_lineage_id",
                table: "agreement",
                column: "lineage_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_number_version_number",
                table: "agreement",
                columns: new[] { "number", "version_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_revision",
                table: "agreement",
                column: "revision");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_clause_agreement_id_position",
                table: "agreement_clause",
                columns: new[] { "agreement_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_duty_fact_about",
                table: "agreement_duty_fact",
                column: "about",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_duty_fact_clause_id_bearer_id",
                table: "agreement_duty_fact",
                columns: new[] { "clause_id", "bearer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_event_agreement_id_at",
                table: "agreement_event",
                columns: new[] { "agreement_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_finding_agreement_id_position",
                table: "agreement_finding",
                columns: new[] { "agreement_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_party_agreement_id_name",
                table: "agreement_party",
                columns: new[] { "agreement_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_party_organization_id_agreement_id",
                table: "agreement_party",
                columns: new[] { "organization_id", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_statement_agreement_id",
                table: "agreement_statement",
                column: "agreement_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_statement_lineage_id_sequence",
                table: "agreement_statement",
                columns: new[] { "lineage_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_target_agreement_id_position",
                table: "agreement_target",
                columns: new[] { "agreement_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_action_moment",
                table: "audit_entry",
                columns: new[] { "action", "moment" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_moment_strand_number",
                table: "audit_entry",
                columns: new[] { "moment", "strand", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_organization_id_moment",
                table: "audit_entry",
                columns: new[] { "organization_id", "moment" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_subject_id_moment",
                table: "audit_entry",
                columns: new[] { "subject_id", "moment" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_user_id_moment",
                table: "audit_entry",
                columns: new[] { "user_id", "moment" });

            migrationBuilder.CreateIndex(
                name: "ix_directory_department_organization_id_name",
                table: "directory_department",
                columns: new[] { "organization_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_hotline_organization_id_number_label",
                table: "directory_hotline",
                columns: new[] { "organization_id", "number", "label" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_import_expires_at",
                table: "directory_import",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_directory_organization_credit_code",
                table: "directory_organization",
                column: "credit_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_organization_name",
                table: "directory_organization",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_staff_department_id",
                table: "directory_staff",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_directory_staff_organization_id_licence_kind_licence_number",
                table: "directory_staff",
                columns: new[] { "organization_id", "licence_kind", "licence_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_staff_organization_id_name",
                table: "directory_staff",
                columns: new[] { "organization_id", "name" });

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
                name: "ix_identity_assignment_organization_id_role",
                table: "identity_assignment",
                columns: new[] { "organization_id", "role" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_former_password_user_id",
                table: "identity_former_password",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_normalized_user_name",
                table: "identity_user",
                column: "normalized_user_name",
                unique: true);

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
                name: "ix_platform_notice_organization_id_created_at",
                table: "platform_notice",
                columns: new[] { "organization_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_notice_organization_id_role_key",
                table: "platform_notice",
                columns: new[] { "organization_id", "role", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_notice_choice_notice_group",
                table: "platform_notice_choice",
                column: "notice_group");

            migrationBuilder.CreateIndex(
                name: "ix_platform_notice_read_notice_id",
                table: "platform_notice_read",
                column: "notice_id");

            migrationBuilder.CreateIndex(
                name: "ix_platform_outbox_dead_due_at",
                table: "platform_outbox",
                columns: new[] { "dead", "due_at" });

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
                name: "ix_referral_from_id_state_created_at",
                table: "referral",
                columns: new[] { "from_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_from_id_submitted_at",
                table: "referral",
                columns: new[] { "from_id", "submitted_at" });

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
                name: "ix_referral_owner_id_owner_role_priority_rank_due_at_id",
                table: "referral",
                columns: new[] { "owner_id", "owner_role", "priority_rank", "due_at", "id" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_patient_id",
                table: "referral",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_referral_previous_id",
                table: "referral",
                column: "previous_id",
                filter: "previous_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_priority_clause_id_arrived_at",
                table: "referral",
                columns: new[] { "priority_clause_id", "arrived_at" },
                filter: "priority_clause_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_term_clause_id_ended_at",
                table: "referral",
                columns: new[] { "term_clause_id", "ended_at" });

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
                name: "ix_referral_to_id_state_created_at",
                table: "referral",
                columns: new[] { "to_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_state_expected_at",
                table: "referral",
                columns: new[] { "to_id", "state", "expected_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_to_id_submitted_at",
                table: "referral",
                columns: new[] { "to_id", "submitted_at" });

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
                name: "ix_result_quality_organization_id_department_item_code_cycle_scope",
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
                name: "ix_terminology_entry_table_id_name",
                table: "terminology_entry",
                columns: new[] { "table_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_terminology_table_system",
                table: "terminology_table",
                column: "system",
                unique: true,
                filter: "state = 'InUse'");

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
                name: "agreement_duty_fact");

            migrationBuilder.DropTable(
                name: "agreement_event");

            migrationBuilder.DropTable(
                name: "agreement_finding");

            migrationBuilder.DropTable(
                name: "agreement_party");

            migrationBuilder.DropTable(
                name: "agreement_revision");

            migrationBuilder.DropTable(
                name: "agreement_source");

            migrationBuilder.DropTable(
                name: "agreement_statement");

            migrationBuilder.DropTable(
                name: "agreement_target");

            migrationBuilder.DropTable(
                name: "agreement_text");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "directory_hotline");

            migrationBuilder.DropTable(
                name: "directory_import");

            migrationBuilder.DropTable(
                name: "directory_staff");

            migrationBuilder.DropTable(
                name: "fhir_card");

            migrationBuilder.DropTable(
                name: "hl7v2_message");

            migrationBuilder.DropTable(
                name: "hl7v2_sender");

            migrationBuilder.DropTable(
                name: "hl7v2_unknown_sender");

            migrationBuilder.DropTable(
                name: "identity_api_secret");

            migrationBuilder.DropTable(
                name: "identity_assignment");

            migrationBuilder.DropTable(
                name: "identity_former_password");

            migrationBuilder.DropTable(
                name: "identity_installation");

            migrationBuilder.DropTable(
                name: "identity_recovery_code");

            migrationBuilder.DropTable(
                name: "patient_consent_recipient");

            migrationBuilder.DropTable(
                name: "patient_count");

            migrationBuilder.DropTable(
                name: "patient_emergency_access");

            migrationBuilder.DropTable(
                name: "patient_former_name");

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
                name: "patient_number");

            migrationBuilder.DropTable(
                name: "patient_share");

            migrationBuilder.DropTable(
                name: "patient_view_link");

            migrationBuilder.DropTable(
                name: "platform_announcement");

            migrationBuilder.DropTable(
                name: "platform_data_key");

            migrationBuilder.DropTable(
                name: "platform_data_protection_key");

            migrationBuilder.DropTable(
                name: "platform_demonstration");

            migrationBuilder.DropTable(
                name: "platform_file_content");

            migrationBuilder.DropTable(
                name: "platform_job");

            migrationBuilder.DropTable(
                name: "platform_kept_answer");

            migrationBuilder.DropTable(
                name: "platform_notice_choice");

            migrationBuilder.DropTable(
                name: "platform_notice_contact");

            migrationBuilder.DropTable(
                name: "platform_notice_read");

            migrationBuilder.DropTable(
                name: "platform_outbox");

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
                name: "referral_ordinary_wait");

            migrationBuilder.DropTable(
                name: "referral_place");

            migrationBuilder.DropTable(
                name: "referral_practice");

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
                name: "terminology_entry");

            migrationBuilder.DropTable(
                name: "webhook_attempt");

            migrationBuilder.DropTable(
                name: "agreement_clause");

            migrationBuilder.DropTable(
                name: "directory_department");

            migrationBuilder.DropTable(
                name: "identity_api_client");

            migrationBuilder.DropTable(
                name: "identity_user");

            migrationBuilder.DropTable(
                name: "patient_import");

            migrationBuilder.DropTable(
                name: "patient_index_pair");

            migrationBuilder.DropTable(
                name: "patient_consent");

            migrationBuilder.DropTable(
                name: "platform_file");

            migrationBuilder.DropTable(
                name: "platform_notice");

            migrationBuilder.DropTable(
                name: "referral_quota");

            migrationBuilder.DropTable(
                name: "referral");

            migrationBuilder.DropTable(
                name: "result_report");

            migrationBuilder.DropTable(
                name: "terminology_table");

            migrationBuilder.DropTable(
                name: "webhook_delivery");

            migrationBuilder.DropTable(
                name: "agreement");

            migrationBuilder.DropTable(
                name: "directory_organization");

            migrationBuilder.DropTable(
                name: "patient_patient");

            migrationBuilder.DropTable(
                name: "webhook_subscription");
        }
    }
}
