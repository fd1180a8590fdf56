"""Pages of the review: `review` and `papers` are for officers, `bulletin` and its sheet for everybody."""

from discipline.views import bulletin, papers, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "papers", "review"]
