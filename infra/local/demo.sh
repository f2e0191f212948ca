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
# The demonstration's clock goes on by so many days; `make run` gives everybody tokens of the new day, as after a new sign-in.
advance() {
  printf '\n\033[1m%s\033[0m\n' "… $1 days later: the clock of this demonstration is put forward."
  echo $(($(cat .local/days-ahead 2>/dev/null || echo 0) + $1)) >.local/days-ahead.new
  mv .local/days-ahead.new .local/days-ahead
  for _ in $(seq 60); do
    if [ .local/demo.env -nt .local/days-ahead ]; then break; fi
    sleep 0.5
  done
  # shellcheck source=/dev/null
  . .local/demo.env
  today=$(day 0)
}
day() { TZ=Asia/Ho_Chi_Minh date -d "$(($(cat .local/days-ahead 2>/dev/null || echo 0) + $1)) days" +%F; }
# The system looks at what is due every five seconds.
await() { # TEXT TOKEN PATH: until the answer has that text in it
  for _ in $(seq 60); do
    if curl -s -H "Authorization: Bearer $2" "$BASE_URL$3" | grep -q "$1"; then return; fi
    sleep 0.5
  done
  echo "  \"$1\" is still not in the answer of $3" >&2
  exit 1
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

send() { # TOKEN METHOD PATH JSON [TYPE]: a write; If-Match "*" says "whatever it is now"
  ask "$1" "$2" "$3" -H "Content-Type: application/${5:-json}" -H 'If-Match: *' -d "$4"
}
today=$(day 0)

step 'A programme that asks for seven of ten, and what its venues promise.'
ask "$TOKEN_COORDINATOR" POST /v1/programmes -H 'Content-Type: application/json' -d "{\"name\":{\"en\":\"Demonstration\"},\"public_slug\":\"demo-$(date +%s)\",\"preset\":\"training_first\"}"
programme=$(id); slug=$(sed -E 's/.*"public_slug":"([^"]+)".*/\1/' <<<"$answer" | head -n 1)
send "$TOKEN_COORDINATOR" PATCH "/v1/programmes/$programme" '{"policy":{"training_threshold":0.7,"grace_days":14,"second_grace_days":14,"narrative_enabled":true}}' merge-patch+json
send "$TOKEN_COORDINATOR" POST "/v1/programmes/$programme/activation" ''
send "$TOKEN_COORDINATOR" POST "/v1/programmes/$programme/pledge-texts" "{\"text\":{\"en\":\"We help whoever asks us.\"},\"required_from\":\"$today\"}"

step 'The venue pledges on paper.'
send "$TOKEN_COORDINATOR" PATCH "/v1/venues/$venue" "{\"visibility\":\"public\",\"staff_count\":{\"n\":12,\"managers\":2,\"as_of\":\"$today\",\"declared_by\":\"venue\"}}" merge-patch+json
send "$TOKEN_COORDINATOR" POST "/v1/venues/$venue/contacts" '{"role":"focal_point","name":"Night shift","channel":"paper"}'
send "$TOKEN_COORDINATOR" POST /v1/partnerships "{\"venue_id\":\"$venue\",\"programme_id\":\"$programme\"}"
partnership=$(id)
send "$TOKEN_COORDINATOR" POST "/v1/partnerships/$partnership/pledge" "{\"pledge_version\":1,\"locale\":\"en\",\"accepted_on\":\"$today\",\"signatory_role\":\"owner\",\"evidence\":\"folder 3, sheet 12\"}"

step 'Story 6: a sticker too early is refused, and so is making it a safe zone: each requirement says how it is and what to do.'
send "$TOKEN_COORDINATOR" POST /v1/material-editions "{\"kind\":\"window_decal\",\"locale\":\"vi\",\"size\":\"A6\",\"edition\":$(($(date +%s) % 10000 + 1))}"
send "$TOKEN_COORDINATOR" POST /v1/decals "{\"material_edition_id\":\"$(id)\"}"
decal=$(id); code=$(sed -E 's/.*"verify_code":"([^"]+)".*/\1/' <<<"$answer" | head -n 1)
send "$TOKEN_COORDINATOR" POST "/v1/decals/$decal/allocation" "{\"partnership_id\":\"$partnership\"}"
send "$TOKEN_COORDINATOR" POST "/v1/decals/$decal/issue" ''
send "$TOKEN_COORDINATOR" POST "/v1/partnerships/$partnership/activation" ''

step 'Story 5: a trainer plans a session, with a file for calendars.'
send "$TOKEN_COORDINATOR" POST /v1/curricula "{\"code\":\"demo-$(date +%s)\",\"title\":{\"en\":\"Bystander intervention\"},\"hours\":3,\"validity_months\":12}"
send "$TOKEN_TRAINER" POST /v1/training-sessions "{\"curriculum_id\":\"$(id)\",\"venue_id\":\"$venue\",\"starts_at\":\"$(day 1)T07:00:00Z\",\"ends_at\":\"$(day 1)T10:00:00Z\",\"format\":\"in_venue\",\"capacity\":20}"
session=$(id)
ask "$TOKEN_TRAINER" GET "/v1/training-sessions/$session/calendar"
advance 2
step 'Nine of twelve were there, counted by heads and without names: the venue is ready to be activated.'
send "$TOKEN_TRAINER" POST "/v1/training-sessions/$session/holding" ''
send "$TOKEN_TRAINER" POST "/v1/training-sessions/$session/attendance" "{\"venue_id\":\"$venue\",\"people\":[{\"staff_role\":\"staff\",\"headcount\":9,\"result\":\"attended\"}]}"
ask "$TOKEN_COORDINATOR" GET "/v1/partnerships/$partnership/requirements"
send "$TOKEN_COORDINATOR" POST "/v1/partnerships/$partnership/activation" ''
send "$TOKEN_COORDINATOR" POST "/v1/decals/$decal/issue" ''
send "$TOKEN_VOLUNTEER" POST "/v1/decals/$decal/display" '{"placed_at":"window"}'

step 'Whoever passes by asks the sticker, and the directory; no account.'
ask '' GET "/v1/public/verify/$code"
ask '' GET "/v1/public/programmes/$slug/venues"

step 'Story 7: the owner has no account and gets a link. To read it changes nothing; by it they tell of fourteen people instead of twelve.'
send "$TOKEN_COORDINATOR" POST /v1/action-links "{\"partnership_id\":\"$partnership\",\"purpose\":\"declare_staff\"}"
page=$(sed -E 's/.*"url":"https?:\/\/[^/]+([^"]+)".*/\1/' <<<"$answer" | head -n 1)
link=/v1/links/${page##*/}
printf 'The page for the owner: %s%s (the same token answers below /v1/links for whoever builds a page of their own).\n' "$BASE_URL" "$page"
ask '' GET "$link"
step 'Nine of fourteen are not enough: the answer says until when, and where they can be trained. The link is used up.'
ask '' POST "$link/staff" -H 'Content-Type: application/json' -d '{"n":14,"managers":2}'
ask '' POST "$link/staff" -H 'Content-Type: application/json' -d '{"n":15,"managers":2}'
advance 15

step 'Story 8: nobody was trained, so the system lapses it: the sticker is not verified at the moment, and the venue is listed no more.'
await '"status":"lapsed"' "$TOKEN_COORDINATOR" "/v1/partnerships/$partnership"
ask '' GET "/v1/public/verify/$code"
ask '' GET "/v1/public/programmes/$slug/venues"
ask "$TOKEN_COORDINATOR" GET "/v1/partnerships/$partnership/moves"
advance 14
step 'After the second grace the sticker is called back.'
await '"reason"' "$TOKEN_COORDINATOR" "/v1/recalls?partnership_id=$partnership"
ask "$TOKEN_COORDINATOR" GET "/v1/recalls?partnership_id=$partnership"

step 'Three more are trained: the system sees that it is repaired, the sticker may stay, and is true again.'
send "$TOKEN_TRAINER" POST /v1/training-records "{\"venue_id\":\"$venue\",\"headcount\":12,\"staff_role\":\"staff\",\"completed_on\":\"$today\",\"result\":\"attended\"}"
await '"status":"active"' "$TOKEN_COORDINATOR" "/v1/partnerships/$partnership"
ask '' GET "/v1/public/verify/$code"

step 'Staff stepped in. A telephone number in the note is refused; without it the note is sealed, and read with a trace.'
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
