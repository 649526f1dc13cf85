"""A headless Chromium for tests of the review site, driven by Playwright; Chromium is the machine's own."""

import contextlib
import shutil

import pytest

from tests.press.chromium import BINARIES, OPTIONS

MISSING = f"none of {', '.join(BINARIES)} is in PATH: 'apt-get install chromium' brings one"


@contextlib.contextmanager
def browser():
    """A browser; the test is skipped, with the reason, where there is none."""
    binary = next((found for name in BINARIES if (found := shutil.which(name))), None)
    if binary is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    of_driver = ("--headless", "--remote-debugging-pipe")  # which Playwright gives itself
    quiet = [one for one in OPTIONS if one not in of_driver]
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=binary, args=quiet)
        try:
            yield made
        finally:
            made.close()


class Watched:
    """A page in the browser, with all that it should not have done: ``wrong`` must stay empty."""

    def __init__(self, browser, **look):
        self.wrong = []
        self.context = browser.new_context(reduced_motion="reduce", **look)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a machine may have much else to do
        self.page.on("console", lambda said: self.wrong.append(f"console: {said.text}") if said.type != "log" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", lambda asked: None if asked.url.startswith("file:") else self._asked(asked.url))
        self.page.on("dialog", lambda one: (self.wrong.append(f"dialog: {one.message}"), one.dismiss()))

    def _asked(self, url):
        if not url.startswith("blob:"):  # what it has itself made to be saved
            self.wrong.append(f"request: {url}")
