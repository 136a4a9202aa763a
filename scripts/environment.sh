# Sourced by the other scripts: the project's virtual environment in .venv, made as needed.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The first Python that is new enough; PYTHON names another.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "error: Python 3.11 or later is needed; name it with PYTHON=/path/to/python3" >&2
    return 1
}

# prepare LOCK: .venv holds what LOCK pins, and zhperf itself, editable.
# A stamp keeps the hash of what was installed, so that only a changed lock installs again.
prepare() {
    local lock=$1 stamp=.venv/installed-$1 python wanted
    wanted=$(cat "$lock" pyproject.toml | cksum)
    if [[ -x .venv/bin/python && -f $stamp && $(<"$stamp") == "$wanted" ]]; then
        return
    fi
    python=$(find_python)
    if [[ ! -x .venv/bin/python ]]; then
        "$python" -m venv .venv || { rm -rf .venv; return 1; }
    fi
    echo "installing what $lock pins into .venv" >&2
    export PIP_DISABLE_PIP_VERSION_CHECK=1
    .venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
    echo "$wanted" > "$stamp"
}
