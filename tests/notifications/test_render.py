from dataclasses import replace

import pytest

from notifications.catalogue import Refusal
from notifications.examples import EXAMPLES, LETTERHEAD
from notifications.render import one_line, render


def a_refusal(*reasons: str) -> Refusal:
    return Refusal(
        letterhead=LETTERHEAD,
        addressee="甲公司",
        basis="第十五条",
        received_at="2026年7月1日（星期三）08:40",
        reasons=reasons,
    )


def test_render_refuses_the_context_of_another_message() -> None:
    with pytest.raises(TypeError, match="receipt is written from Receipt"):
        render("receipt", EXAMPLES["refusal"])


def test_render_refuses_an_unknown_message() -> None:
    with pytest.raises(KeyError):
        render("no-such-message", EXAMPLES["receipt"])


def test_render_escapes_html_only_in_the_html() -> None:
    context = replace(EXAMPLES["receipt"], addressee="<b>甲&乙</b>公司")

    rendered = render("receipt", context)

    assert "<b>甲&乙</b>公司：" in rendered.text
    assert "&lt;b&gt;甲&amp;乙&lt;/b&gt;公司：" in rendered.html
    assert "<b>甲" not in rendered.html


def test_render_escapes_html_in_lists() -> None:
    assert "<li>&lt;script&gt;</li>" in render("refusal", a_refusal("<script>")).html


def test_render_keeps_the_subject_on_one_line() -> None:
    letterhead = replace(LETTERHEAD, award="奖\r\nBcc: x@y.cn\u2028\x85\x00")

    rendered = render("refusal", replace(EXAMPLES["refusal"], letterhead=letterhead))

    assert rendered.subject == "【奖 Bcc: x@y.cn 】申报不予受理通知"


def test_render_says_so_when_a_list_is_empty() -> None:
    rendered = render("refusal", a_refusal())

    assert "　　（无）\n" in rendered.text
    assert "<li>（无）</li>" in rendered.html


def test_one_line_drops_what_a_header_must_not_hold() -> None:
    assert one_line(" 张\t示例 \r\n\u202eX\x07 ") == "张 示例 X"
