"""Use cases of the review, and the digests of many."""

from discipline.service.findings import catch_up, make_again
from discipline.service.review import check, look, make_review, publish, reopen, send_back, sign

__all__ = ["catch_up", "check", "look", "make_again", "make_review", "publish", "reopen", "send_back", "sign"]
