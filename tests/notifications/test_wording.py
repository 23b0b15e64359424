from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from notifications.wording import day_text, days_left_text, deadline_text, period_text


def test_deadline_names_day_weekday_and_time() -> None:
    due = datetime(2026, 6, 30, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

    assert deadline_text(due) == "2026年6月30日（星期二）17:30"


def test_day_and_period() -> None:
    assert day_text(date(2026, 1, 4)) == "2026年1月4日（星期日）"
    assert period_text(date(2026, 8, 24), date(2026, 8, 31)) == (
        "2026年8月24日（星期一）至2026年8月31日（星期一）"
    )


@pytest.mark.parametrize(
    ("today", "text"), [(27, "距截止还有3天"), (30, "今日截止"), (31, "已逾期1天")]
)
def test_days_left(today: int, text: str) -> None:
    assert days_left_text(date(2026, 8, today), date(2026, 8, 30)) == text
