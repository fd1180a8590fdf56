"""Commands of the whole installation: `flask --app wsgi …`."""

from __future__ import annotations

from flask import Flask

from appraisal.cli import appraise
from ballotbox.cli import backup, bundle, notice, restore
from demo.cli import init_demo, simulate
from discipline.cli import findings
from sms.cli import sms_parse
from web.audit_cli import audit
from web.serve import serve


def init(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(serve)
    app.cli.add_command(audit)
    app.cli.add_command(appraise)
    app.cli.add_command(findings)
    app.cli.add_command(sms_parse)
    app.cli.add_command(notice)
    app.cli.add_command(bundle)
    app.cli.add_command(init_demo)
    app.cli.add_command(simulate)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
