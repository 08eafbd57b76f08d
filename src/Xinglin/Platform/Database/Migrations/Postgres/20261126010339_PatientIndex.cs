using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PatientIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "patient_import");

            migrationBuilder.DropTable(
                name: "patient_index_pair");
        }
    }
}
