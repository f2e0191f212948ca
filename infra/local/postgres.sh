#!/usr/bin/env bash
# The private PostgreSQL of `make run` and of the tests: found or installed, kept in DIR (.local/postgres).
#
#   postgres.sh start   [DIR] [-c name=value …]    prints the superuser's connection string, and nothing else
#   postgres.sh restart [DIR] [-c name=value …]    (a server that runs already keeps its settings on `start`)
#   postgres.sh stop    [DIR] [fast | immediate]
#   postgres.sh status  [DIR]                      exit code 0 while it runs, else 3
#   postgres.sh url     [DIR]
#   postgres.sh remove  [DIR]                      stops it and deletes everything it kept
#
# SAFEZONES_POSTGRES_BIN=/dir names the server's binaries; SAFEZONES_POSTGRES=npm insists on those from npm.
# Written for bash 3.2, which is what macOS has.
set -euo pipefail
umask 022
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
readonly here kept=${here%/infra/local}/.local
# shellcheck source=infra/local/safely.sh
. "$here/safely.sh"
# shellcheck source=infra/local/binaries.sh
. "$here/binaries.sh"

create_cluster() {
  local locale
  if [ -e "$dir/data" ]; then die "$dir/data is no cluster that $(id -un) can read."; fi
  say "Creating a PostgreSQL $((version / 100)) cluster in $dir, once…"
  (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$dir/superuser-password")
  open_stage "$dir/data"
  cp -p "$dir/superuser-password" "$stage/password"
  give_to_server "$stage/password"
  # The first locale that this system has: each knows the letters of all scripts.
  for locale in --locale=C.UTF-8 --locale=en_US.UTF-8 \
    '--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8' \
    '--locale=C --locale-provider=icu --icu-locale=und'; do
    # shellcheck disable=SC2086  # several words on purpose
    if as_server "$bin/initdb" -D "$stage/data" --username=postgres --pwfile="$stage/password" \
      --encoding=UTF8 $locale --auth=scram-sha-256 --data-checksums >>"$stage/initdb.log" 2>&1; then break; fi
    rm -rf "$stage/data"
  done
  [ -d "$stage/data" ] || die "initdb failed: $(tail -n 40 "$stage/initdb.log")"
  rm -f "$stage/password"
  publish "$stage/data" "$dir/data"
}

# A postmaster works in its data directory, which tells it from a process that got its number later.
# A zombie is nowhere. Prints nothing when it cannot know.
working_directory() { # PID
  if [ ! -d /proc/self ]; then lsof -a -p "$1" -d cwd -Fn 2>/dev/null | sed -n 's/^n//p'
  elif grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; then echo /nowhere
  else readlink "/proc/$1/cwd" || true; fi
}

server_pid() {
  local pid
  pid=$(head -n 1 "$dir/data/postmaster.pid" 2>/dev/null) || return 1
  [ "$(working_directory "$pid")" -ef "$dir/data" ] && echo "$pid"
}

is_ready() { [ "$(sed -n 8p "$dir/data/postmaster.pid" 2>/dev/null | tr -d ' ')" = ready ]; }

# PostgreSQL would take any process with the old number for its former self, and refuse to start. The rest of
# the file stays: it tells PostgreSQL to wait while children of the dead one still use its memory.
forget_dead_postmaster() {
  local pid directory number_of_nobody=2147483647 rest
  pid=$(head -n 1 "$dir/data/postmaster.pid" 2>/dev/null) || return 0
  directory=$(working_directory "$pid")
  if [ -z "$directory" ] || [ "$directory" -ef "$dir/data" ]; then return; fi
  rest=$(sed 1d "$dir/data/postmaster.pid")
  printf '%s\n' $number_of_nobody "$rest" >"$dir/data/postmaster.pid"
}

# Asked first, because macOS lets two servers have one port if the other listens on all addresses.
is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # PORT

start_server() { # -c name=value …
  local data log port options setting attempt
  data=$(cd "$dir/data" && pwd -P)
  log=$data/server.log
  port=$(cat "$dir/port" 2>/dev/null) || port=''
  options="-c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
  for setting in "$@"; do options="$options '$(printf %s "$setting" | sed "s/'/'\\\\''/g")'"; done
  forget_dead_postmaster
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    while [ -z "$port" ] || is_taken "$port"; do port=$((20000 + RANDOM % 12000)); done
    if [ -f "$log" ]; then mv -f "$log" "$data/server.previous.log"; fi
    if as_server "$bin/pg_ctl" start -w -t 300 -D "$data" -l "$log" -o "-c port=$port $options" \
      </dev/null >/dev/null 2>&1; then
      echo "$port" >"$dir/port"
      return
    fi
    case $(tail -n 20 "$log" 2>/dev/null) in
      *'could not create any TCP/IP sockets'*) port='' ;;
      # What a killed postmaster leaves behind needs a moment to notice and to end itself.
      *'still in use'*) sleep "$attempt" ;;
      *) break ;;
    esac
  done
  die "PostgreSQL did not start: $(tail -n 20 "$log" 2>&1)"
}

start() { # -c name=value …
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd -P)
  while server_pid >/dev/null && ! is_ready; do sleep 0.2; done
  if ! server_pid >/dev/null; then
    find_binaries "$dir"
    [ -f "$dir/data/PG_VERSION" ] || create_cluster
    start_server "$@"
  fi
  url
}

stop() { # fast | immediate
  local pid signal=INT waits=0
  if [ "$1" = immediate ]; then signal=QUIT; fi
  pid=$(server_pid) || return 0
  kill -s "$signal" "$pid"
  while server_pid >/dev/null; do
    waits=$((waits + 1))
    [ $waits -lt 1200 ] || die "process $pid has not stopped for two minutes."
    sleep 0.1
  done
}

url() {
  local port password
  port=$(cat "$dir/port" 2>/dev/null) || die "nothing was ever started in $dir."
  password=$(cat "$dir/superuser-password")
  echo "Host=127.0.0.1;Port=$port;Username=postgres;Password=$password;Database=postgres"
}

remove() {
  local data
  [ -f "$dir/superuser-password" ] || return 0
  stop immediate
  data=$(readlink "$dir/data") || data=''
  case $data in /var/tmp/safezones-data.*/data) rm -rf "${data%/data}" ;; esac
  rm -rf "$dir/data" "$dir/port" "$dir/superuser-password"
  rmdir "$dir" || true
}

command=${1:-}
dir=$kept/postgres
if [ $# -gt 0 ]; then shift; fi
case ${1:-} in '' | -* | fast | immediate) ;; *) dir=$1 && shift ;; esac
case $dir in /*) ;; *) dir=$PWD/$dir ;; esac
case $command in start | restart | stop | remove) take_lock "$kept/postgres.lock" ;; esac
case $command in
  start) start "$@" ;;
  restart) stop fast && start "$@" ;;
  stop) stop "${1:-fast}" ;;
  status) server_pid >/dev/null || exit 3 ;;
  url) url ;;
  remove) remove ;;
  *) sed -n '2,/^set/s/^#//p' "$0" >&2 && exit 2 ;;
esac
