"""Commands of the sample: `init-demo` fills an empty database, `simulate` plays an evening."""

from __future__ import annotations

import random
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext


@click.command("init-demo")
@click.option("--if-empty", is_flag=True, help="Do nothing where there are areas already.")
@click.option("--full-size", is_flag=True, help="Twenty villages of 2,000 people each.")
@with_appcontext
def init_demo(if_empty: bool, full_size: bool) -> None:
    """Fill an empty database with the sample township."""
    from demo.service import sample  # noqa: PLC0415 – brings every package; the server never needs it

    if not sample.is_empty():
        if not if_empty:
            raise click.ClickException("There is a township already; the sample is only for an empty database.")
        return
    click.echo("Making the sample township …")
    sample.build(full_size=full_size)


@with_appcontext
def _attack(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from demo.service import burglary  # noqa: PLC0415 – what the server never needs

    try:
        report = burglary.break_in()
    except burglary.NothingToSteal as error:
        raise click.ClickException(str(error)) from error
    click.echo(report.text)
    context.exit(0 if report.good else 1)


@click.command("simulate")
@click.option("--villages", default=8, type=click.IntRange(1, 400), show_default=True)
@click.option("--voters", default=400, type=click.IntRange(1, 5_000), show_default=True, help="Voters per village.")
@click.option("--sms", "sms_share", default=0.3, type=click.FloatRange(0, 1), show_default=True, help="Share by SMS.")
@click.option("--opinions", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV of real messages.")
@click.option("--url", default="", help="Address of the running server; default: the one in the settings.")
@click.option("--seconds", default=1_800.0, show_default=True, help="Give up after so long.")
@click.option("--seed", type=int, help="Play the same evening again.")
@click.option(
    "--attack", is_flag=True, callback=_attack, expose_value=False, is_eager=True, help="Play a thief instead."
)
@with_appcontext
def simulate(
    villages: int, voters: int, sms_share: float, opinions: Path | None, url: str, seconds: float, seed: int | None
) -> None:
    """Play one evening against the running server and reconcile it with the box; or a thief of its files."""
    from demo.service import simulate as evening  # noqa: PLC0415 – brings an HTTP client that the server never needs

    address = url.rstrip("/") or current_app.config["BASE_URL"]
    seed = random.randrange(2**31) if seed is None else seed  # noqa: S311 – invented behaviour, not a secret
    click.echo(
        f"{villages} villages, {voters} voters each, at {address} (--seed {seed}). Opening rounds, printing slips …"
    )
    order = evening.Order(address, villages, voters, sms_share, seconds, seed, opinions)
    try:
        with click.progressbar(length=100, label="The evening") as bar:
            report = evening.simulate(order, lambda percent: bar.update(percent - bar.pos))
    except evening.CannotPlay as error:
        raise click.ClickException(str(error)) from error
    click.echo(report.text)
    if not report.good:
        raise SystemExit(1)
