"""Charts with axes: a Vega-Lite specification in, SVG out, drawn on the server without script or inline style.

The small glyphs of table rows are in `templates/macros/chart.html`; why there are both: docs/adr/0015.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from core.pdf import FONTS

# the colours of the stylesheet's tokens: charts are looked at on white, on screen and on paper
INK, QUIET, LINE, SEAL = "#1d2329", "#4b555f", "#d9dee3", "#a8281f"
FONT = "WenQuanYi Micro Hei"  # the width of words is measured with it; a page's stylesheet overrules it
_SVG = "http://www.w3.org/2000/svg"
_LOOK = {
    "background": None,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 14,
        "labelLimit": 240,
        "titleColor": QUIET,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
    },
    "legend": {"labelColor": INK, "labelFontSize": 14, "titleColor": QUIET, "titleFontSize": 14},
    "header": {"labelColor": INK, "labelFontSize": 14, "titleColor": QUIET, "titleFontSize": 14},
    "text": {"color": INK, "fontSize": 13},
}


def draw(name: str, label: str, spec: dict[str, Any]) -> str:
    """Return the chart `spec` (Vega-Lite 6 without ``$schema`` and ``config``) as an SVG element.

    `name` is unique on the page and made of letters, digits and hyphens; `label` is what a screen reader says instead,
    so the numbers must stand in a table beside. The element scales down with its place and carries no style of its
    own. Raises ValueError where the specification is faulty, with what Vega says.
    """
    order = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": _LOOK, **spec}
    return _drawn(name, label, json.dumps(order, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=256)  # a signed result is looked at often and never changes
def _drawn(name: str, label: str, order: str) -> str:
    root = ElementTree.fromstring(_library().vegalite_to_svg(order))  # noqa: S314 – made by the line's own library
    _alone(root, name)
    for size in ("width", "height", "version"):
        root.attrib.pop(size, None)
    root.attrib |= {"xmlns": _SVG, "class": "plot", "role": "img", "aria-label": label, "font-family": FONT}
    return ElementTree.tostring(root, encoding="unicode")


@cache
def _library() -> ModuleType:
    """The chart library, knowing our fonts; loaded with the first chart."""
    import vl_convert  # noqa: PLC0415 – 60 MB of it that ballots never need

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _alone(root: ElementTree.Element, name: str) -> None:
    """Make ids unique on the page, and leave out what is for screen readers inside: `label` speaks for all of it."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        for key, value in list(element.attrib.items()):
            if key == "id":
                element.attrib[key] = f"{name}-{value}"
            elif value.startswith("url(#"):
                element.attrib[key] = value.replace("url(#", f"url(#{name}-")
            elif key.startswith("aria-") or key in {"role", "class", "tabindex", "font-family"}:
                del element.attrib[key]
