"""Use cases of the review, of the person evaluated, of spot checks."""

from discipline.service.draw import Sheet, prepare_draw, throw
from discipline.service.own import enter_self_score, let_through, return_statement, write_statement
from discipline.service.review import check, look, make_review, publish, reopen, send_back, sign

__all__ = [
    "Sheet",
    "check",
    "enter_self_score",
    "let_through",
    "look",
    "make_review",
    "prepare_draw",
    "publish",
    "reopen",
    "return_statement",
    "send_back",
    "sign",
    "throw",
    "write_statement",
]
