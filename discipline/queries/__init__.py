"""Reads of reviews and what is published, of what the person evaluated says, of spot-check draws."""

from discipline.queries.draw import (
    DrawView,
    draw,
    draw_row,
    draws,
    former,
    newest_counted,
    rounds_of,
    sheets,
    where_first,
)
from discipline.queries.own import OwnRound, own_round, own_rounds, self_grades, self_score_row, self_scores
from discipline.queries.reviews import (
    DeskRow,
    Published,
    desk,
    is_own,
    published,
    published_of_village,
    review_of,
    reviews,
)
from discipline.queries.said import (
    StatementView,
    statement_row,
    statements,
    statements_shown,
    waiting_statements,
)

__all__ = [
    "DeskRow",
    "DrawView",
    "OwnRound",
    "Published",
    "StatementView",
    "desk",
    "draw",
    "draw_row",
    "draws",
    "former",
    "is_own",
    "newest_counted",
    "own_round",
    "own_rounds",
    "published",
    "published_of_village",
    "review_of",
    "reviews",
    "rounds_of",
    "self_grades",
    "self_score_row",
    "self_scores",
    "sheets",
    "statement_row",
    "statements",
    "statements_shown",
    "waiting_statements",
    "where_first",
]
