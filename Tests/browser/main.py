"""Prepares a demonstration, serves it on a free port, opens a browser and runs every test of this folder on it."""

import sys
import unittest
from pathlib import Path

import oidc_provider_mock
from playwright.sync_api import expect, sync_playwright

from site_test_case import PATIENCE, Site, SiteTestCase
from server import DemonstrationServer


class Result(unittest.TextTestResult):
    """Counts the tests that failed, each once, however many of its sub-tests did."""

    def failed(self) -> int:
        return len({getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors})


def sentences(suite: unittest.TestSuite, words: list[str]) -> unittest.TestSuite:
    """The tests whose sentence contains one of the words; all of them without words."""
    chosen = unittest.TestSuite()
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            chosen.addTest(sentences(part, words))
        elif not words or any(word in part.id() for word in words):
            chosen.addTest(part)
    return chosen


def main() -> int:
    expect.set_options(timeout=PATIENCE)
    # `duties_story` and `lists_story` do not pass yet against the demonstration as it is: run them by hand until they do.
    tests = unittest.defaultTestLoader.discover(str(Path(__file__).parent), pattern="*_test.py")
    with (
        oidc_provider_mock.run_server_in_thread() as provider,
        DemonstrationServer(f"http://localhost:{provider.server_port}") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        SiteTestCase.site = Site(server, browser)
        # To standard output, as one stream with the tally.
        result = unittest.TextTestRunner(sys.stdout, resultclass=Result, verbosity=2).run(sentences(tests, sys.argv[1:]))
        browser.close()
    print(f"{result.testsRun - result.failed()} passed, {result.failed()} failed")
    return 1 if result.failed() else 0


if __name__ == "__main__":
    sys.exit(main())
