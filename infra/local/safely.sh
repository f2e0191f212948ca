# shellcheck shell=bash
# Sourced by postgres.sh: one at a time (take_lock), not as root (as_server), complete or not at all.

say() { printf '%s\n' "$*" >&2; }
die() { say "postgres.sh: $*"; exit 1; }

stage='' lock=''
clean_up() {
  if [ -n "$stage" ]; then rm -rf "$stage"; fi
  if [ -n "$lock" ]; then rm -f "$lock"; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

is_this_script() { # PID
  { cat "/proc/$1/cmdline" 2>/dev/null || ps -o args= -p "$1" 2>/dev/null; } | grep -q 'postgres\.sh'
}

# The lock is a link that names its holder: made in one step, so it is never without a name.
take_lock() { # PATH
  local holder waits=0
  mkdir -p "$(dirname "$1")"
  until ln -s "$$" "$1" 2>/dev/null; do
    [ -w "$(dirname "$1")" ] || die "$(id -un) may not write to $(dirname "$1")."
    holder=$(readlink "$1") || continue
    # One thief at a time, and it looks again: the dead holder's lock may be a living one's by now.
    if ! is_this_script "$holder" && mkdir "$1.stolen" 2>/dev/null; then
      if [ "$(readlink "$1")" = "$holder" ]; then rm -f "$1"; fi
      rmdir "$1.stolen"
    fi
    waits=$((waits + 1))
    if [ $waits -eq 15 ]; then say "Waiting for another postgres.sh (process $holder)…"; fi
    [ $waits -lt 3000 ] || die "process $holder has held $1 for ten minutes; remove $1* if it hangs."
    sleep 0.2
  done
  lock=$1
}

# PostgreSQL refuses to run as root, so root lends it a user that may do nothing else.
server_user=''
if [ "$(id -u)" -eq 0 ]; then
  for candidate in postgres _postgres nobody daemon; do
    if id "$candidate" >/dev/null 2>&1; then server_user=$candidate; break; fi
  done
fi

as_server() (
  cd /
  if [ -z "$server_user" ]; then exec "$@"; fi
  if command -v runuser >/dev/null; then exec runuser -u "$server_user" -- "$@"; fi
  if command -v sudo >/dev/null; then exec sudo -n -u "$server_user" LC_ALL=C "$@"; fi
  # shellcheck disable=SC2016  # expanded by the inner shell
  exec su -s /bin/sh -c 'exec "$@"' -- "$server_user" sh "$@"
)

give_to_server() { if [ -n "$server_user" ]; then chown "$server_user" "$1"; fi; }

# What is built at a stage appears at its target complete or not at all. The stage lies beside the target, or
# below /var/tmp where the server's user cannot reach the target; then the target becomes a link to it.
open_stage() { # TARGET
  local parent
  parent=$(dirname "$1")
  mkdir -p "$parent"
  rm -rf "$parent/safezones-$(basename "$1")".* 2>/dev/null || true # What a killed run left behind.
  as_server test -x "$parent" || parent=/var/tmp
  stage=$(mktemp -d "$parent/safezones-$(basename "$1").XXXXXX")
  give_to_server "$stage"
}

publish() { # BUILT TARGET
  if [ -L "$2" ]; then rm -f "$2"; fi
  if [ "$(dirname "$stage")" = "$(dirname "$2")" ]; then
    mv "$1" "$2"
    rm -rf "$stage"
  else
    ln -s "$1" "$2"
  fi
  stage=''
}
