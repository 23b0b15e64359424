"""How pages look: jinja2 templates with one head and foot, filters for moments and words."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from models.types import SHANGHAI
from notifications.wording import deadline_text
from portal.access import role_title
from portal.markdown import html
from portal.visit import Visit
from rules.policy.words import shown

FOLDER = Path(__file__).parent
_WEEKDAYS = "一二三四五六日"


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"moment": moment, "day": day, "deadline": deadline_text, "role": role_title}
    made.filters |= {"shown": shown, "markdown": html}
    return made


def show(visit: Visit, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page; what was typed is there again under ``typed``."""
    context: Mapping[str, Any] = {"visit": visit, "who": visit.who, "typed": visit.typed, **values}
    return HTMLResponse(environment().get_template(template).render(context), status_code=status)


def moment(at: datetime | None) -> str:
    """``2026年6月30日 17:30``; empty when there is none."""
    if at is None:
        return ""
    local = at.astimezone(SHANGHAI)
    return f"{day(local)} {local:%H:%M}"


def day(at: datetime) -> str:
    """``2026年6月30日（周二）``."""
    return f"{at.year}年{at.month}月{at.day}日（周{_WEEKDAYS[at.weekday()]}）"
