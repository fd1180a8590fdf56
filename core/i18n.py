"""Language and reading size. Chinese is the language of the source; English stands in `translations/en`.

Both are carried in the address (`?lang=en&big=1`), so that no page needs a cookie for them.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl

import click
from babel.messages import mofile, pofile
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from core.clock import LOCAL
from core.errors import AppError

LANGUAGES = ("zh", "en")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_ZH = "一二三四五六日"


def init(app: Flask, folder: Path) -> None:
    """Join all catalogs of `folder` (one per package) and carry language and size in every address."""
    domains = sorted(path.stem for path in folder.glob("en/LC_MESSAGES/*.po"))
    for domain in domains:
        _compile(folder / "en" / "LC_MESSAGES" / f"{domain}.po")
    app.config["BABEL_DOMAIN"] = ";".join(domains)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join([str(folder)] * len(domains))
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    Babel(app, locale_selector=language)
    app.url_defaults(_carry)
    app.jinja_env.globals.update(language=language, big=big, either=either)
    app.jinja_env.filters.update(day=format_day, date=format_date, moment=format_moment, clock=format_clock)


def _compile(po: Path) -> None:
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
        # whole or not at all: another process may be reading it
        with po.open("rb") as source, NamedTemporaryFile(dir=mo.parent, suffix=".mo", delete=False) as target:
            mofile.write_mo(target, pofile.read_po(source, locale="en"))
        Path(target.name).chmod(0o644)
        Path(target.name).replace(mo)


def language() -> str:
    """Return the reader's language: the address says it, otherwise Chinese."""
    wanted = request.args.get("lang", "zh") if has_request_context() else "zh"
    return wanted if wanted in LANGUAGES else "zh"


def big() -> bool:
    """Tell whether the reader asked for large type."""
    return has_request_context() and request.args.get("big") == "1"


@lru_cache(maxsize=256)
def guise(query: str) -> tuple[str, bool]:
    """Return language and large type as a query string asks for them, without a request at hand."""
    arguments = MultiDict(parse_qsl(query, keep_blank_values=True))
    wanted = arguments.get("lang", "zh")
    return wanted if wanted in LANGUAGES else "zh", arguments.get("big") == "1"


def _carry(endpoint: str, values: dict[str, object]) -> None:
    if not has_request_context() or endpoint == "static":
        return
    if language() != "zh":
        values.setdefault("lang", language())
    if big():
        values.setdefault("big", "1")


def is_english() -> bool:
    """Tell whether the page is being written in English."""
    locale = get_locale()
    return locale is not None and locale.language == "en"


def either(chinese: str, english: str) -> str:
    """Return the text of the reader's language; Chinese where nobody wrote the English one."""
    return english if english and is_english() else chinese


def sentence(code: str, **params: object) -> str:
    """Return the sentence of an error code, which `web.messages` holds, for showing it at a field."""
    said: str = current_app.jinja_env.globals["sentence"](code, **params)  # type: ignore[operator]
    return said


def refusal(error: AppError) -> click.ClickException:
    """Return what a command says where a use case refused: the sentence of its code, in English as commands speak."""
    with force_locale("en"):
        return click.ClickException(sentence(error.code, **error.params))


def format_day(day: date) -> str:
    """Write a local day as people do: `11 月 3 日，星期二`, `Tuesday 3 November`."""
    if is_english():
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {day:%B}"
    return f"{day.month} 月 {day.day} 日，星期{WEEKDAYS_ZH[day.weekday()]}"


def format_date(day: date) -> str:
    """Write a local day without its weekday, for tables: `11 月 3 日`, `3 November`."""
    return f"{day.day} {day:%B}" if is_english() else f"{day.month} 月 {day.day} 日"


def format_clock(moment: datetime) -> str:
    """Write the local time of day: `9:00`."""
    local = moment.astimezone(LOCAL)
    return f"{local.hour}:{local.minute:02}"


def format_moment(moment: datetime) -> str:
    """Write an aware moment as local day and time: `11 月 3 日 9:00`."""
    local = moment.astimezone(LOCAL)
    day = f"{local.day} {local:%B}" if is_english() else f"{local.month} 月 {local.day} 日"
    return f"{day} {format_clock(moment)}"


__all__ = [
    "_",
    "big",
    "either",
    "format_clock",
    "format_date",
    "format_day",
    "format_moment",
    "guise",
    "init",
    "is_english",
    "language",
    "refusal",
    "sentence",
]
