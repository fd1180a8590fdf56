"""The office's papers of a round, for officers; and the sheet of the bulletin, for everybody."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from core.auth import Open, Role, access, actor
from core.errors import Conflict, NotFound
from core.memory import remembered
from discipline import pdf, queries, service
from discipline.domain.papers.dossier import Dossier
from discipline.domain.papers.original import original, signed_text
from discipline.spreadsheet import spreadsheet
from discipline.views.blueprint import bp

KEPT = 100  # sheets in memory: a bulletin never changes, whoever asks again and again has it typeset once


@bp.get("/staff/reviews/<round_id>/report.pdf")
@access(Role.OFFICER)
def report_pdf(round_id: str) -> Response:
    """Print the report for the office."""
    of = _dossier(round_id)
    return _handed_out(of, pdf.office_report(of), "report.pdf", "结果报告.pdf", "application/pdf")


@bp.get("/staff/reviews/<round_id>/result.xlsx")
@access(Role.OFFICER)
def result_xlsx(round_id: str) -> Response:
    """Give the result as a spreadsheet."""
    of = _dossier(round_id)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _handed_out(of, spreadsheet(of), "result.xlsx", "结果.xlsx", kind)


@bp.get("/staff/reviews/<round_id>/result.json")
@access(Role.OFFICER)
def result_json(round_id: str) -> Response:
    """Give the result with the meaning of its figures."""
    of = _dossier(round_id)
    return _handed_out(of, original(of).encode(), "result.json", "结果.json", "application/json")


@bp.get("/staff/reviews/<round_id>/signed.json")
@access(Role.OFFICER)
def signed_json(round_id: str) -> Response:
    """Give the very text that is hashed and signed; refused where it would tell of a small group."""
    of = _dossier(round_id)
    text = signed_text(of)
    if text is None:
        raise Conflict("original_withheld")
    return _handed_out(of, text.encode(), "signed.json", "结果原文.json", "application/json")


@bp.get("/r/<round_id>.pdf")
@access(Open.PUBLIC)
def posting_sheet(round_id: str) -> Response:
    """Print the published bulletin for the notice board."""
    found = queries.published(round_id)
    if found is None:
        raise NotFound("no_sheet_yet")
    kept: dict[str, bytes] = remembered("posting_sheets", dict)
    if found.text not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[found.text] = pdf.posting_sheet(found)
    name = _name(found.content["village"], "结果公告.pdf")
    headers = {"Content-Disposition": f"inline; filename=bulletin-{round_id}.pdf; {name}"}
    return Response(kept[found.text], mimetype="application/pdf", headers=headers)


def _dossier(round_id: str) -> Dossier:
    return service.dossier(actor(), round_id, pdf.public_address(round_id))


def _handed_out(of: Dossier, content: bytes, file: str, name: str, kind: str) -> Response:
    """Note that an officer takes a paper away, then hand it over; no cache may keep it."""
    service.note_export(actor(), of, file)
    plain = f"{of.spec.round}-{file}"
    headers = {
        "Content-Disposition": f"attachment; filename={plain}; {_name(of.spec.title, name)}",
        "Cache-Control": "no-store",
    }
    return Response(content, mimetype=kind, headers=headers)


def _name(of: str, name: str) -> str:
    """Return a file name in Chinese as RFC 5987 writes it in a header."""
    return f"filename*=UTF-8''{quote(f'{of}-{name}', safe='')}"
