"""Reads of reviews and what is published, of many rounds at once, of what those evaluated say, of draws."""

from discipline.queries.desk import DeskRow, desk
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
from discipline.queries.overview import Overview, Township, overview
from discipline.queries.own import OwnRound, own_round, own_rounds, self_grades, self_score_row, self_scores
from discipline.queries.reviews import (
    Published,
    Standing,
    findings_missing,
    judged_before,
    published,
    published_of_village,
    review_of,
    reviews,
    standings,
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
    "Overview",
    "OwnRound",
    "Published",
    "Standing",
    "StatementView",
    "Township",
    "desk",
    "draw",
    "draw_row",
    "draws",
    "findings_missing",
    "former",
    "judged_before",
    "newest_counted",
    "overview",
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
    "standings",
    "statement_row",
    "statements",
    "statements_shown",
    "waiting_statements",
    "where_first",
]
