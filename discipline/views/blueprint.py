"""The blueprint of the review's pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("discipline", __name__)
