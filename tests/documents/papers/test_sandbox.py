"""What a paragraph of an office's template could do to this machine, each tried."""

import builtins
from dataclasses import fields
from pathlib import Path

import docx
import pytest

from documents.papers.compose import compose
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.refused import TemplateRefused
from documents.papers.sandbox import FILTERS, MAX_TEXT, STATEMENTS, filled_in
from documents.papers.sources import environment, write_word_templates
from documents.papers.template_check import check_template, check_templates

ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''['\\x5f\\x5fclass\\x5f\\x5f'] }}",
    "{{ edition|attr('__class__') }}",
    "{{ edition|map(attribute='__class__')|join }}",
    "{{ edition|map('attr', '__class__')|join }}",
    "{{ materials|map(attribute='upper.__self__')|first }}",
    "{{ '{0.__class__}'.format(edition) }}",
    "{{ '{0.__class__}'.format_map(edition) }}",
    "{{ materials|map('format', edition)|join }}",
    "{{ cycler.__init__.__globals__.os.popen('touch ESCAPED') }}",
    "{{ lipsum.__globals__['os'].system('touch ESCAPED') }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ dict(a=1) }}",
    "{{ loop }}",
    "{{ edition.upper() }}",
    "{{ edition.format.__func__ }}",
    "{{ materials.append(1) }}",
    "{% set x = edition.__class__ %}",
    "{% macro m() %}{{ caller }}{% endmacro %}",
    "{% import 'notice.jinja' as other %}",
    "{% from 'notice.jinja' import x %}",
    "{% extends '/etc/passwd' %}",
    "{% include '../../../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% filter upper %}x{% endfilter %}",
)
FLOODS = (
    "{{ 'a' * 10 ** 9 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a' ~ 'a' }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ range(10**9)|join }}",
    "{% for x in range(1000000000) %}{% endfor %}",
    "{% for a in 'xx' %}" * 5 + "{% endfor %}" * 5,
    "{% for a in '" + "x" * 3000 + "' %}" * 2 + "一" + "{% endfor %}" * 2,
    "{% include 'notice.jinja' %}",
    "{{ " + "[" * 150 + "]" * 150 + " }}",
    "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "{% include place %}",
    "{% include ['_contact.jinja', 'notice.jinja'] %}",
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    write_word_templates(folder)
    return folder


def with_paragraph(folder: Path, text: str) -> Path:
    """A folder with a notice that ends with this paragraph, as somebody types it in Word."""
    document = docx.Document(str(folder / "notice.docx"))
    document.add_paragraph(text)
    own = folder / "own"
    own.mkdir(exist_ok=True)
    document.save(str(own / "notice.docx"))
    return own


@pytest.mark.parametrize("paragraph", [*ESCAPES, *FLOODS])
def test_a_paragraph_gets_hold_of_nothing(
    shipped: Path, paragraph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = with_paragraph(shipped, paragraph)

    faults = [fault for fault in check_template("notice", own) if fault.is_wrong]

    assert faults
    assert all(fault.file == "notice.docx" for fault in faults)
    assert all("段" in fault.sentence for fault in faults)
    with pytest.raises((TemplateRefused, ValueError)):
        compose("notice", EXAMPLES["notice"], own)
    assert list(tmp_path.iterdir()) == []


def test_a_part_includes_nothing(shipped: Path) -> None:
    own = with_paragraph(shipped, "{% include '_contact.jinja' %}")
    document = docx.Document(str(shipped / "_contact.docx"))
    document.add_paragraph("{% include '_contact.jinja' %}")
    document.save(str(own / "_contact.docx"))

    faults = check_template("notice", own)
    (own / "_contact.docx").unlink()

    assert "片段里不能再包含别的模板" in faults[0].sentence
    assert faults[0].file == "_contact.docx"


def test_the_sentence_names_the_template_and_the_paragraph(shipped: Path) -> None:
    own = with_paragraph(shipped, "{{ edition['__class__'] }}")
    number = len(docx.Document(str(own / "notice.docx")).paragraphs)

    with pytest.raises(TemplateRefused) as refused:
        compose("notice", EXAMPLES["notice"], own)

    assert str(refused.value).startswith("模板“notice.docx”第")
    assert "不能使用" in str(refused.value)
    assert 0 < int(str(refused.value).split("第")[1].split("段")[0]) <= 2 * number


def test_no_global_name_and_no_call_is_left() -> None:
    sandbox = environment()

    assert not sandbox.globals
    assert set(sandbox.filters) == FILTERS
    assert not any(sandbox.is_safe_callable(one) for one in (builtins.open, str.format, len))
    assert "set" not in STATEMENTS


def test_an_endless_paper_is_cut_off(shipped: Path) -> None:
    own = with_paragraph(shipped, "{% for a in materials %}{{ place }}{% endfor %}")
    context = EXAMPLES["notice"]
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    values |= {"place": "一" * MAX_TEXT, "materials": ("一", "二")}

    with pytest.raises(TemplateRefused, match=f"超过{MAX_TEXT}字"):
        filled_in(environment(own), "notice.jinja", values)


def test_a_sound_template_still_passes(shipped: Path) -> None:
    paragraph = "{% for one in materials %}{{ loop.index }}、{{ one }}{% endfor %}"

    faults = check_templates(with_paragraph(shipped, paragraph))

    assert not [fault for fault in faults if fault.is_wrong]
