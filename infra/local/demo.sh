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
  [ -z "$token" ] || set -- -H "Authorization: Bearer $token" "$@"
  answer=$(curl -s -w '\n%{http_code}' -X "$method" "$@" "$BASE_URL$path")
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

send() { # TOKEN METHOD PATH JSON: a write; If-Match "*" says "whatever it is now"
  ask "$1" "$2" "$3" -H "Content-Type: application/${5:-json}" -H 'If-Match: *' -d "$4"
}
today=$(TZ=Asia/Ho_Chi_Minh date +%F)

step 'A programme that asks for half of the staff, and what its venues promise.'
ask "$TOKEN_COORDINATOR" POST /v1/programmes -H 'Content-Type: application/json' -d "{\"name\":{\"en\":\"Demonstration\"},\"public_slug\":\"demo-$(date +%s)\",\"preset\":\"training_first\"}"
programme=$(id); slug=$(sed -E 's/.*"public_slug":"([^"]+)".*/\1/' <<<"$answer" | head -n 1)
send "$TOKEN_COORDINATOR" POST "/v1/programmes/$programme/activation" ''
send "$TOKEN_COORDINATOR" POST "/v1/programmes/$programme/pledge-texts" "{\"text\":{\"en\":\"We help whoever asks us.\"},\"required_from\":\"$today\"}"

step 'The venue pledges on paper; made a safe zone too early, each requirement says how it is and what to do.'
send "$TOKEN_COORDINATOR" PATCH "/v1/venues/$venue" "{\"visibility\":\"public\",\"staff_count\":{\"n\":12,\"managers\":2,\"as_of\":\"$today\",\"declared_by\":\"venue\"}}" merge-patch+json
send "$TOKEN_COORDINATOR" POST "/v1/venues/$venue/contacts" '{"role":"focal_point","name":"Night shift","channel":"paper"}'
send "$TOKEN_COORDINATOR" POST /v1/partnerships "{\"venue_id\":\"$venue\",\"programme_id\":\"$programme\"}"
partnership=$(id)
send "$TOKEN_COORDINATOR" POST "/v1/partnerships/$partnership/pledge" "{\"pledge_version\":1,\"locale\":\"en\",\"accepted_on\":\"$today\",\"signatory_role\":\"owner\",\"evidence\":\"folder 3, sheet 12\"}"
send "$TOKEN_COORDINATOR" POST "/v1/partnerships/$partnership/activation" ''

step 'Nine are trained, counted by heads; now it is a safe zone, and gets a sticker.'
send "$TOKEN_TRAINER" POST /v1/training-records "{\"venue_id\":\"$venue\",\"headcount\":9,\"staff_role\":\"staff\",\"completed_on\":\"$today\",\"result\":\"attended\"}"
send "$TOKEN_COORDINATOR" POST "/v1/partnerships/$partnership/activation" ''
send "$TOKEN_COORDINATOR" POST /v1/material-editions "{\"kind\":\"window_decal\",\"locale\":\"vi\",\"size\":\"A6\",\"edition\":$(($(date +%s) % 10000 + 1))}"
send "$TOKEN_COORDINATOR" POST /v1/decals "{\"material_edition_id\":\"$(id)\"}"
decal=$(id); code=$(sed -E 's/.*"verify_code":"([^"]+)".*/\1/' <<<"$answer" | head -n 1)
send "$TOKEN_COORDINATOR" POST "/v1/decals/$decal/allocation" "{\"partnership_id\":\"$partnership\"}"
send "$TOKEN_COORDINATOR" POST "/v1/decals/$decal/issue" ''
send "$TOKEN_VOLUNTEER" POST "/v1/decals/$decal/display" '{"placed_at":"window"}'

step 'Whoever passes by asks the sticker, and the directory; no account.'
ask '' GET "/v1/public/verify/$code"
ask '' GET "/v1/public/programmes/$slug/venues"

step 'Staff stepped in. A telephone number in the note is refused; without it the note is sealed, and read with a trace.'
send "$TOKEN_COORDINATOR" PATCH "/v1/programmes/$programme" '{"policy":{"narrative_enabled":true}}' merge-patch+json
tell() { # NARRATIVE
  ask "$TOKEN_VOLUNTEER" POST /v1/interventions -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%s%N)" -d "{\"partnership_id\":\"$partnership\",\"report\":{\"occurred_on\":\"$today\",\"part_of_day\":\"night\",\"setting\":\"inside\",\"channel\":\"phone\",\"reporter_role\":\"venue_staff\",\"incident_types\":[\"unwanted_contact_requests\"],\"asked_by_codeword\":true,\"actions\":[\"gave_safe_place\",\"called_taxi\"],\"people_helped\":1,\"outcomes\":[\"left_by_transport\"]},\"narrative\":\"$1\"}"
}
tell 'Her number is 0900 000 000.'
tell 'Two of us stayed with her until the taxi came.'
ask "$TOKEN_SAFEGUARDING" GET "/v1/interventions/$(id)/narrative" -H 'X-Audit-Reason: weekly review'

step 'Suspended: at once the sticker tells the truth, it is called back, and the venue is listed no more.'
send "$TOKEN_SAFEGUARDING" POST "/v1/partnerships/$partnership/suspension" '{"reason":"failed_mystery_visit"}'
ask '' GET "/v1/public/verify/$code"
ask '' GET "/v1/public/programmes/$slug/venues"
ask "$TOKEN_COORDINATOR" GET "/v1/recalls?partnership_id=$partnership"

step 'It closes and leaves the network, and the auditor sees who did what.'
send "$TOKEN_VOLUNTEER" POST "/v1/partnerships/$partnership/closure" '{"reason":"closed_down"}'
ask "$TOKEN_COORDINATOR" DELETE "/v1/venues/$venue" -H 'If-Match: *' -H 'X-Audit-Reason: end of the demonstration'
ask "$TOKEN_AUDITOR" GET "/v1/audit?entity_id=$venue&limit=3"
