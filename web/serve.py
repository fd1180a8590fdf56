"""`serve`: what `./run` does once all is installed: tables, sample, a word on the screen, the server.

It imports neither pages nor statistics: the server does that, once.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from core.config import Settings
from core.db import db
from core.errors import NotFound, Unavailable
from roster import queries as roster
from web.base import bare_app

ROOM = "4096"  # connections held open at once; whoever comes then waits to be let in
PARTING_SECONDS = "30"  # a server that was told to stop is stopped after so long, whatever it is at
PYTHON = [sys.executable, "-m"]


@click.command("serve")
def serve() -> None:
    """Bring the database up to date, fill an empty one with the sample, and serve."""
    settings = Settings.from_env(os.environ)
    check_port(settings)
    with bare_app(settings).app_context():
        await_database()
        upgrade()
        empty = _is_empty()
        db.engine.dispose()
    if empty and settings.demo == "1":
        subprocess.run([*PYTHON, "flask", "--app", "wsgi", "init-demo", "--if-empty"], check=True)  # noqa: S603 – our own
    click.echo(welcome(settings.base_url, settings.instance / "demo.json"))
    sys.stdout.flush()
    os.execv(sys.executable, [*PYTHON, *server(settings)])  # noqa: S606 – no shell is the point


def check_port(settings: Settings) -> None:
    """Say so in one line, before anything is done, where the address is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, int(settings.port)))
        except OSError as error:
            raise click.ClickException(
                f"cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
                "Is Zhiping running already? Another port: PORT=8001 ./run"
            ) from error


def await_database(seconds: float = 120) -> None:
    """Wait for PostgreSQL: when the power comes back it starts beside us, and may have a log to play back.

    Says in one line, without the password, what is amiss where it does not come or is not safe to store votes in.
    """
    until, url = time.monotonic() + seconds, db.engine.url.render_as_string()
    while True:
        try:
            with db.engine.connect():
                return
        except Unavailable as error:
            raise click.ClickException(
                f"the database {url} runs with fsync=off: a power cut would lose votes that were acknowledged. "
                "Set fsync = on in postgresql.conf, restart PostgreSQL, start again."
            ) from error
        except OperationalError as error:
            if time.monotonic() > until:
                raise click.ClickException(
                    f"the database {url} does not answer. Is PostgreSQL running, and is DATABASE_URL right?"
                ) from error
        time.sleep(min(1, seconds))


def _is_empty() -> bool:
    try:
        roster.township()
    except NotFound:
        return True
    return False


def server(settings: Settings) -> list[str]:
    """Return the server's command line: one process, whose writer shares each sync among many requests."""
    how = ["--interface", "asgi", "--http", "1", "--no-ws", "--workers", "1", "--respawn-failed-workers"]
    how += ["--workers-kill-timeout", PARTING_SECONDS]
    where = ["--host", settings.host, "--port", settings.port, "--backlog", ROOM, "--backpressure", ROOM]
    return ["granian", *how, *where, "--no-access-log", "--log-level", "error", "--factory", "web.door:build"]


def welcome(address: str, sample: Path) -> str:
    """Return what is shown at start: the address and, from the file `init-demo` wrote, who may sign in."""
    lines = ["", f"  直评 Zhiping   {address}/", f"  staff          {address}/staff/"]
    known: dict[str, Any] = json.loads(sample.read_text("utf-8")) if sample.exists() else {}
    if known.get("logins"):
        lines += ["", "  Demo logins (login / password)"]
        lines += [f"    {row['login']:<12} {row['password']:<16} {row['who']}" for row in known["logins"]]
    if known.get("codes"):
        lines += ["", "  Unused demo codes"]
        lines += [f"    {row['code']}   {row['url']}" for row in known["codes"]]
    return "\n".join([*lines, "", "  Stop with Ctrl-C.", ""])


if __name__ == "__main__":
    serve()
