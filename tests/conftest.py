"""One profile for every property; what waits for servers begins first."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # no test here asserts a time
settings.load_profile("house")
_LONG = ("tests/flows/test_whole_edition.py", "tests/flows/", "tests/deployments/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: with two processes the short ones fill the time beside them."""
    items.sort(key=lambda item: next((n for n, p in enumerate(_LONG) if p in item.nodeid), 9))
    known = (Path(__file__).parent / "known_failing.txt").read_text("utf-8").split()
    for item in items:
        if item.nodeid.startswith(tuple(known)):
            reason = "fails in a whole run; tests/known_failing.txt may only shrink"
            item.add_marker(pytest.mark.xfail(reason=reason, strict=False))
