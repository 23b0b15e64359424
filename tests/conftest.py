"""One profile for every property; what waits for servers begins first."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # no test here asserts a time
settings.load_profile("house")
_LONG = ("tests/flows/test_whole_edition.py", "tests/flows/", "tests/deployments/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: with two processes the short ones fill the time beside them."""
    items.sort(key=lambda item: next((n for n, p in enumerate(_LONG) if p in item.nodeid), 9))
