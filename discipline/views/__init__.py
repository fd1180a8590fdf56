"""Pages: `review`, `papers`, `overview`, `draw` for the office, `own` for the evaluated person, `bulletin` for all."""

from discipline.views import bulletin, draw, overview, own, papers, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "draw", "overview", "own", "papers", "review"]
