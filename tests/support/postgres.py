"""A real PostgreSQL server, started for the tests that ask for `both_databases`, on a free port of this machine alone.

pytestmark = pytest.mark.usefixtures("both_databases")  # every test of the file, once on each database
@pytest.mark.sqlite_only  # but this one, which looks at SQLite's own statements or files
"""

from __future__ import annotations

import itertools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from core.config import Settings
from core.db import db
from tests.support.fixed_clock import FixedClock
from web.app import create_app

INSTALL = "PostgreSQL is not installed; on Debian or Ubuntu: sudo apt-get install postgresql"
DATABASES = ("sqlite", "postgresql")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that are about SQLite."""
    config.addinivalue_line("markers", "sqlite_only: looks at SQLite's own statements or files")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses `both_databases` once on each."""
    if "both_databases" in metafunc.fixturenames:
        alone = next(metafunc.definition.iter_markers("sqlite_only"), None)
        metafunc.parametrize("both_databases", DATABASES[:1] if alone else DATABASES, indirect=True)


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl: from PATH, or where Debian keeps them, the newest first."""
    found = shutil.which("pg_ctl")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    folders = [*([Path(found).parent] if found else []), *debian]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


# a new database costs half a second, most of it syncs; what a test wrote is gone in hundredths
EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
END $$
"""


@dataclass
class Server:
    """A cluster of its own in a temporary folder; `start` it, `stop` it, make databases in it."""

    folder: Path
    programs: Path
    password: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    port: int = 0
    changed: dict[str, str] = field(default_factory=dict)  # settings other than SETTINGS
    _names: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        keep = self.folder / "password"
        keep.write_text(self.password, "ascii")
        keep.chmod(0o600)
        if os.geteuid() == 0:  # the server refuses to run as root
            for path in (self.folder, keep):
                shutil.chown(path, "postgres", "postgres")
        safe = ["--auth=scram-sha-256", f"--pwfile={keep}", "--username=tests", "--encoding=UTF8", "--locale=C"]
        self._run("initdb", "--pgdata", str(self.folder / "data"), "--no-sync", *safe)
        self.port = free_port()
        self._serve()

    def stop(self) -> None:
        """Stop at once: nothing in it is wanted any more."""
        self._control("stop", "-m", "immediate")

    def kill(self) -> None:
        """SIGKILL to every process of the server at once, as when the machine's memory ran out."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGSTOP)  # or it would go on starting others
        every = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        for pid in every:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 30
        while any(map(runs, every)):
            assert time.monotonic() < until
            time.sleep(0.005)
        if Path(f"/proc/{first}").exists():  # dead, but nobody has taken note of it: a new one would think it alive
            (self.folder / "data" / "postmaster.pid").unlink()
            (self.folder / f".s.PGSQL.{self.port}.lock").unlink()

    def start_again(self) -> None:
        """Start after `kill` or `stop` and wait until it answers."""
        self._serve()

    def faults(self, name: str) -> str:
        """Return what PostgreSQL's own check finds in the tables and indexes of a database; empty: nothing."""
        safe = {"PGPASSWORD": self.password, "PATH": os.environ["PATH"]}
        where = ["--host=127.0.0.1", f"--port={self.port}", "--username=tests", "--install-missing", name]
        command = [str((self.programs / "pg_ctl").resolve().with_name("pg_amcheck")), "--heapallindexed", *where]
        done = subprocess.run(command, check=False, env=safe, capture_output=True, text=True)
        return (done.stdout + done.stderr) or ("" if done.returncode == 0 else f"status {done.returncode}")

    def _serve(self) -> None:
        chosen = SETTINGS | self.changed | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value}" for name, value in chosen.items())
        self._control("start", "-l", str(self.folder / "log"), "-o", options)

    def url(self, name: str) -> str:
        """Return a database's address."""
        return f"postgresql://tests:{self.password}@127.0.0.1:{self.port}/{name}"

    def create(self) -> str:
        """Make a database without tables and return its name."""
        name = f"t{next(self._names)}"
        self.say(f"CREATE DATABASE {name}")
        return name

    def empty(self, name: str) -> None:
        """Take every row out of a database and let its numbers begin with 1 again, whoever is still in it."""
        self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        self.say(EMPTY, name)

    def say(self, sql: str, name: str = "postgres") -> None:
        """Run a statement as the server's owner."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(sql.encode())

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--wait", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*as_postgres(), str(self.programs / program), *arguments]
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        # not a pipe: the server would keep it open
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as said:
            done = subprocess.run(
                command, check=False, cwd="/", env=quiet, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
            said.seek(0)
            log = self.folder / "log"
            assert done.returncode == 0, f"{program}: {said.read()}{log.read_text() if log.exists() else ''}"


def runs(pid: int) -> bool:
    """Tell whether a process is alive; one that nobody has waited for yet is not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def as_postgres() -> list[str]:
    """Return what goes before a server program: root may not start one itself."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["runuser", "-u", "postgres", "--"]


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(**changed: str) -> Iterator[Server]:
    """Run a server of its own, some settings changed; the test is skipped where there are no programs to start it."""
    found = programs()
    if found is None:
        pytest.skip(INSTALL)
    # not under pytest's folders, which another user may not enter
    folder = Path(tempfile.mkdtemp(prefix="zhiping-pg-"))
    server = Server(folder, found, changed=changed)
    try:
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_name(f"{folder.name}.out").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server, once a run."""
    with started() as server:
        yield server


@pytest.fixture(scope="module")
def mortal_postgres() -> Iterator[Server]:
    """A server that a file of tests may kill."""
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_tables(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with all tables and no rows."""
    name = postgres.create()
    named = {"instance_path": str(tmp_path_factory.mktemp("tables")), "database_url": postgres.url(name)}
    with create_app(Settings(**named), now=FixedClock()).app_context():
        db.create_all()
        db.engine.dispose()
    return name


@pytest.fixture
def postgres_url(postgres: Server, postgres_tables: str) -> Iterator[str]:
    """A database with all tables and no rows; emptied after the test."""
    yield postgres.url(postgres_tables)
    postgres.empty(postgres_tables)


@pytest.fixture
def both_databases(request: pytest.FixtureRequest) -> str:
    """The database of this run of the test, "sqlite" or "postgresql": its apps use it."""
    return str(request.param)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The address `make_app` gives its apps; empty: a SQLite file in the test's folder."""
    if "both_databases" in request.fixturenames and request.getfixturevalue("both_databases") == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return ""
