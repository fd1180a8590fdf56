"""Pages of the review: `review`, `papers` and `overview` are for the office, `bulletin` and its sheet for everybody."""

from discipline.views import bulletin, overview, papers, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "overview", "papers", "review"]
