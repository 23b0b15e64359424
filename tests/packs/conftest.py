from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.conftest import empty_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation without any edition."""
    with empty_home(tmp_path, monkeypatch) as place:
        yield place
