"""The appraisal on the command line: `flask --app wsgi appraise FILE`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from appraisal.domain.errors import CountsError


@click.command("appraise")
@click.argument("file", type=click.Path(path_type=Path))
def appraise(file: Path) -> None:
    """Compute the cases of FILE (format of stats_cases.json); print {case name: results} as JSON."""
    from appraisal.domain.cases.run import run_file  # noqa: PLC0415 – scipy is slow to import, and the server starts without

    try:
        results = run_file(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise click.ClickException(f"cannot read {file}: {error.strerror}") from error
    except ValueError as error:  # also UnicodeDecodeError, JSONDecodeError and CountsError
        reason = str(error) if isinstance(error, CountsError) else f"not a case file in JSON ({error})"
        raise click.ClickException(f"{file}: {reason}") from error
    click.echo(json.dumps(results, ensure_ascii=False, indent=1))
