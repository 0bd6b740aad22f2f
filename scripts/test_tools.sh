#!/bin/sh
# Makes sure that a browser and a PostgreSQL server are there for the tests, from the system's
# packages where that is allowed. Prints the variables that the test run needs.
set -eu
say() { printf "marsad: %s\n" "$*" >&2; }

have_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}
have_driver() { # the browser's driver needs this library, which a bare system lacks
    ls /usr/lib/*/libatomic.so.1 /usr/lib/libatomic.so.1 /lib64/libatomic.so.1 2>/dev/null |
        grep -q . || [ "$(uname -s)" != Linux ]
}
have_postgres() {
    [ -n "${MARSAD_TEST_POSTGRES_URL:-}" ] && return 0
    command -v initdb >/dev/null 2>&1 && return 0
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

missing=
have_browser || missing="$missing chromium"
have_driver || missing="$missing libatomic1"
have_postgres || missing="$missing postgresql"
if [ -n "$missing" ]; then
    as_root=
    if [ "$(id -u)" = 0 ]; then as_root=env
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n env"
    fi
    if [ -n "$as_root" ] && command -v apt-get >/dev/null 2>&1; then
        say "installing$missing from the system's packages"
        log=$(mktemp)
        # shellcheck disable=SC2086  # the words of $as_root and $missing are meant to split
        { $as_root apt-get update -q && $as_root DEBIAN_FRONTEND=noninteractive \
            apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1 ||
            say "the system's package manager failed: $(tail -n 1 "$log") (see $log)"
    fi
fi
{ have_browser && have_driver; } || {
    say "no Chromium, or no libatomic for its driver: the browser tests cannot run. Install them" \
        "(Debian: apt-get install chromium libatomic1)."
    [ -z "${CI:-}" ] || exit 1
    echo MARSAD_SKIP_BROWSER=1
}
have_postgres || {
    say "no PostgreSQL server: its tests cannot run. Install it (Debian: apt-get install" \
        "postgresql) or name a server in MARSAD_TEST_POSTGRES_URL."
    [ -z "${CI:-}" ] || exit 1
    echo MARSAD_SKIP_POSTGRES=1
}
