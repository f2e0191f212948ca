#!/usr/bin/env bash
# `make test`: builds, runs every test project, sums them up. The last line is "N passed, N failed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p .local/tests

echo 'Building…'
dotnet build SafeZones.sln -v q --nologo

passed=0 failed=0 status=0
for project in SafeZones.Domain.Tests SafeZones.Api.Tests; do
  echo "Running $project…"
  report=.local/tests/$project.xml
  rm -f "$report"
  # What the API logs meanwhile goes to a file: a failure shows the answer, which carries the trace id to look for.
  dotnet run --no-build --project "tests/$project" -- -noLogo -noColor -xml "$report" 2>&1 \
    | tee ".local/tests/$project.log" | grep -v '^{"EventId"' || status=1
  [ -s "$report" ] || { echo "$project ended without a report."; failed=$((failed + 1)); continue; }
  passed=$((passed + $(grep -o 'result="Pass"' "$report" | wc -l)))
  failed=$((failed + $(grep -oE 'result="Fail"|<error ' "$report" | wc -l)))
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$status" -eq 0 ] && [ "$passed" -gt 0 ]
