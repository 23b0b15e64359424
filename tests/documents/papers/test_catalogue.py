"""Every kind has a template, a context and an example; nothing is left over."""

from dataclasses import fields

import pytest
from jinja2 import meta

from documents.papers.catalogue import KINDS
from documents.papers.compose import compose
from documents.papers.contexts.base import Base
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.examples.of_entry import notice
from documents.papers.paper import Heading, Paper, Paragraph, Table
from documents.papers.render import render_docx
from documents.papers.sources import TEMPLATES, environment
from tests.documents.papers.reading import text_of

DRAWN = {"issuer", "number", "date", "mark", "signer", "verification_text", "verification_code"}
"""Fields that go onto the paper without the template."""


def variables(template: str) -> set[str]:
    env = environment()
    tree = env.parse((TEMPLATES / template).read_text())
    found = meta.find_undeclared_variables(tree)
    for part in meta.find_referenced_templates(tree):
        assert part is not None
        found |= variables(part)
    return found


def texts(paper: Paper) -> list[str]:
    lines = [paper.title, paper.addressee, paper.note, *paper.annexes]
    for block in (*paper.body, *paper.annexed):
        match block:
            case Heading() | Paragraph():
                lines.append(block.text)
            case Table():
                lines += [cell for row in (block.header, *block.rows) for cell in row]
    return lines


def test_every_kind_has_a_template_and_an_example_and_no_template_is_an_orphan() -> None:
    whole = {path.stem for path in TEMPLATES.iterdir() if not path.name.startswith("_")}
    parts = {path.name for path in TEMPLATES.iterdir() if path.name.startswith("_")}
    used = {
        part
        for path in TEMPLATES.iterdir()
        for part in meta.find_referenced_templates(environment().parse(path.read_text()))
    }

    assert whole == set(KINDS) == set(EXAMPLES)
    assert parts == used


@pytest.mark.parametrize("kind", KINDS)
def test_template_uses_all_it_declares_and_nothing_else(kind: str) -> None:
    declared = {field.name for field in fields(KINDS[kind].context)}
    common = {field.name for field in fields(Base)}

    used = variables(f"{kind}.jinja")

    assert used <= declared
    assert declared - used <= DRAWN | common


@pytest.mark.parametrize("kind", KINDS)
def test_example_renders_without_leftovers(kind: str) -> None:
    paper = compose(kind, EXAMPLES[kind])

    document = text_of(render_docx(paper))

    for line in texts(paper):
        assert "{{" not in line
        assert "\\" not in line
        assert "None" not in line
        assert "。。" not in line
    assert "".join(paper.title.split()) in "".join(document.split())


def test_wrong_context_is_refused() -> None:
    with pytest.raises(TypeError, match="request is written from Request"):
        compose("request", notice())


def test_value_cannot_become_markup() -> None:
    odd = "@note 泄露\n# 一级 | 甲 | 乙 |\n---\n===\\"

    paper = compose("notice", notice(place=odd, addressee="甲|乙", materials=("# 附表",)))

    assert (paper.addressee, paper.note, paper.annexed) == ("甲|乙", "此件公开发布", ())
    lines = [block.text for block in paper.body if isinstance(block, Paragraph)]
    start = lines.index("受理地点：@note 泄露")
    assert lines[start : start + 4] == [
        "受理地点：@note 泄露",
        "# 一级 | 甲 | 乙 |",
        "---",
        "===\\。",
    ]
    assert "1. # 附表。" in lines
