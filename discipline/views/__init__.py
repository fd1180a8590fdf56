"""Pages: `review` and `draw` are the officers', `own` the person's who is evaluated, `bulletin` is everybody's."""

from discipline.views import bulletin, draw, own, review
from discipline.views.blueprint import bp

__all__ = ["bp", "bulletin", "draw", "own", "review"]
