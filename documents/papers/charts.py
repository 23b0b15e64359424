"""A chart as a value: what is compared, not how it is drawn.

`chart_svg` draws it for a browser, `chart_part` as a chart of Word and WPS, whose text is in the
reader's own fonts. Both can be read in black and white.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How values are compared."""

    RADAR = "radar"
    BARS = "bars"
    SPREAD = "spread"  # for each label the highest, the mean and the lowest, in this order


@dataclass(frozen=True, slots=True)
class Series:
    """One value a label, in the chart's unit."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """At most three series over the same labels; the scale runs from 0 to `most`."""

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "%"
    most: float = 100

    def __post_init__(self) -> None:
        lengths = {len(one.values) for one in self.series}
        assert lengths == {len(self.labels)}, f"{self.title}: a value for each label"

    def __str__(self) -> str:
        """As it stands in a rendered template."""
        return json.dumps(asdict(self), ensure_ascii=False)


def chart_from(text: str) -> Chart:
    """The chart that was written into a template."""
    values = json.loads(text)
    return Chart(
        kind=ChartKind(values["kind"]),
        title=values["title"],
        labels=tuple(values["labels"]),
        series=tuple(Series(one["name"], tuple(one["values"])) for one in values["series"]),
        unit=values["unit"],
        most=values["most"],
    )
