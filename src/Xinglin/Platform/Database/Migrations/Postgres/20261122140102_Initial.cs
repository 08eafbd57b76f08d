using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lineage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    version_number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    form = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    previous_id = table.Column<Guid>(type: "uuid", nullable: true),
                    has_successor_draft = table.Column<bool>(type: "boolean", nullable: false),
                    copies_total = table.Column<int>(type: "integer", nullable: true),
                    copies_each = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    document_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: true),
                    planned_last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    notice = table.Column<string>(type: "text", nullable: true),
                    ended = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    period_duties_survive = table.Column<bool>(type: "boolean", nullable: false),
                    period_from = table.Column<string>(type: "text", nullable: true),
                    period_notice_days = table.Column<int>(type: "integer", nullable: true),
                    period_notice_months = table.Column<int>(type: "integer", nullable: true),
                    period_renewal = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    period_starts_on = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    period_to = table.Column<string>(type: "text", nullable: true),
                    period_years = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_revision",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    number_year = table.Column<int>(type: "integer", nullable: false),
                    number_in_year = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_revision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_clause",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    path = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    span_start = table.Column<int>(type: "integer", nullable: true),
                    span_end = table.Column<int>(type: "integer", nullable: true),
                    previous_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    organization = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    severity = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    message = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    span_start = table.Column<int>(type: "integer", nullable: true),
                    span_end = table.Column<int>(type: "integer", nullable: true),
                    handled_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    handling = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    label = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agreed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    agreed_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    seal = table.Column<string>(type: "text", nullable: true),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: true)
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
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
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
                name: "agreement_target",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    indicator = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    comparator = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    value = table.Column<decimal>(type: "numeric", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    is_example = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    span_start = table.Column<int>(type: "integer", nullable: true),
                    span_end = table.Column<int>(type: "integer", nullable: true)
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

            migrationBuilder.InsertData(
                table: "agreement_revision",
                columns: new[] { "id", "number", "number_in_year", "number_year" },
                values: new object[] { 1, 0L, 0, 0 });

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
                name: "ix_agreement_owner_id_created_at",
                table: "agreement",
                columns: new[] { "owner_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_revision",
                table: "agreement",
                column: "revision");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_clause_agreement_id_position",
                table: "agreement_clause",
                columns: new[] { "agreement_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_event_agreement_id_at",
                table: "agreement_event",
                columns: new[] { "agreement_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_finding_agreement_id_position",
                table: "agreement_finding",
                columns: new[] { "agreement_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_party_agreement_id",
                table: "agreement_party",
                column: "agreement_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_party_organization_id",
                table: "agreement_party",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_target_agreement_id_position",
                table: "agreement_target",
                columns: new[] { "agreement_id", "position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreement_clause");

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
                name: "agreement_target");

            migrationBuilder.DropTable(
                name: "agreement");
        }
    }
}
