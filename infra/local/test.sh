#!/usr/bin/env bash
# `make test`: builds, runs every test project, sums them up. The last line is "N passed, N failed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p .local/tests

count() { # ATTRIBUTE REPORT
  grep -o "<assembly [^>]*" "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"
}

echo 'Building…'
dotnet build SafeZones.sln -v q --nologo

infra/local/npm_tools.sh

# One test opens /docs in a browser: Debian's, for npm would download one of its own.
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$CHROMIUM" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing Chromium, once…'
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null || true
fi
if [ ! -x "$CHROMIUM" ]; then
  echo "There is no browser at $CHROMIUM, and the test of /docs will fail: install Debian's chromium, or set CHROMIUM to a Chrome." >&2
fi

# What is printed is rendered by poppler and read back, as a phone would.
if ! command -v pdftoppm >/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing poppler, once…'
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq poppler-utils; } >/dev/null || true
fi
if ! command -v pdftoppm >/dev/null; then
  echo 'There is no pdftoppm, and the tests of what is printed will fail: install poppler-utils.' >&2
fi

passed=0 failed=0
for project in SafeZones.Domain.Tests SafeZones.Api.Tests; do
  echo "Running $project…"
  report=.local/tests/$project.xml log=.local/tests/$project.log
  rm -f "$report"
  # What the API logs meanwhile goes to the file alone: a failure shows the answer, with the trace id to look for.
  if dotnet run --no-build --project "tests/$project" -- -noLogo -noColor -result-xml "$report" 2>&1 \
    | tee "$log" | { grep -v '^{"EventId"' || true; }; then status=0; else status=1; fi
  if [ -s "$report" ]; then
    passed=$((passed + $(count passed "$report")))
    failures=$(($(count failed "$report") + $(count errors "$report")))
  else
    echo "$project ended without a report; see $log."
    failures=1
  fi
  # A run that failed without a failed test has still failed.
  failed=$((failed + (status > failures ? status : failures)))
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
