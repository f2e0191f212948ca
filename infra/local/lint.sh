#!/usr/bin/env bash
# `make lint`: Spectral and Redocly on both documents, shellcheck where it is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
infra/local/npm_tools.sh
(cd tests/tools && npm run --silent lint:spectral && npm run --silent lint:redocly)
if command -v shellcheck >/dev/null; then shellcheck -x -P . .ci/run infra/local/*.sh; fi
echo 'The lints are clean.'
