"""A chart as Word and WPS draw it: a chart part of the .docx. Imports python-docx.

Its text is in the reader's fonts and it can be edited; nothing is rasterised, so no font has to be
installed where papers are written. Lines differ by dash and mark, bars by pattern.
"""

from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Emu, Mm

from documents.papers import look
from documents.papers.charts import Chart, ChartKind, Series

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SMALL = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr>'
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_LINES = (
    '<a:ln w="22225"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>',
    (
        '<a:ln w="19050"><a:solidFill><a:srgbClr val="595959"/></a:solidFill>'
        '<a:prstDash val="dash"/></a:ln>'
    ),
    (
        '<a:ln w="15875"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill>'
        '<a:prstDash val="sysDot"/></a:ln>'
    ),
)
_AT_THE_END = (
    '<c:invertIfNegative val="0"/><c:dLbls><c:numFmt formatCode="0" sourceLinked="0"/><c:spPr/>'
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="700"/></a:pPr>'
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr><c:dLblPos val="outEnd"/><c:showLegendKey val="0"/>'
    '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
    '<c:showBubbleSize val="0"/></c:dLbls>'
)
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_EDGE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_FILLS = (
    '<a:solidFill><a:srgbClr val="404040"/></a:solidFill>',
    (
        '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    ),
    '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>',
)
_SYMBOLS = ("circle", "square", "triangle")
_SPREAD_SYMBOLS = ("dash", "dash", "circle")


def draw(document: Document, chart: Chart) -> None:
    """Add the chart on a line of its own, as wide as the text."""
    package: Any = document.part.package
    taken = sum(1 for part in package.iter_parts() if part.content_type == _TYPE)
    name = PackURI(f"/word/charts/chart{taken + 1}.xml")
    part = Part(name, _TYPE, _chart_xml(chart).encode(), package)
    link = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    high = _height(chart)
    line = document.add_paragraph(style=look.CHART.name)
    line.add_run()._r.append(  # noqa: SLF001 -- charts have no public way
        parse_xml(_inline(chart, link, look.text_width(document), high, taken + 1))
    )


def _height(chart: Chart) -> int:
    if chart.kind is ChartKind.BARS:
        return Mm(26) + Mm(7) * len(chart.labels)
    return Mm(88)


def _inline(chart: Chart, link: str, wide: int, high: int, number: int) -> str:
    title = escape(chart.title, {'"': "&quot;"})
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        f' xmlns:wp="{_WP}" xmlns:a="{_A}"><wp:inline><wp:extent cx="{Emu(wide)}" cy="{high}"/>'
        f'<wp:docPr id="{1000 + number}" name="图{number}" descr="{title}"/><a:graphic>'
        f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _chart_xml(chart: Chart) -> str:
    plot = {
        ChartKind.RADAR: _radar,
        ChartKind.BARS: _bars,
        ChartKind.SPREAD: _spread,
    }[chart.kind](chart)
    title = (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="0"/>'
        f'</a:pPr><a:r><a:rPr lang="zh-CN" sz="1100" b="0"/><a:t>{escape(chart.title)}</a:t></a:r>'
        '</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/>'
        f'<c:chart>{title}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea>{_layout(chart)}{plot}</c:plotArea>"
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_SMALL}</c:legend>'
        '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


def _layout(chart: Chart) -> str:
    """Left to the program, but for the radar, which would shrink beside its words."""
    if chart.kind is not ChartKind.RADAR:
        return "<c:layout/>"
    places = "".join(f'<c:{name} val="{part}"/>' for name, part in _RADAR_PLACE.items())
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
    )


_RADAR_PLACE = {"x": 0.28, "y": 0.22, "w": 0.44, "h": 0.6}  # parts of the whole chart


def _radar(chart: Chart) -> str:
    series = "".join(
        _series(chart, number, one, f"<c:spPr>{_LINES[number]}</c:spPr>{_marker(number)}")
        for number, one in enumerate(chart.series)
    )
    return (
        '<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>'
        f"{series}{_axis_ids()}</c:radarChart>{_axes(chart, 'b', 'l')}"
    )


def _bars(chart: Chart) -> str:
    series = "".join(
        _series(chart, number, one, f"<c:spPr>{_FILLS[number]}{_EDGE}</c:spPr>{_AT_THE_END}")
        for number, one in enumerate(chart.series)
    )
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/>{_axis_ids()}</c:barChart>'
        f"{_axes(chart, 'l', 't', is_downward=True)}"
    )


def _spread(chart: Chart) -> str:
    """As stock charts are: high, low, then the value between them."""
    highest, mean, lowest = chart.series
    series = "".join(
        _series(chart, n, one, f"<c:spPr>{_NO_LINE}</c:spPr>{_marker(n, _SPREAD_SYMBOLS)}")
        for n, one in enumerate((highest, lowest, mean))
    )
    return (
        f"<c:stockChart>{series}<c:hiLowLines><c:spPr>{_EDGE}</c:spPr></c:hiLowLines>"
        f"{_axis_ids()}</c:stockChart>{_axes(chart, 'b', 'l')}"
    )


def _series(chart: Chart, number: int, one: Series, shape: str) -> str:
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f/>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(one.name)}</c:v></c:pt>'
        f"</c:strCache></c:strRef></c:tx>{shape}<c:cat><c:strRef><c:f/><c:strCache>"
        f'<c:ptCount val="{len(chart.labels)}"/>{_points(chart.labels)}</c:strCache></c:strRef>'
        "</c:cat><c:val><c:numRef><c:f/><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(one.values)}"/>{_points([f"{v:g}" for v in one.values])}'
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _points(texts: Any) -> str:
    return "".join(
        f'<c:pt idx="{place}"><c:v>{escape(text)}</c:v></c:pt>'
        for place, text in zip(count(), texts, strict=False)
    )


def _marker(number: int, symbols: tuple[str, ...] = _SYMBOLS) -> str:
    fill = "000000" if number != 1 or symbols is _SPREAD_SYMBOLS else "FFFFFF"
    return (
        f'<c:marker><c:symbol val="{symbols[number]}"/><c:size val="6"/><c:spPr><a:solidFill>'
        f'<a:srgbClr val="{fill}"/></a:solidFill>{_EDGE}</c:spPr></c:marker>'
    )


def _axis_ids() -> str:
    return '<c:axId val="1"/><c:axId val="2"/>'


def _axes(chart: Chart, labels: str, values: str, *, is_downward: bool = False) -> str:
    order = "maxMin" if is_downward else "minMax"
    grid = '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/>'
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{labels}"/><c:numFmt formatCode="General"'
        ' sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{_SMALL}<c:crossAx val="2"/>'
        '<c:tickLblSkip val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{chart.most:g}"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{values}"/>{grid}</a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="0&quot;{escape(chart.unit)}&quot;" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{_SMALL}<c:crossAx val="1"/><c:majorUnit val="{chart.most / 4:g}"/></c:valAx>'
    )
