# Sourced by ./check: the PostgreSQL server that tests start for themselves. Root on Debian gets it installed; anybody
# else is told what to install, and the tests that need it are skipped.

has_postgres() {
  command -v initdb >/dev/null && command -v pg_ctl >/dev/null && return
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

ensure_postgres() {
  has_postgres && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # the programs alone: the package would start a server of its own on the usual port
    apt-get install -y -qq --no-install-recommends postgresql-common
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/zhiping-tests.conf
    apt-get install -y -qq --no-install-recommends postgresql
    rm /etc/postgresql-common/createcluster.d/zhiping-tests.conf
  fi
}
