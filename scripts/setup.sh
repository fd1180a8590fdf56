# Sourced by ./run and ./check: finds Python, and keeps .venv in step with the locked requirements.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

find_python() { # prints the first Python that is new enough
  local candidate
  for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  stop "Zhiping needs Python 3.11 or newer (found: $(python3 --version 2>/dev/null || echo none))." \
    "Install one, or name it: PYTHON=/path/to/python3.12 $0"
}

make_venv() {
  local python
  python=$(find_python) || exit 1
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    stop "$python has no venv module. On Debian or Ubuntu: apt-get install python3-venv – then start again."
  rm -rf .venv
  "$python" -m venv .venv || stop "the virtual environment .venv could not be made"
}

# ensure_venv NAME FILE…: .venv holds the locked FILEs. NAME's stamp is written last and a marker stands meanwhile,
# so that an installation that broke off, ours or another's, is done again.
ensure_venv() {
  local stamp=".venv/.installed-$1" marker=.venv/.installing wanted file arguments=()
  shift
  .venv/bin/python -c '' 2>/dev/null || make_venv
  wanted="$(cksum "$@") $(.venv/bin/python -V)"
  [ -e $marker ] || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
  say "Installing what is needed into .venv (once, a minute or two) …"
  for file in "$@"; do arguments+=(-r "$file"); done
  rm -f "$stamp" && : >$marker
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes "${arguments[@]}" ||
    stop "The installation stopped (see above). Nothing is lost: start again to go on."
  printf '%s' "$wanted" >"$stamp" && rm -f $marker
}
