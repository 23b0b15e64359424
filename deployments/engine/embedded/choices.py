"""What a site has set of Prefect's own settings: its login is taken, other doors are refused."""

import os
import re
from pathlib import Path

from dotenv import dotenv_values

from deployments.engine.embedded.errors import SettingRefused
from runtime.prefect_login import keep_login, kept_login, new_login

SERVER_LOGIN, CLIENT_LOGIN = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"
_DOOR = re.compile(
    "PREFECT_(?:"
    "SERVER_(?:API_)?(?:CORS|CSRF)_.+|SERVER_API_(?:HOST|PORT|BASE_PATH)"
    "|(?:SERVER_)?UI_(?:API_URL|SERVE_BASE)|CLIENT_CSRF_SUPPORT_ENABLED)"
)
_SHORTEST = 16


def login(home: Path) -> str:
    """The site's own login, else the one that is kept, else a new one; it is kept from now on.

    Raises:
        SettingRefused: a setting would weaken or contradict it.
    """
    chosen = _settings()
    for name in filter(_DOOR.fullmatch, sorted(chosen)):
        raise SettingRefused(name, "由本系统设定，以免别的网页或电脑进入 Prefect；请去掉这一项。")
    found = chosen.get(SERVER_LOGIN) or kept_login(home) or new_login()
    if len(found) < _SHORTEST or not (found.isascii() and found.isprintable()):
        why = f"须是不少于 {_SHORTEST} 个英文字母、数字和符号；请换一个，或去掉由系统生成。"
        raise SettingRefused(SERVER_LOGIN, why)
    if chosen.get(CLIENT_LOGIN, found) != found:
        why = f"与 Prefect 服务的口令不同；请去掉，要用自己的口令请设 {SERVER_LOGIN}。"
        raise SettingRefused(CLIENT_LOGIN, why)
    keep_login(home, found)
    return found


def left_out() -> tuple[str, ...]:
    """Prefect's settings in the environment that this server does not take: they are of another."""
    return tuple(sorted(filter(is_prefects, set(os.environ) - {SERVER_LOGIN, CLIENT_LOGIN})))


def is_prefects(name: str) -> bool:
    """Prefect reads its settings' names in any case."""
    return name.upper().startswith("PREFECT_")


def _settings() -> dict[str, str]:
    """As Prefect finds them: the environment comes before ``.env``, and an empty one is none."""
    found = [*dotenv_values(".env").items(), *os.environ.items()]
    return {name.upper(): value for name, value in found if is_prefects(name) and value}
