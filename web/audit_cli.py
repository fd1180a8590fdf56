"""The audit log on the command line: `flask --app wsgi audit verify [NOTICE.json …]` and `audit forget LOGIN`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from core import audit as log
from core.audit_tree import Checkpoint
from core.canonical import canonical, grouped, printed_hash
from core.errors import AppError
from core.i18n import refusal
from roster import queries as roster

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("audit")
def audit() -> None:
    """Check the staff audit log, or forget a name in it."""


@audit.command("verify")
@click.argument("notices", nargs=-1, type=FILE, metavar="[NOTICE.json]...")
@with_appcontext
def verify(notices: tuple[Path, ...]) -> None:
    """Recompute the log and compare it with all stored checkpoints and those on NOTICEs; exit code 1 where it differs.

    The notices must be those on the wall: compare the SHA-256 that is said of each with the one on paper.
    """
    printed = [checkpoint for path in notices for checkpoint in _read(path)]
    found = log.verify(printed)
    standing = log.standing()
    click.echo(f"audit log  {standing.size} entries, root {grouped(standing.root)}")
    for fault in found:
        click.echo(f"DIFFERENT  {fault}")
    if found:
        raise click.exceptions.Exit(1)
    click.echo("No difference.")


def _read(path: Path) -> list[Checkpoint]:
    """Return the checkpoints of a file, and say the hash of each notice in it."""
    try:
        found = list(_checkpoints(path.name, json.loads(path.read_bytes())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.ClickException(f"{path}: not a notice in JSON ({type(error).__name__})") from error
    if not found:
        raise click.ClickException(f"{path} holds no checkpoint of the audit log: nothing could be compared with it")
    return found


def _checkpoints(name: str, content: dict[str, Any]) -> Iterator[Checkpoint]:
    """Yield the checkpoint of a notice, or those of the two notices in the auditors' bundle."""
    inner = {f"{name}, {kind} notice": content[kind] for kind in ("opening", "closing") if kind in content}
    for said, notice in (inner or {name: content}).items():
        if "audit" in notice:
            checkpoint = Checkpoint(int(notice["audit"]["size"]), str(notice["audit"]["root"]), f"on {said}")
            click.echo(f"{said}  SHA-256 {printed_hash(canonical(notice))}")
            yield checkpoint


@audit.command("forget")
@click.argument("staff", metavar="LOGIN|NUMBER")
@click.option("--login", required=True, help="Account of the administrator who answers for it.")
@click.confirmation_option(prompt="Erase this person's name, and what the person typed, from the log for ever?")
@with_appcontext
def forget(staff: str, login: str) -> None:
    """Erase a member of staff's name and free text from the log; its tree stays whole.

    NUMBER is the account's own, for an account that is gone.
    """
    administrator, person = roster.staff_by_login(login), roster.staff_by_login(staff)
    if administrator is None:
        raise click.ClickException(f"there is no account {login}")
    if person is None and not staff.isdigit():
        raise click.ClickException(f"there is no account {staff}")
    try:
        erased = log.forget(administrator.actor, person.id if person else int(staff))
    except AppError as error:
        raise refusal(error) from error
    click.echo(f"Erased from {erased} entries. Backups made before still hold the name.")
