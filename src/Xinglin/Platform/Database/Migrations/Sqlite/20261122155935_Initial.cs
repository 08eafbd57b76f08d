using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
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
                    planned_last_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    notice = table.Column<string>(type: "TEXT", nullable: true),
                    withdrawn_notices = table.Column<string>(type: "TEXT", nullable: false),
                    ended = table.Column<string>(type: "TEXT", nullable: true),
                    end_proposal = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
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

            migrationBuilder.InsertData(
                table: "agreement_revision",
                columns: new[] { "id", "number", "number_in_year", "number_year" },
                values: new object[] { 1, 0L, 0, 0 });

            migrationBuilder.InsertData(
                table: "audit_head",
                columns: new[] { "strand", "hash", "number", "seal" },
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
                name: "ix_platform_notice_organization_id_created_at",
                table: "platform_notice",
                columns: new[] { "organization_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_notice_organization_id_role_key",
                table: "platform_notice",
                columns: new[] { "organization_id", "role", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_notice_read_notice_id",
                table: "platform_notice_read",
                column: "notice_id");

            migrationBuilder.CreateIndex(
                name: "ix_platform_outbox_dead_due_at",
                table: "platform_outbox",
                columns: new[] { "dead", "due_at" });
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
                name: "identity_assignment");

            migrationBuilder.DropTable(
                name: "identity_former_password");

            migrationBuilder.DropTable(
                name: "identity_installation");

            migrationBuilder.DropTable(
                name: "identity_recovery_code");

            migrationBuilder.DropTable(
                name: "platform_data_protection_key");

            migrationBuilder.DropTable(
                name: "platform_demonstration");

            migrationBuilder.DropTable(
                name: "platform_file_content");

            migrationBuilder.DropTable(
                name: "platform_job");

            migrationBuilder.DropTable(
                name: "platform_notice_read");

            migrationBuilder.DropTable(
                name: "platform_outbox");

            migrationBuilder.DropTable(
                name: "agreement_clause");

            migrationBuilder.DropTable(
                name: "directory_department");

            migrationBuilder.DropTable(
                name: "identity_user");

            migrationBuilder.DropTable(
                name: "platform_file");

            migrationBuilder.DropTable(
                name: "platform_notice");

            migrationBuilder.DropTable(
                name: "agreement");

            migrationBuilder.DropTable(
                name: "directory_organization");
        }
    }
}
