using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApiClientsAnnouncementsAndWebhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "platform_announcement");

            migrationBuilder.DropTable(
                name: "platform_kept_answer");

            migrationBuilder.DropTable(
                name: "webhook_attempt");

            migrationBuilder.DropTable(
                name: "identity_api_client");

            migrationBuilder.DropTable(
                name: "webhook_delivery");

            migrationBuilder.DropTable(
                name: "webhook_subscription");
        }
    }
}
