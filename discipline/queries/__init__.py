"""Reads of reviews and what is published, and of many rounds at once."""

from discipline.queries.overview import Overview, Township, overview
from discipline.queries.reviews import (
    DeskRow,
    Published,
    Standing,
    desk,
    findings_missing,
    published,
    published_of_village,
    review_of,
    reviews,
    standings,
)

__all__ = [
    "DeskRow",
    "Overview",
    "Published",
    "Standing",
    "Township",
    "desk",
    "findings_missing",
    "overview",
    "published",
    "published_of_village",
    "review_of",
    "reviews",
    "standings",
]
