"""Holiday plans for years that nobody has published yet: for rehearsals, and saying so."""

from datetime import date, timedelta
from pathlib import Path

_YEARS = (2027, 2028, 2029, 2030)


def write_calendars(folder: Path) -> None:
    """Weekends off, nothing else; the worker reads them once, when it starts."""
    folder.mkdir(parents=True, exist_ok=True)
    for year in _YEARS:
        days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
        off = [day.isoformat() for day in days if day.year == year and day.weekday() > 4]  # noqa: PLR2004 - Friday
        text = f'year = {year}\nsource = "演示用，只除去周末，不是国务院办公厅公布的安排"\n'
        text += f"off_days = [{', '.join(off)}]\nmake_up_workdays = []\n"
        (folder / f"{year}.toml").write_text(text, encoding="utf-8")
