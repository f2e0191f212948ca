#!/usr/bin/env bash
# `make run`: a private PostgreSQL, the schema, a demonstration organisation with tokens, and the API. Safe to repeat.
#
# PORT                 where the API listens (8080)
# SAFEZONES_DATABASE   your own server instead of the private one: the connection string (Npgsql's form or postgres://)
#                      of a role that owns the database and may create roles
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

port=${PORT:-8080}
say() { printf '%s\n' "$*" >&2; }
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

# The last run to end stops PostgreSQL; the API is told first, and finishes what it has begun.
finish() {
  trap - EXIT INT TERM
  if [ -n "${renewal_pid:-}" ]; then kill "$renewal_pid" 2>/dev/null || true; fi
  if [ -n "${api_pid:-}" ] && kill -TERM "$api_pid" 2>/dev/null; then wait "$api_pid" || true; fi
  rm -f ".local/runs/$$"
  local other
  for other in .local/runs/*; do
    if [ -e "$other" ] && kill -0 "${other##*/}" 2>/dev/null; then return; fi
  done
  [ -n "${SAFEZONES_DATABASE:-}" ] || infra/local/postgres.sh stop 2>/dev/null || true
}

command -v dotnet >/dev/null || { say 'The .NET 10 SDK is needed: https://dotnet.microsoft.com/download'; exit 1; }
if is_taken; then say "Port $port is in use: choose another, for example PORT=$((port + 1)) make run"; exit 1; fi
mkdir -p .local/runs
: >".local/runs/$$"
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Secrets are made once and kept where only you can read them.
if [ ! -f .local/secrets.env ]; then
  (umask 077
   { printf 'OWNER_PASSWORD=%s\nSAFEZONES_APP_PASSWORD=%s\nSAFEZONES_PLATFORM_PASSWORD=%s\n' "$(secret)" "$(secret)" "$(secret)"
     printf 'SafeZones__MasterKey=%s\n' "$(head -c 32 /dev/urandom | base64 | tr -d '\n')"
   } >.local/secrets.env.new && mv .local/secrets.env.new .local/secrets.env)
fi
set -a
# shellcheck source=/dev/null
. .local/secrets.env
set +a

migrations=src/SafeZones.Migrations/bin/Release/net10.0/SafeZones.Migrations.dll
api=src/SafeZones.Api/bin/Release/net10.0/SafeZones.Api.dll

# Finding out that nothing is to be built takes dotnet five seconds: asked only when a source changed, came or went.
sources() { find src Directory.*.props global.json -type f -not -path '*/bin/*' -not -path '*/obj/*' "$@"; }
is_built() {
  [ -f .local/built ] && [ -f "$migrations" ] && [ -f "$api" ] \
    && [ "$(sources | sort)" = "$(cat .local/built)" ] && [ -z "$(sources -newer .local/built -print -quit)" ]
}

if ! is_built; then
  say 'Building…'
  sources | sort >.local/built.new
  for project in src/SafeZones.Migrations src/SafeZones.Api; do
    dotnet build "$project" -c Release -v q --nologo >.local/build.log 2>&1 || { cat .local/build.log >&2; exit 1; }
  done
  mv .local/built.new .local/built
fi

if [ -n "${SAFEZONES_DATABASE:-}" ]; then
  export ConnectionStrings__Owner=$SAFEZONES_DATABASE
else
  ConnectionStrings__Admin=$(infra/local/postgres.sh start)
  export ConnectionStrings__Admin
  ConnectionStrings__Owner="$(sed -E 's/Username=[^;]*;Password=[^;]*;Database=[^;]*/Username=safezones_owner;Password='"$OWNER_PASSWORD"';Database=safezones/' <<<"$ConnectionStrings__Admin")"
  export ConnectionStrings__Owner
fi

# The migrations print how the API's two roles log in.
logins=$(dotnet "$migrations" --print-logins)
while IFS= read -r login; do export "${login?}"; done <<<"$logins"
unset ConnectionStrings__Admin ConnectionStrings__Owner OWNER_PASSWORD SAFEZONES_APP_PASSWORD SAFEZONES_PLATFORM_PASSWORD

export SafeZones__PublicUrl=http://127.0.0.1:$port ASPNETCORE_URLS=http://127.0.0.1:$port
# How many days the clock of the demonstration is ahead; `make demo` writes it.
export SafeZones__DemonstrationClock=.local/days-ahead
demonstration() { dotnet "$api" demo --data infra/demo --environment-file .local/demo.env; }
demonstration

# What the runtime's compiler frees goes back to the system: 20 MB less under load (DECISIONS.md).
MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_MMAP_THRESHOLD_=65536 dotnet "$api" &
api_pid=$!
until is_taken; do kill -0 "$api_pid" 2>/dev/null || { wait "$api_pid"; exit 1; }; sleep 0.1; done

# When the clock goes on, tokens of the old day are no longer good: there are new ones, as after a new sign-in.
while sleep 0.5; do if [ .local/days-ahead -nt .local/demo.env ]; then demonstration; fi; done &
renewal_pid=$!

root=$(pwd)
cat <<EOF

SafeZones answers at http://127.0.0.1:$port, with the interactive document at http://127.0.0.1:$port/docs.
Ctrl+C stops it; what was stored stays in .local/ until \`make clean\`.

One bearer token for each role, good for 12 hours, also in .local/demo.env:

$(grep -E '^TOKEN_' .local/demo.env)

The three venues nearest to Hoàn Kiếm lake:

  . "$root/.local/demo.env"; curl -s -H "Authorization: Bearer \$TOKEN_COORDINATOR" "\$BASE_URL/v1/venues?near=21.0285,105.8542&radius_m=500&limit=3"

EOF
wait "$api_pid"
