"""Which packages there are: their pages, and who hears whose news."""

from __future__ import annotations

from flask import Flask

import ballotbox.service
import ballotbox.views
import casework.service
import casework.views
import discipline.service
import discipline.views
import notices.views
import roster.views
import sms.views
import survey.views
import web.audit
import web.views
from ballotbox.domain.news import ResultPublished, RoundCounted
from core.events import subscribe
from survey.domain.news import AnswerSubmitted

BLUEPRINTS = (
    web.views.bp,
    web.audit.bp,
    roster.views.bp,
    ballotbox.views.bp,
    discipline.views.bp,
    survey.views.bp,
    notices.views.bp,
    casework.views.bp,
    sms.views.bp,
)


def join(app: Flask) -> None:
    """Register every package's pages and subscriptions."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    subscribe(app, RoundCounted, discipline.service.make_review)
    subscribe(app, ResultPublished, ballotbox.service.begin_objections)
    subscribe(app, AnswerSubmitted, casework.service.receive)
