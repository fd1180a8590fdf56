"""Commands for the whole database: `flask --app wsgi backup FILE` and `restore FILE`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from ballotbox.service import backups

NO_KEYS = "Key files are not in it: keep a copy of the folder keys/ somewhere else."


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Copy the database to FILE while the server runs. Key files are not copied."""
    try:
        ballots = backups.back_up(file)
    except backups.CannotCopy as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{file} could not be written ({error.strerror}). No backup was made.") from error
    click.echo(f"{file}: {ballots} sealed ballots. {NO_KEYS}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Also where the database here holds what the backup lacks.")
@with_appcontext
def restore(file: Path, force: bool) -> None:
    """Put the backup in FILE in place of the database. Stop the server before."""
    try:
        done = backups.restore(file, force=force)
    except backups.CannotCopy as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"a copy could not be written ({error.strerror}).") from error
    click.echo(f"Restored: {done.ballots} sealed ballots.")
    if done.safety_copy:
        click.echo(f"What was here before: {done.safety_copy}. Delete it once all is well.")
    if done.missing_keys:
        click.echo(
            f"Missing in the folder of keys: {', '.join(done.missing_keys)}. Put back their copies before the server "
            "starts: without them the printed codes, or the boxes, do not open."
        )
