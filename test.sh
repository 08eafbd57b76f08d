#!/usr/bin/env bash
# Installs what this machine lacks, builds with warnings as errors, checks formatting, and runs all tests on SQLite, on a
# throw-away PostgreSQL cluster and in Chromium. Arguments go to the test program: ./test.sh -class "*Terms*"
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec < /dev/null

# Build servers would outlive this script.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
tests=tests/Xinglin.Tests/bin/Debug/net10.0/Xinglin.Tests
result=artifacts/test-results.xml
accuracy=artifacts/reader-accuracy.md
place=$(mktemp -d /tmp/xinglin-test.XXXXXX)
child= cluster=

say() { printf '\n== %s\n' "$*"; }

clean_up() {
  if [ -n "$child" ]; then kill -TERM "$child" 2> /dev/null || true; wait "$child" 2> /dev/null || true; fi
  if [ -n "$cluster" ]; then as_postgres "$postgres/pg_ctl" -D "$place/data" -m immediate stop > /dev/null 2>&1 || true; fi
  rm -rf "$place"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# In the background, so that a signal is answered at once.
run() {
  local status=0
  "$@" &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd "$place" && runuser -u postgres -- "$@"); else "$@"; fi
}

postgres_programs() { ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1; }
chromium_program() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

install_missing() {
  local missing=() root=()
  command -v npm > /dev/null || missing+=(nodejs npm)
  [ -n "$(postgres_programs)" ] || missing+=(postgresql)
  [ -n "$(chromium_program)" ] || missing+=(chromium)
  [ -n "$(fc-list :lang=zh 2> /dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
  [ ${#missing[@]} -gt 0 ] || return 0

  say "Missing: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then root=(sudo -n); fi
  if ! command -v apt-get > /dev/null || ! "${root[@]}" true 2> /dev/null; then
    echo "Not installed, because this needs apt-get as root or with sudo. What depends on it will be skipped or fail."
    return 0
  fi
  apt() { run "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" > "$place/apt.log" 2>&1 || { cat "$place/apt.log"; return 1; }; }
  apt update
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # The tests bring a cluster of their own; the package's would only run along.
    apt install -y --no-install-recommends postgresql-common
    "${root[@]}" sed -ri 's/^#?\s*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  apt install -y --no-install-recommends "${missing[@]}"
}

start_postgres() {
  postgres=$(postgres_programs)
  [ -n "$postgres" ] || return 0
  say "PostgreSQL: $("$postgres/postgres" --version)"
  if [ "$(id -u)" = 0 ]; then chown postgres "$place"; fi
  as_postgres "$postgres/initdb" -D "$place/data" -U xinglin -A trust -E UTF8 --locale=C --no-sync > "$place/initdb.log" || { cat "$place/initdb.log"; return 1; }
  cluster=$place
  # Reached by a socket in its own directory, so no port can be taken.
  as_postgres "$postgres/pg_ctl" -D "$place/data" -l "$place/postgres.log" -w \
    -o "-c listen_addresses= -k $place -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
    start > /dev/null || { cat "$place/postgres.log"; return 1; }
  export XINGLIN_TEST_POSTGRES="Host=$place;Username=xinglin;Database=postgres"
}

count() { sed -n "s/.*<assembly [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$result" | awk '{ sum += $1 } END { print sum + 0 }'; }

command -v dotnet > /dev/null || { echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"; exit 1; }
install_missing

say "Build"
run dotnet restore Xinglin.slnx -v q
run dotnet build Xinglin.slnx --no-restore -nologo -v q -p:RunAnalyzersDuringBuild=true

say "Formatting"
run dotnet format Xinglin.slnx --no-restore --verify-no-changes

start_postgres
chromium=$(chromium_program)
if [ -n "$chromium" ]; then export XINGLIN_TEST_CHROMIUM=$chromium; fi

say "Tests"
mkdir -p artifacts
rm -f "$result" "$accuracy"
# A complete run must have looked at every page (PagesSeen).
if [ $# = 0 ]; then export XINGLIN_TEST_ALL=true; fi
status=0
run "$tests" -noColor -noLogo -xml "$result" "$@" > artifacts/test-output.txt 2>&1 || status=$?
if [ ! -s "$result" ]; then
  tail -n 200 artifacts/test-output.txt
  echo "The tests ended with status $status and left no result."
  exit 1
fi
grep -A 15 -E '\[(FAIL|SKIP)\]|\[ERROR\]' artifacts/test-output.txt || true

passed=$(count passed) failed=$(($(count failed) + $(count errors))) skipped=$(($(count skipped) + $(count not-run)))
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then echo "The test program ended with status $status."; else status=0; fi
if [ "$failed" -gt 0 ]; then status=1; fi
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then echo "A skipped test is a failure where CI=true."; status=1; fi
# Written by ReaderAccuracyTests, where they were among the tests of this run.
if [ -s "$accuracy" ]; then sed '/^## Differences/,$d' "$accuracy"; fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
