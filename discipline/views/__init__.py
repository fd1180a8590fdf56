"""Pages of the review: `review` is for officers, `bulletin` for everybody."""

from discipline.views import bulletin, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "review"]
