"""The appraisal on the command line: `flask --app wsgi appraise FILE`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from appraisal.domain.cases.words import WORDS
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
    except (ValueError, RecursionError) as error:  # also UnicodeDecodeError, JSONDecodeError and CountsError
        raise click.ClickException(f"{file}: {_reason(error)}") from error
    click.echo(json.dumps(results, ensure_ascii=False, indent=1))


def _reason(error: Exception) -> str:
    """The code and detail of an error, and what it means."""
    if not isinstance(error, CountsError):
        return f"not a case file in JSON ({error})"
    return f"{error} – {WORDS.get(error.code, error.code)}"
