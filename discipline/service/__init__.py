"""Use cases of the review."""

from discipline.service.review import check, look, make_review, publish, reopen, send_back, sign

__all__ = ["check", "look", "make_review", "publish", "reopen", "send_back", "sign"]
