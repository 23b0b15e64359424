"""What a site sets of Prefect's own is taken or refused, and never dropped without a word."""

import os
from pathlib import Path

import pytest

from deployments.engine.embedded import SettingRefused
from deployments.engine.embedded.choices import SERVER_LOGIN, left_out, login
from runtime.prefect_login import kept_login

_OWN = "office:0123456789abcdef"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, without a ``.env``; the environment says nothing of Prefect."""
    for name in [name for name in os.environ if name.upper().startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    return tmp_path


def test_each_home_has_a_login_of_its_own_and_keeps_it(folder: Path) -> None:
    (folder / "other").mkdir()

    first = login(folder / "home")

    assert first == login(folder / "home") == kept_login(folder / "home")
    assert first != login(folder / "other")


def test_before_the_first_start_there_is_none(folder: Path) -> None:
    assert kept_login(folder / "home") == ""


@pytest.mark.parametrize("name", [SERVER_LOGIN, SERVER_LOGIN.lower()])
def test_a_sites_own_login_is_taken_and_kept_for_the_commands(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    login(folder / "home")
    monkeypatch.setenv(name, _OWN)

    assert login(folder / "home") == _OWN
    assert kept_login(folder / "home") == _OWN


def test_a_sites_own_login_is_found_in_the_env_file(folder: Path) -> None:
    (folder / ".env").write_text(f"PREFECT_SERVER_API_AUTH_STRING={_OWN}\n", "utf-8")

    assert login(folder / "home") == _OWN


@pytest.mark.parametrize("weak", ["admin:admin", "办公室:0123456789abcdef", "office:0123456\t89"])
def test_a_login_that_is_weak_or_cannot_be_sent_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, weak: str
) -> None:
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", weak)

    with pytest.raises(SettingRefused, match="不少于 16 个英文字母、数字和符号"):
        login(folder / "home")

    assert kept_login(folder / "home") == ""


@pytest.mark.parametrize(
    "name",
    [
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS",
        "prefect_server_cors_allowed_methods",
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED",
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED",
        "PREFECT_SERVER_API_HOST",
        "PREFECT_SERVER_API_BASE_PATH",
        "PREFECT_UI_API_URL",
    ],
)
@pytest.mark.parametrize("place", ["environment", ".env"])
def test_what_would_open_another_door_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str
) -> None:
    if place == ".env":
        (folder / ".env").write_text(f"{name}=*\n", "utf-8")
    else:
        monkeypatch.setenv(name, "*")

    with pytest.raises(SettingRefused) as refusal:
        login(folder / "home")

    assert name.upper() in str(refusal.value)
    assert str(refusal.value).endswith("请去掉这一项。")


def test_two_logins_that_differ_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", _OWN)

    with pytest.raises(SettingRefused, match="与 Prefect 服务的口令不同"):
        login(folder / "home")

    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", _OWN)
    assert login(folder / "home") == _OWN


def test_what_is_about_another_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", _OWN)

    assert left_out() == ("PREFECT_API_URL",)
