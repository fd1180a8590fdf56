"""What every page of ours must keep, whoever wrote it: checked on each answer a test client gets."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

from web.security import HEADERS

CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {
    "hidden",
    "submit",
    "button",
    "image",
    "reset",
}  # input types that carry their own text, or none
LANGUAGES = {"zh-Hans", "en"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for")


def faults(html: str, *, staff: bool = False) -> list[str]:
    """Return what is wrong with a page; `staff` pages must carry a CSRF token in every POST form."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    found = [f"HTML {position}: {code} {data}" for position, code, data in parser.errors]
    for check in (_head, _outline, _ids, _labels, _inline, _words):
        found += check(root)
    return found + (_tokens(root) if staff else [])


def header_faults(headers: dict[str, str]) -> list[str]:
    """Return the security headers that are missing or weaker than ours."""
    return [name for name, value in HEADERS.items() if headers.get(name) != value]


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _head(root: Element) -> list[str]:
    title = root.find("head/title")
    text = "" if title is None else _text(title)
    found = [] if text and not text.startswith("·") else [f"the title says nothing: {text!r}"]
    return found + ([] if root.get("lang") in LANGUAGES else [f"the page's language: {root.get('lang')!r}"])


def _outline(root: Element) -> list[str]:
    counts = Counter(element.tag for element in root.iter())
    found = [f"{counts[tag]} <{tag}> elements" for tag in ("h1", "main") if counts[tag] != 1]
    found += ["an image without alt" for image in root.iter("img") if image.get("alt") is None]
    found += ["a button without words" for button in root.iter("button") if not _name(button)]
    return found + ["a link without words" for link in root.iter("a") if link.get("href") and not _name(link)]


def _name(element: Element) -> str:
    named = [each.get("aria-label") or each.get("alt") or "" for each in element.iter()]
    return _text(element) or "".join(named)


def _ids(root: Element) -> list[str]:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id") is not None)
    found = [f"id {name!r} {count} times" for name, count in ids.items() if count > 1]
    for element in root.iter():
        wanted = [name for attribute in REFERENCES for name in element.get(attribute, "").split()]
        href = element.get("href", "")
        if href.startswith("#") and len(href) > 1:
            wanted.append(href[1:])
        found += [f"<{element.tag}> points at #{name}, which is not there" for name in wanted if name not in ids]
    return found


def _labels(root: Element) -> list[str]:
    named = {label.get("for") for label in root.iter("label") if _text(label)}
    inside = {control for label in root.iter("label") if _text(label) for control in label.iter()}
    return [
        f"<{control.tag} name={control.get('name')!r}> has no label"
        for control in root.iter()
        if control.tag in CONTROLS
        and control.get("type") not in UNLABELLED
        and control not in inside
        and control.get("id") not in named
        and not (control.get("aria-label") or control.get("aria-labelledby"))
    ]


def _inline(root: Element) -> list[str]:
    found = ["a <style> in the page" for _ in root.iter("style")]
    found += ["an inline <script>" for script in root.iter("script") if not script.get("src")]
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "style" or str(name).startswith("on"):
                found.append(f"<{element.tag} {name}=…>")
            if str(value).strip().lower().startswith("javascript:"):
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


def _words(root: Element) -> list[str]:
    body = root.find("body")
    texts = [] if body is None else [text.strip() for text in body.itertext()]
    return [f"the word {text!r} on the page" for text in texts if text in {"None", "Undefined", "nan"}]


def _tokens(root: Element) -> list[str]:
    return [
        f"the form to {form.get('action', 'this page')!r} has no csrf_token"
        for form in root.iter("form")
        if form.get("method", "get").lower() == "post"
        and not any(field.get("name") == "csrf_token" and field.get("value") for field in form.iter("input"))
    ]
