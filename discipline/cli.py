"""The digests of counted rounds on the command line: `flask --app wsgi findings`."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from discipline import service


@click.command("findings")
@with_appcontext
def findings() -> None:
    """Make the digests behind the overviews again, from what is stored; says how many had become different."""
    made = service.make_again()
    click.echo(f"{made.rounds} rounds, {made.changed} digests changed.")
    for public_id in made.unreadable:
        click.echo(f"round {public_id}: its counts cannot be read, or are not those of this round.")
