"""Runs every test of this folder on copies of one demonstration, in two processes with a browser each."""

import contextlib
import io
import multiprocessing
import queue
import sys
import tempfile
import time
import unittest
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import oidc_provider_mock
from playwright.sync_api import expect, sync_playwright

from server import Demonstration
from site_test_case import PATIENCE, Site, SiteTestCase

# Each has a server and a browser beside it: more of them than cores only wait for each other.
PROCESSES = 2
# What takes longest begins first: if it began last, it would be waited for alone. The very first needs no demonstration,
# which is prepared for the second meanwhile.
LONGEST = ["LifeTest", "PhonePagesTest", "ZoomedPagesTest", "DesktopPagesTest", "FiguresCrawlTest", "AccountsTest"]


class Result(unittest.TextTestResult):
    """Counts the tests that failed, each once, however many of its sub-tests did; and says how long each took."""

    def failed(self) -> int:
        return len({getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors})

    def startTest(self, test: unittest.TestCase) -> None:
        self._began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test: unittest.TestCase) -> None:
        # The runner writes "ok" and ends the line.
        self.stream.write(f"{time.monotonic() - self._began:.0f} s ")
        super().addSuccess(test)


@dataclass
class Tally:
    """What came of the tests of one class."""

    name: str
    told: str
    ran: int
    failed: int


def sentences(suite: unittest.TestSuite, words: list[str]) -> Iterator[unittest.TestCase]:
    """The tests whose sentence contains one of the words; all of them without words."""
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from sentences(part, words)
        elif not words or any(word in part.id() for word in words):
            yield part


def tests(words: list[str]) -> dict[str, unittest.TestSuite]:
    """The chosen tests by their class, those first that take longest."""
    classes: dict[str, unittest.TestSuite] = {}
    for test in sentences(unittest.defaultTestLoader.discover(str(Path(__file__).parent), pattern="*_test.py"), words):
        classes.setdefault(type(test).__name__, unittest.TestSuite()).addTest(test)
    return dict(sorted(classes.items(), key=lambda one: LONGEST.index(one[0]) if one[0] in LONGEST else len(LONGEST)))


def work(words: list[str], demonstration: Demonstration, waiting: multiprocessing.Queue, tallies: multiprocessing.Queue) -> None:
    """Runs one class after another, as long as one is waiting, each on a demonstration that no other has touched."""
    expect.set_options(timeout=PATIENCE)
    chosen = tests(words)
    with oidc_provider_mock.run_server_in_thread() as provider, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell")
        while (name := waiting.get()) is not None:
            told = io.StringIO()
            with (
                contextlib.redirect_stdout(told),
                Site(browser, demonstration, f"http://localhost:{provider.server_port}") as site,
            ):
                SiteTestCase.site = site
                result = unittest.TextTestRunner(told, resultclass=Result, verbosity=2).run(chosen[name])
            tallies.put(Tally(name, told.getvalue(), result.testsRun, result.failed()))
        browser.close()


def tally_all(words: list[str], demonstration: Demonstration) -> Iterator[Tally]:
    """Runs the chosen tests in several processes; gives the tally of each class as soon as it is there."""
    context = multiprocessing.get_context("spawn")
    waiting, tallies = context.Queue(), context.Queue()
    missing = list(tests(words))
    for name in missing + [None] * PROCESSES:
        waiting.put(name)
    workers = [context.Process(target=work, args=(words, demonstration, waiting, tallies)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    while missing:
        # Asked before the tallies are: what a process gave before it ended is there by then.
        over = not any(worker.is_alive() for worker in workers)
        try:
            tally = tallies.get(timeout=5)
        except queue.Empty:
            if over:
                break
            continue
        missing.remove(tally.name)
        yield tally
    for worker in workers:
        worker.join()
    for name in missing:
        yield Tally(name, f"ERROR: {name}: the process that ran it broke off\n", 1, 1)


def main() -> int:
    ran = failed = 0
    with tempfile.TemporaryDirectory(prefix="luoshi-browser-") as folder:
        for tally in tally_all(sys.argv[1:], Demonstration(Path(folder))):
            print(f"── {tally.name}\n{tally.told}", flush=True)
            ran += tally.ran
            failed += tally.failed
    print(f"{ran - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
