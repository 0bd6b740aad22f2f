#!/bin/sh
# Makes .venv with everything that the lock file names, on a bare machine: needs python3 (3.11 or
# newer) and nothing else. No python3-venv, no pip, no root and no write access to the system are
# needed: uv, found or fetched into .tools/, makes the environment by itself.
# Usage: scripts/bootstrap.sh [runtime|dev|lock]; lock only brings uv.lock up to date.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-runtime}
tools=$PWD/.tools

die() { printf 'marsad: %s\n' "$1" >&2; exit 1; }

python=
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(command -v "$name")
        break
    fi
done
[ -n "$python" ] || die "Python 3.11 or newer is needed (Debian: apt-get install python3)"

if command -v uv >/dev/null 2>&1; then
    uv=$(command -v uv)
elif [ -x "$tools/bin/uv" ]; then
    uv=$tools/bin/uv
else
    # --target is allowed where the system's Python is marked as externally managed.
    "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --upgrade --target "$tools" uv >"$PWD/.tools.log" 2>&1 ||
        "$python" scripts/fetch_uv.py "$tools" >>"$PWD/.tools.log" 2>&1 ||
        die "could not fetch uv: $(tail -n 1 "$PWD/.tools.log") (full output in .tools.log)"
    rm -f "$PWD/.tools.log"
    uv=$tools/bin/uv
fi

[ "$mode" != lock ] || exec "$uv" lock --python "$python"

# The stamp spares the offline user a needless look at the package index.
[ -f .venv/.marsad-dev ] && mode=dev # never take tools away from a developer's environment
stamp=.venv/.marsad-$mode
if [ -f "$stamp" ] && [ "$stamp" -nt uv.lock ] && [ "$stamp" -nt pyproject.toml ] &&
    [ -x .venv/bin/marsad ]; then
    exit 0
fi
case $mode in
    # torch is left to those who ask for it: it brings gigabytes.
    dev) set -- --all-extras --no-extra transformers --group train ;;
    runtime) set -- --no-dev --extra postgres ;;
    *) die "unknown mode $mode: runtime, dev or lock" ;;
esac
printf 'marsad: installing into .venv (first time: about a minute)\n' >&2
UV_PYTHON_DOWNLOADS=never "$uv" sync --quiet --locked --python "$python" "$@" ||
    die "installation failed; the message above says why"
touch ".venv/.marsad-$mode"
