"""Use cases of the review."""

from discipline.service.papers import dossier, note_export
from discipline.service.review import check, look, make_review, publish, reopen, send_back, sign

__all__ = [
    "check",
    "dossier",
    "look",
    "make_review",
    "note_export",
    "publish",
    "reopen",
    "send_back",
    "sign",
]
