"""Charts as parts of a paper and as pictures of their own."""

import re
from dataclasses import replace

import pytest
from lxml import etree  # type: ignore[import-untyped]

from documents.papers.chart_svg import svg_of
from documents.papers.charts import Chart, Series, chart_from
from documents.papers.compose import compose
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.examples.of_analysis import ITEMS, RADAR, SPREAD
from documents.papers.flow_svg import flow_svg
from documents.papers.paper import Flow
from documents.papers.render import render_docx
from tests.documents.papers.reading import opened, part

CHARTS = (RADAR, ITEMS, SPREAD)
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_chart_comes_back_from_a_template(chart: Chart) -> None:
    odd = replace(chart, title='"甲" | # <乙> \\')

    assert chart_from(str(odd)) == odd


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_picture_has_its_words_as_text_and_no_colour(chart: Chart) -> None:
    picture = etree.fromstring(svg_of(replace(chart, title="<甲>")))

    words = [node.text for node in picture.iter() if node.tag.endswith("text")]
    assert "<甲>" in words
    assert set(chart.labels) <= set(words)
    greys = re.findall(r"#([0-9a-f]{3,6})\b", svg_of(chart))
    assert all(len(set(grey)) == 1 or grey[:2] == grey[2:4] == grey[4:] for grey in greys)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_same_chart_has_the_same_bytes(chart: Chart) -> None:
    assert svg_of(chart) == svg_of(chart)


def test_bar_is_as_long_as_its_value() -> None:
    chart = replace(ITEMS, labels=("甲",), series=(Series("资料评审", (50.0,)),))

    wide = re.search(r'width="(\d+)" height="8" stroke="#000" stroke-width=".6"', svg_of(chart))

    assert wide
    assert int(wide[1]) == (640 - 200 - 30) / 2


def test_paper_holds_each_chart_as_a_part_with_all_values() -> None:
    paper = compose("score-charts", EXAMPLES["score-charts"])

    data = render_docx(paper)

    assert len(paper.pictures) == 3
    root = etree.fromstring(part(data, "word/charts/chart1.xml").encode())
    values = [float(node.text or "") for node in root.iter(f"{_C}v") if _is_number(node.text)]
    assert values == [*RADAR.series[0].values, *RADAR.series[1].values]
    names = [node.text for node in root.iter(f"{_C}v") if not _is_number(node.text)]
    assert set(RADAR.labels) | {one.name for one in RADAR.series} == set(names)


def _is_number(text: str | None) -> bool:
    return bool(re.fullmatch(r"[\d.]+", text or ""))


def test_flow_chart_shows_every_step_in_order_on_paper_and_as_a_picture() -> None:
    flow = Flow("程序图", (("甲", "第一条"), ("乙", "第二条\n三日"), ("丙", "")))

    words = [node.text for node in etree.fromstring(flow_svg(flow)).iter() if node.text]
    table = opened(render_docx(compose("procedure-chart", EXAMPLES["procedure-chart"]))).tables[0]

    assert words == ["程序图", "甲", "第一条", "乙", "第二条", "三日", "丙"]
    steps = [row.cells[0].text for row in table.rows]
    assert steps[::2][0] == "申报通知\n第十四条 承办机构发出通知"
    assert set(steps[1::2]) == {"↓"}
