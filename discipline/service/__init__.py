"""Use cases of the review, the digests of many, the papers, the person evaluated, spot checks."""

from discipline.service.draw import Sheet, prepare_draw, throw
from discipline.service.findings import catch_up, make_again
from discipline.service.own import enter_self_score, let_through, return_statement, write_statement
from discipline.service.papers import dossier, note_export
from discipline.service.review import check, look, make_review, preview, publish, reopen, send_back, sign

__all__ = [
    "Sheet",
    "catch_up",
    "check",
    "dossier",
    "enter_self_score",
    "let_through",
    "look",
    "make_again",
    "make_review",
    "note_export",
    "prepare_draw",
    "preview",
    "publish",
    "reopen",
    "return_statement",
    "send_back",
    "sign",
    "throw",
    "write_statement",
]
