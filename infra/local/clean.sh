#!/usr/bin/env bash
# `make clean`: stops what was started and deletes what was built or kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for cluster in .local/*postgres; do
  [ ! -d "$cluster" ] || infra/local/postgres.sh remove "$cluster"
done
rm -rf .local tests/tools/node_modules
find src tests \( -name bin -o -name obj \) -type d -prune -exec rm -rf {} +
