"""The printed sheets of a result: the office report, and the published bulletin for the notice board. In Chinese."""

from __future__ import annotations

from flask import current_app

from core import pdf, qr
from core.charts import draw
from discipline import charts
from discipline.domain.papers.dossier import Dossier
from discipline.domain.papers.posting import posting
from discipline.domain.papers.report import report
from discipline.queries import Published


def public_address(round_id: str) -> str:
    """Return the page of a round as it is printed."""
    return f"{current_app.config['BASE_URL']}/r/{round_id}"


def office_report(of: Dossier) -> bytes:
    """Return the report of a counted round for the office as PDF."""
    # the label is for screen readers of a page; the numbers stand in the table beside
    drawn = [spec and draw(f"p{place}", "", spec) for place, spec in enumerate(charts.report(of))]
    return pdf.render("discipline/report.typ", report(of) | {"charts": drawn})


def posting_sheet(found: Published) -> bytes:
    """Return the sheet of a published bulletin, made from its frozen text alone."""
    address = public_address(found.round)
    return pdf.render("discipline/posting.typ", posting(found.content, found.sha256, address) | {"qr": qr.svg(address)})
