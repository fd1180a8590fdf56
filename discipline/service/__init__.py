"""Use cases of the review, the digests of many, and the papers."""

from discipline.service.findings import catch_up, make_again
from discipline.service.papers import dossier, note_export
from discipline.service.review import check, look, make_review, publish, reopen, send_back, sign

__all__ = [
    "catch_up",
    "check",
    "dossier",
    "look",
    "make_again",
    "make_review",
    "note_export",
    "publish",
    "reopen",
    "send_back",
    "sign",
]
