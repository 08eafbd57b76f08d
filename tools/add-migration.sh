#!/usr/bin/env bash
# Adds a migration of the given name for both engines: tools/add-migration.sh AddReferral
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: tools/add-migration.sh NAME}
dotnet tool restore > /dev/null
dotnet build src/Xinglin -nologo -v q
for engine in Sqlite Postgres; do
  dotnet ef migrations add "$name" --project src/Xinglin --no-build \
    --context "${engine}XinglinDb" --output-dir "Platform/Database/Migrations/$engine"
done
