using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xinglin.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CertainPairsInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_patient_index_pair_state_probability",
                table: "patient_index_pair");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_state_probability_id",
                table: "patient_index_pair",
                columns: new[] { "state", "probability", "id" },
                descending: new[] { false, true, false },
                filter: "certain");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_patient_index_pair_state_probability_id",
                table: "patient_index_pair");

            migrationBuilder.CreateIndex(
                name: "ix_patient_index_pair_state_probability",
                table: "patient_index_pair",
                columns: new[] { "state", "probability" },
                filter: "certain");
        }
    }
}
