import pytest

from documents.papers.markup import MarkupInvalid, escaped, parse
from documents.papers.paper import BLANK, Heading, PageBreak, Paragraph, Place, Table


def test_every_mark_is_read() -> None:
    marked = parse(
        """
@title 题目
@to 市人民政府
# 甲
## 乙
### 丙
#### 丁
### 戊
## 己
# 庚
正文
~ 顶格
> 居中
>> 靠右
---
|: 1 | 3 |
| 序号 | 单位 |
| 1 | |
@annex 一
@annex 二
@note 公开
===
> 名单
"""
    )

    assert marked.directives == {"title": "题目", "to": "市人民政府", "note": "公开"}
    assert marked.annexes == ["一", "二"]
    assert marked.blocks == [
        Heading(1, "一、甲"),
        Heading(2, "（一）乙"),
        Heading(3, "1. 丙"),
        Heading(4, "（1）丁"),
        Heading(3, "2. 戊"),
        Heading(2, "（二）己"),
        Heading(1, "二、庚"),
        Paragraph("正文"),
        Paragraph("顶格", Place.FLUSH),
        Paragraph("居中", Place.CENTRE),
        Paragraph("靠右", Place.RIGHT),
        PageBreak(),
        Table(("序号", "单位"), (("1", ""),), (1, 3)),
    ]
    assert marked.annexed == [Paragraph("名单", Place.CENTRE)]


@pytest.mark.parametrize(
    "text",
    [
        "@titel 题目",
        "@title 一\n@title 二",
        "##### 太深",
        "#无空格",
        "| 没有收尾",
        "| a | b |\n| c |",
        "|: 1 |\n| a | b |",
        "|: 1 |",
        "上一行没有换行@annex 附件",
        "===\n===",
    ],
)
def test_what_the_markup_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(MarkupInvalid):
        parse(text)


def test_unknown_value_leaves_a_visible_blank() -> None:
    assert parse(f"文号：{escaped(None)}").blocks == [Paragraph(f"文号：{BLANK}")]


def test_lines_of_a_value_become_paragraphs_or_lines_of_a_cell() -> None:
    value = escaped("一\r\n二\n\n三")

    assert parse(value).blocks == [Paragraph("一"), Paragraph("二"), Paragraph("三")]
    assert parse(f"| 甲 |\n| {value} |").blocks == [Table(("甲",), (("一\n二\n\n三",),))]
