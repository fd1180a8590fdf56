"""Pages: `review`, `overview`, `draw` are the office's, `own` the evaluated person's, `bulletin` everybody's."""

from discipline.views import bulletin, draw, overview, own, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "draw", "overview", "own", "review"]
