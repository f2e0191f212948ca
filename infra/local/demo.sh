#!/usr/bin/env bash
# `make demo`: a walk through the running API with curl, each request shown before it is sent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ -f .local/demo.env ] || { echo 'Nothing runs yet: type "make run" in another terminal first.' >&2; exit 1; }
# shellcheck source=/dev/null
. .local/demo.env
curl -sf -o /dev/null "$BASE_URL/health/ready" || { echo "Nothing answers at $BASE_URL: type \`make run\` in another terminal first." >&2; exit 1; }

step() { printf '\n\033[1m%s\033[0m\n' "$1"; }
ask() { # TOKEN METHOD PATH [curl arguments]
  local token=$1 method=$2 path=$3; shift 3
  echo "  $method $path"
  answer=$(curl -s -w '\n%{http_code}' -X "$method" -H "Authorization: Bearer $token" "$@" "$BASE_URL$path")
  printf '  → %s %s\n' "${answer##*$'\n'}" "$(head -c 300 <<<"${answer%$'\n'*}")"
}
id() { sed -E 's/^\{"id":"([^"]+)".*/\1/' <<<"$answer" | head -n 1; }

step 'A volunteer registers a venue; a second try with the same key changes nothing.'
body='{"name":{"vi":"Quán Thử","en":"Trial Café"},"category":"cafe","point":{"latitude":21.0301,"longitude":105.8502}}'
key=demo-$(date +%s)
ask "$TOKEN_VOLUNTEER" POST /v1/venues -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -d "$body"
venue=$(id)
ask "$TOKEN_VOLUNTEER" POST /v1/venues -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -d "$body"

step 'A mistake is named by member and rule; nothing is stored.'
ask "$TOKEN_VOLUNTEER" POST /v1/venues -H 'Content-Type: application/json' -H 'Accept-Language: es' -d '{"name":{"xx-nowhere":"?"},"category":"cafe","opening_hours":"Mo-Xx"}'

step 'Found by name, without accents and with a typing error; then the nearest three.'
ask "$TOKEN_COORDINATOR" GET '/v1/venues?q=quan%20thu&limit=1&fields=name'
ask "$TOKEN_COORDINATOR" GET '/v1/venues?near=21.0285,105.8542&radius_m=500&limit=3&fields=name,distance_m'

step 'A coordinator changes the version that they read; a stale one is refused.'
ask "$TOKEN_COORDINATOR" PATCH "/v1/venues/$venue" -H 'Content-Type: application/merge-patch+json' -H 'If-Match: "1"' -d '{"opening_hours":"Mo-Su 07:00-22:00"}'
ask "$TOKEN_COORDINATOR" PATCH "/v1/venues/$venue" -H 'Content-Type: application/merge-patch+json' -H 'If-Match: "1"' -d '{"opening_hours":"24/7"}'

step 'For the other organisation it does not exist, and an analyst may not look.'
ask "$OTHER_TOKEN_OWNER" GET "/v1/venues/$venue"
ask "$TOKEN_ANALYST" GET "/v1/venues/$venue"

step 'It leaves the network, and the auditor sees who did what.'
ask "$TOKEN_COORDINATOR" DELETE "/v1/venues/$venue" -H 'If-Match: "2"' -H 'X-Audit-Reason: end of the demonstration'
ask "$TOKEN_AUDITOR" GET "/v1/audit?entity_id=$venue&limit=3"
