#!/usr/bin/env bash
# Installs the tools of the tests and lints from npm, unless what the lock names is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools"

# npm writes this file last: without it an installation was broken off, and an older one lacks what came since.
if [ node_modules/.package-lock.json -nt package-lock.json ]; then exit 0; fi
command -v npm >/dev/null || { echo 'Node.js with npm is needed: https://nodejs.org' >&2; exit 1; }
echo 'Installing the tools of the tests, once…' >&2
npm ci --silent
