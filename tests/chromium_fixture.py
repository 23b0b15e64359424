"""A real browser for tests, where there is one: Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def open_page(*arguments: str) -> Iterator["Page"]:
    """A page of a new browser. No asyncio beside it: Playwright has a loop of its own running."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("没有 Chromium（apt install chromium），不能在真的浏览器里试")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = [*_QUIET, *arguments]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            yield browser.new_page(viewport={"width": 1280, "height": 800})
        finally:
            browser.close()
