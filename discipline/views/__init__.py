"""Pages of the review: `review` and `overview` are for the office, `bulletin` for everybody."""

from discipline.views import bulletin, overview, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "overview", "review"]
