"""Understanding replies on the command line: `flask --app wsgi sms-parse FILE`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from sms.domain.cases import run_file
from sms.domain.forms import UnknownFormError


@click.command("sms-parse")
@click.argument("file", type=click.Path(path_type=Path))
def sms_parse(file: Path) -> None:
    """Understand the texts of FILE (format of sms_replies.json); print a JSON list of results, in order."""
    try:
        results = run_file(_cases(file))
    except UnknownFormError as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(json.dumps(results, ensure_ascii=False, indent=1))


def _cases(file: Path) -> list[dict[str, Any]]:
    try:
        cases = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.ClickException(f"cannot read {file}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:  # also UnicodeDecodeError and JSONDecodeError
        raise click.ClickException(f"{file}: not a case file in JSON ({error})") from error
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        raise click.ClickException(f"{file}: not a list of cases, each an object with text and form")
    return cases
