# Sourced by ./check: what the browser tests need from the system. Root on Debian gets it installed.

missing_packages() {
  [ -x "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || echo chromium
  # Debian's chromium starts without it and stops at the first page
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || echo libatomic1
  fc-list :lang=zh 2>/dev/null | grep -q . || echo fontconfig fonts-wqy-microhei
}

ensure_browser() {
  local packages
  packages=$(missing_packages | xargs)
  [ -n "$packages" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 – several names on purpose
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages
  else
    stop "The browser tests need something more. On Debian or Ubuntu: sudo apt-get install $packages"
  fi
}
