"""The A4 poster of a notice. It hangs on a village wall, so it is in Chinese."""

from __future__ import annotations

from core import pdf, qr
from core.i18n import WEEKDAYS_ZH
from notices.domain.spoken import hour, ordinal
from notices.domain.states import State
from notices.queries import DayView
from survey.domain.heads import HEADS


def poster(visit: DayView, township: str, address: str, sms_number: str, *, picture: bool = False) -> bytes:
    """Return the poster as PDF (or as a PNG of 150 dpi); its QR code holds `address`."""
    data = poster_data(visit, township, address, sms_number)
    return pdf.render("notices/poster.typ", data, pages="png" if picture else "pdf", ppi=150)


def poster_data(visit: DayView, township: str, address: str, sms_number: str) -> dict[str, object]:
    """Return what the poster's template reads."""
    weekday = WEEKDAYS_ZH[visit.day.weekday()]
    when = f"{visit.day.month} 月 {visit.day.day} 日（星期{weekday}）{hour(visit.starts)}"
    return {
        "label": _label(visit),
        "dense": len(visit.place.zh + visit.rain_place.zh) > 26 or len(visit.attendees.zh) > 44,
        "draft": visit.state is State.DRAFT,
        "where": f"{township} · {visit.village.zh}",
        "when": when,
        "place": visit.place.zh,
        "rain": visit.rain_place.zh,
        "who": f"{ordinal(visit.group_number)}组：{visit.attendees.zh}",
        "heads": [{"name": head.key, "plain": visit.questions.get(head.key) or head.plain.zh} for head in HEADS],
        "qr": qr.svg(address),
        "sms_text": f"{visit.village_number} 您的意见",
        "sms_number": " ".join(sms_number[i : i + 4] for i in range(0, len(sms_number), 4)),
        "posted": f"{visit.posted_on.month} 月 {visit.posted_on.day} 日张贴" if visit.posted_on else "",
    }


def _label(visit: DayView) -> str:
    if visit.state is State.CANCELLED:
        return "已取消"
    return "预告 · 改期，以这张为准" if visit.earlier else "预告"
