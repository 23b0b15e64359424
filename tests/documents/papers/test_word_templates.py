"""Templates as .docx: what a secretary sees, edits and is told about."""

import io
from pathlib import Path

import docx
import pytest

from documents.papers.catalogue import KINDS
from documents.papers.compose import compose
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.paper import Paragraph
from documents.papers.sources import TEMPLATES, write_word_templates
from documents.papers.template_check import check_template, check_templates


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    write_word_templates(folder)
    return folder


def edited(folder: Path, kind: str, old: str, new: str) -> None:
    """Change the words of one paragraph, as somebody does in Word."""
    path = folder / f"{kind}.docx"
    document = docx.Document(str(path))
    for line in document.paragraphs:
        if old in line.text:
            line.text = line.text.replace(old, new)
    document.save(str(path))


def own(tmp_path: Path) -> Path:
    write_word_templates(tmp_path)
    return tmp_path


def test_every_template_is_written_once(shipped: Path) -> None:
    names = {path.stem for path in shipped.glob("*.docx")}

    assert names == {path.stem for path in TEMPLATES.glob("*.jinja")}
    assert write_word_templates(shipped) == []


@pytest.mark.parametrize("kind", KINDS)
def test_unedited_template_says_what_ours_says(kind: str, shipped: Path) -> None:
    assert compose(kind, EXAMPLES[kind], shipped) == compose(kind, EXAMPLES[kind])


def test_shipped_templates_have_no_fault(shipped: Path) -> None:
    assert check_templates(shipped) == []


def test_edited_words_are_on_the_paper(tmp_path: Path) -> None:
    folder = own(tmp_path)
    edited(folder, "notice", "达不到奖励条件的可以空缺。", "宁缺毋滥 # 1|2。")

    paper = compose("notice", EXAMPLES["notice"], folder)

    assert Paragraph("宁缺毋滥 # 1|2。") in paper.body


def test_quotes_that_word_made_curly_are_understood(tmp_path: Path) -> None:
    folder = own(tmp_path)
    edited(folder, "notice", 'join("、")', "join(“；”)")

    paper = compose("notice", EXAMPLES["notice"], folder)

    assert any("2023；2024；2025年" in b.text for b in paper.body if isinstance(b, Paragraph))


def test_misspelt_fields_are_named_at_every_depth(tmp_path: Path) -> None:
    folder = own(tmp_path)
    edited(folder, "notice", "{{ place }}", "{{ plaec }}")
    edited(folder, "notice", "{{ prize.seats }}", "{{ prize.seat }}")

    faults = check_templates(folder)

    assert [(f.file, f.sentence) for f in faults if f.is_wrong] == [
        ("notice.docx", "第6段没有“prize.seat”这个字段，请改正或删去。"),
        ("notice.docx", "第26段没有“plaec”这个字段，请改正或删去。"),
    ]
    assert "没有用到字段“place”，请确认正文不需要它。" in [f.sentence for f in faults]


def test_broken_marks_and_strange_files_are_named(tmp_path: Path) -> None:
    folder = own(tmp_path)
    edited(folder, "refusal", "{{ remedy }}", "{{ remedy ")
    edited(folder, "minutes", "{{ edition }}{{ award }}评审委员会会议纪要", "")
    (folder / "notice.docx").write_bytes(b"no docx")
    (folder / "noticee.docx").write_bytes(b"")
    (folder / "说明.txt").write_text("")

    wrong = {fault.file: fault.sentence for fault in check_templates(folder)}

    assert "标记写错了" in wrong["refusal.docx"]
    assert wrong["minutes.docx"] == "没有标题，请保留样式为“公文标题”的一段。"
    assert "不是 Word 文件" in wrong["notice.docx"]
    assert wrong["noticee.docx"] == "没有这种文件，请核对文件名。"
    assert wrong["说明.txt"] == "不是 .docx 模板，不会使用。"


def test_formatting_of_a_template_does_not_reach_the_paper(tmp_path: Path) -> None:
    folder = own(tmp_path)
    path = folder / "request.docx"
    document = docx.Document(str(path))
    for line in document.paragraphs:
        line.paragraph_format.left_indent = 1_000_000
    document.sections[0].left_margin = 1
    document.save(str(path))

    assert compose("request", EXAMPLES["request"], folder) == compose(
        "request", EXAMPLES["request"]
    )
    assert check_template("request", folder) == []


def test_template_bears_no_author(shipped: Path) -> None:
    properties = docx.Document(io.BytesIO((shipped / "notice.docx").read_bytes())).core_properties

    assert (properties.author, properties.last_modified_by) == ("", "")
