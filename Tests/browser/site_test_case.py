"""What every browser test needs: people who are signed in, at a width, and what no page may do."""

import os
import re
import unittest
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser, Page

from server import ROOT, Demonstration, DemonstrationServer

# A failure shows the test's own line, not ours.
__unittest = True

AXE = (ROOT / ".assets/web-test/axe.min.js").read_text()
SCREENSHOTS = os.environ.get("LUOSHI_SCREENSHOTS")
# Milliseconds that a page may take on a machine that does other things too: what never comes fails all the same.
PATIENCE = 60_000
WIDTHS = {"phone": 360, "zoomed": 640, "desktop": 1280}


class Site:
    """A copy of the demonstration, served once somebody asks for it, and the browser. Each person signs in once."""

    def __init__(self, browser: Browser, demonstration: Demonstration, provider: str) -> None:
        self.demonstration = demonstration
        self.provider = provider
        self.password = demonstration.password
        self.has_document = demonstration.document is not None
        self._browser = browser
        self._signed_in: dict[str, dict] = {}
        self._running = ExitStack()

    def __enter__(self) -> "Site":
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @cached_property
    def address(self) -> str:
        return self._running.enter_context(DemonstrationServer(self.demonstration, self.provider)).address

    @contextmanager
    def page(self, login: str | None, width: str = "desktop", scripts: bool = True) -> Iterator[Page]:
        """A page as somebody, or as a stranger, sees it."""
        context = self._browser.new_context(
            base_url=self.address, viewport={"width": WIDTHS[width], "height": 800}, locale="zh-CN",
            java_script_enabled=scripts, storage_state=self._state(login) if login else None)
        context.set_default_timeout(PATIENCE)
        try:
            yield context.new_page()
        finally:
            context.close()

    def sign_in(self, page: Page, login: str, password: str | None = None) -> None:
        """Fills in the form of the page at hand and sends it."""
        page.fill("#login", login)
        page.fill("#password", password or self.password)
        page.click("main form button")

    def _state(self, login: str) -> dict:
        if login not in self._signed_in:
            with self.page(None) as page:
                page.goto("/sign-in")
                self.sign_in(page, login)
                page.wait_for_url(lambda address: "/sign-in" not in address)
                self._signed_in[login] = page.context.storage_state()
        return self._signed_in[login]


class SiteTestCase(unittest.TestCase):
    """A test of the running site."""

    site: Site

    def is_sound(self, page: Page, name: str) -> None:
        """Holds what every page owes: axe finds nothing, nothing is wider than the screen or squeezed, the mark is there."""
        page.wait_for_load_state()
        if SCREENSHOTS:
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SCREENSHOTS}/{re.sub(r'[^A-Za-z0-9.-]+', '_', name)}.png", full_page=True)
        overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertEqual(overhang, 0, f"{overhang} px wider than the screen: {page.evaluate(WIDEST)}")
        crushed = page.evaluate(CRUSHED)
        if crushed:
            self.fail(f"columns too narrow to read: {crushed}")
        self.assertIn("演示数据", page.inner_text("body"))
        if found := violations(page):
            self.fail("\n".join(["axe finds:"] + found))

    @contextmanager
    def without_errors(self, page: Page) -> Iterator[None]:
        """Fails when the page's scripts, style sheets or the security policy complain meanwhile."""
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield
        self.assertEqual([], complaints)


# The elements that reach beyond the screen, for whoever has to mend it.
WIDEST = """[...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.scroll'))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""


# Cells whose words stand one or two to a line: a table that does not scroll squeezes them so.
CRUSHED = """[...document.querySelectorAll('main td, main th')]
    .filter(c => c.offsetParent && c.innerText.trim().length > 6)
    .filter(c => c.clientWidth < 4.5 * parseFloat(getComputedStyle(c).fontSize))
    .slice(0, 3).map(c => c.innerText.trim().slice(0, 30))"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page. Of what it finds right it is not asked: that is thousands of elements."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(results => results.violations)")
    return [describe(violation) for violation in found]


def describe(violation: dict) -> str:
    """One of axe's findings in a few lines."""
    places = [f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:3]]
    return "\n  ".join([f"{violation['id']} ({violation['impact']}): {violation['help']}"] + places)
