"""A lost key is never replaced in silence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from actions.people.enrolling import enrol
from cli.main import run
from runtime import database, keys
from runtime.desk import open_desk
from runtime.errors import WrongKey

MoveTo = Callable[..., None]


@pytest.fixture
def home(tmp_path: Path, move_to: MoveTo) -> Path:
    """An installation with an approver."""
    move_to(tmp_path / "home")
    database.upgrade()
    with open_desk() as desk:
        enrol(desk, "陈主任", ["office"])
    return tmp_path / "home"


def _sentence(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 2
    return capsys.readouterr().err


def test_the_key_that_was_used_is_taken(home: Path) -> None:
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600
    keys.check()


def test_a_missing_key_is_refused_at_start_and_none_is_made(
    home: Path, move_to: MoveTo, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "secret.key").unlink()
    move_to(home)

    for command in ("up", "migrate"):
        assert "这里却没有密钥：请把原来的 secret.key 放到" in _sentence(capsys, command)
    with pytest.raises(WrongKey):
        keys.seal("x")
    assert not (home / "secret.key").exists()


@pytest.mark.parametrize(
    "other", [Fernet.generate_key().decode(), "not a key"], ids=["another", "no key"]
)
def test_another_key_is_refused_at_start(
    home: Path, move_to: MoveTo, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    move_to(home, secret_key=other)

    for command in ("up", "migrate"):
        assert "secret.key" in _sentence(capsys, command)


def test_who_start_together_agree_on_one_key(tmp_path: Path, move_to: MoveTo) -> None:
    move_to(tmp_path / "home")

    with ThreadPoolExecutor(8) as pool:
        seals = list(pool.map(keys.seal, ["x"] * 8))

    assert len(set(seals)) == 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret.key"]


def test_two_installations_are_told_apart_and_two_machines_of_one_are_not(
    home: Path, tmp_path: Path, move_to: MoveTo
) -> None:
    first, key = keys.installation(), (home / "secret.key").read_text()
    move_to(tmp_path / "another")
    other = keys.installation()
    move_to(tmp_path / "second machine", secret_key=key)

    assert keys.installation() == first != other
