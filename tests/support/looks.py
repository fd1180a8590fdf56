"""What a page must not look like: wider than the screen, or with boxes instead of signs."""

from __future__ import annotations

from playwright.sync_api import Page

WIDER = "() => document.documentElement.scrollWidth - innerWidth"
# Draws every sign of the page beside one that no font has, in the page's own font, and returns those drawn alike.
BOXES = r"""() => {
  const font = getComputedStyle(document.body).fontFamily, pen = document.createElement('canvas').getContext('2d',
    { willReadFrequently: true });
  pen.canvas.width = pen.canvas.height = 32;
  pen.font = `24px ${font}`;
  const drawn = sign => {
    pen.clearRect(0, 0, 32, 32);
    pen.fillText(sign, 2, 26);
    return pen.getImageData(0, 0, 32, 32).data.join();
  };
  const missing = new Set(['\u{10FFFD}', '\u{FFFFD}', '\u0378'].map(drawn));
  const signs = new Set(document.body.innerText.replace(/\s/g, ''));
  return [...signs].filter(sign => missing.has(drawn(sign)));
}"""


def wider_than_screen(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; 0 where nothing scrolls sideways."""
    return max(0, int(page.evaluate(WIDER)))


def boxes(page: Page) -> list[str]:
    """Return the signs of the page that no font here can draw."""
    found: list[str] = page.evaluate(BOXES)
    return found
