"""The recount on the command line: `flask --app wsgi notice ROUND opening`, `flask --app wsgi bundle ROUND FILE`."""

from __future__ import annotations

import os
from pathlib import Path

import click
from flask.cli import with_appcontext

from ballotbox import queries, service
from core.canonical import printed_hash
from core.errors import AppError
from core.i18n import refusal
from roster import queries as roster

NOTICES = {
    "opening": queries.opening_notice,
    "closing": queries.closing_notice,
    "box": queries.box_notice,
}
SECRET = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("notice")
@click.argument("round_id", metavar="ROUND")
@click.argument("kind", type=click.Choice(list(NOTICES)))
@with_appcontext
def notice(round_id: str, kind: str) -> None:
    """Print a notice as JSON, and its SHA-256 (for the printed sheet) on standard error."""
    try:
        text = NOTICES[kind](round_id)
    except AppError as error:
        raise refusal(error) from error
    click.echo(text, nl=False)
    click.echo(f"\nSHA-256 {printed_hash(text)}", err=True)


@click.command("bundle")
@click.argument("round_id", metavar="ROUND")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--login", required=True, help="Account of the officer or key holder who answers for it.")
@click.option("--discipline", type=SECRET, help="File with the discipline office's passphrase; default: ask.")
@click.option("--supervision", type=SECRET, help="File with the supervision committee's passphrase; default: ask.")
@with_appcontext
def bundle(round_id: str, file: Path, login: str, discipline: Path | None, supervision: Path | None) -> None:
    """Write what the auditors recount from to FILE: it holds the round's plain key, keep it as you keep that."""
    staff = roster.staff_by_login(login)
    if staff is None:
        raise click.ClickException(f"there is no account {login}")
    if file.exists():
        raise click.ClickException(f"{file} is there already and is not overwritten")
    phrases = _phrase("discipline office", discipline), _phrase("supervision committee", supervision)
    try:
        text = service.bundle(staff.actor, round_id, *phrases)
    except AppError as error:
        raise refusal(error) from error
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from error
    with os.fdopen(number, "w", encoding="utf-8") as out:
        out.write(text)
    click.echo(f"{file}: python3 recount.py audit {file} bulletin.json opening.json closing.json")


def _phrase(office: str, file: Path | None) -> str:
    if file is None:
        asked: str = click.prompt(f"Passphrase of the {office}", hide_input=True)
        return asked
    return file.read_text("utf-8").strip("\r\n")
