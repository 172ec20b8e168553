"""A page opened from disk in a real browser, watched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Runs before the page's own scripts: notes what the drawing writes and where it puts round marks, in window pixels.
WATCH = """
window.written = []; window.rounds = [];
const context = CanvasRenderingContext2D.prototype;
const { fillText, arc } = context;
context.fillText = function (text, ...rest) { window.written.push(text); return fillText.call(this, text, ...rest); };
context.arc = function (x, y, ...rest) {
  const { a, d, e, f } = this.getTransform();
  const box = this.canvas.getBoundingClientRect();
  const dense = this.canvas.width / box.width;
  window.rounds.push([box.x + (a * x + e) / dense, box.y + (d * y + f) / dense]);
  return arc.call(this, x, y, ...rest);
};
"""


class Opened:
    """A page with what it asked for and what it complained of; all requests but for the file itself are blocked."""

    def __init__(self, browser: Browser, path: Path, **options: Any) -> None:
        self.path = path
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        self.context.set_offline(True)
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def at(self, address: str = "") -> Page:
        """The page at an address within it."""
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + address)
        self.page.wait_for_selector("#panel h2")
        return self.page

    @property
    def foreign(self) -> list[str]:
        """The requests that went for anything but the file itself."""
        own = (self.path.as_uri(), "about:", "data:")
        return [url for url in self.requests if not url.startswith(own)]

    def labels(self) -> Sequence[str]:
        """What the drawing writes when it is drawn anew."""
        self.page.evaluate("window.written.length = 0")
        self.page.locator("#fit").click()
        self.page.wait_for_timeout(150)
        written: list[str] = self.page.evaluate("window.written")
        return written

    def heading(self, text: str) -> None:
        """Wait until the panel is about ``text``."""
        self.page.wait_for_function("text => document.querySelector('#panel h2').textContent === text", arg=text)
