"""What the checks look at, and how times are told."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from deployments.engine.embedded.api import Api
from deployments.engine.embedded.choices import CLIENT_LOGIN
from deployments.engine.embedded.stack import running_facts
from models.types import SHANGHAI
from runtime.prefect_login import kept_login
from runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Scene:
    """The installation as it is set up, Prefect's server, and the real time, which is Prefect's."""

    settings: Settings
    api: Api
    at: datetime


def api_of(chosen: Settings) -> Api:
    """The server that the environment names, else the embedded one of this folder.

    The login in the folder is shown to no other server.
    """
    ours = f"{running_facts(chosen.home).get('url', chosen.ui_url)}/api"
    url = os.environ.get("PREFECT_API_URL") or ours
    kept = kept_login(chosen.home) if url == ours else ""
    return Api(url, os.environ.get(CLIENT_LOGIN) or kept)


def moment(text: str) -> datetime:
    """What Prefect's server says of a time, in Shanghai's."""
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def first_line(what: object) -> str:
    return str(what or "").strip().partition("\n")[0][:200]
