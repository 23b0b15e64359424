"""Checking templates: fields a template names that its paper has not, and those it leaves out.

Each template is also tried with made-up values, so that a mark nobody knows is found here and not
on the day the paper is due.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from documents.papers.catalogue import KINDS
from documents.papers.contexts.base import Base
from documents.papers.markup import MarkupInvalid
from documents.papers.refused import TemplateRefused
from documents.papers.sources import TEMPLATES, environment

DRAWN = frozenset(
    {"issuer", "number", "date", "mark", "signer", "verification_text", "verification_code"}
)
"""Fields that go onto the paper without the template."""

_LOOP = "loop"
_PARTS = {path.stem for path in TEMPLATES.glob("_*.jinja")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to look at; `is_wrong` is False for what is only worth a thought."""

    file: str
    sentence: str
    is_wrong: bool = True


def check_templates(folder: Path) -> list[Fault]:
    """Every fault of the .docx templates in a folder; [] when all of them can be used."""
    faults: list[Fault] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".docx" or path.name.startswith("~$"):
            faults.append(Fault(path.name, "不是 .docx 模板，不会使用。", is_wrong=False))
        elif path.stem not in KINDS and path.stem not in _PARTS:
            faults.append(Fault(path.name, "没有这种文件，请核对文件名。"))
        elif path.stem in KINDS:
            faults += check_template(path.stem, folder)
    return list(dict.fromkeys(faults))  # a part is read with each paper that includes it


def check_template(kind: str, folder: Path | None = None) -> list[Fault]:
    """Every fault of one template, the parts it includes among it."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    file = f"{kind}.docx"
    try:
        used = _Used(KINDS[kind].context, folder)
        used.read(f"{kind}.jinja")
    except TemplateSyntaxError as error:
        where = Path(error.filename or file).name
        return [Fault(where, f"第{error.lineno}段的标记写错了（{error.message}）。")]
    except RecursionError:
        return [Fault(file, "有一段的括号套得太深，请改简单。")]
    except (TemplateNotFound, ValueError) as error:
        return [Fault(file, f"不能读取：{error}。")]
    unknown = [
        Fault(place.file, f"第{place.line}段没有“{name}”这个字段，请改正或删去。")
        for name, place in used.unknown.items()
    ]
    needed = {field.name for field in fields(KINDS[kind].context)} - DRAWN
    needed -= {field.name for field in fields(Base)}
    missing = [
        Fault(file, f"没有用到字段“{name}”，请确认正文不需要它。", is_wrong=False)
        for name in sorted(needed - used.names)
    ]
    return [*(unknown or _tried(kind, folder)), *missing]


def _tried(kind: str, folder: Path | None) -> Iterator[Fault]:
    from documents.papers.compose import compose
    from documents.papers.examples.made_up import EXAMPLES

    try:
        compose(kind, EXAMPLES[kind], folder)
    except MarkupInvalid as error:
        yield Fault(f"{kind}.docx", f"排版标记不对：{error}。")
    except TemplateRefused as error:
        yield Fault(f"{kind}.docx", f"试填不成：{error}")
    except KeyError:
        yield Fault(f"{kind}.docx", "没有标题，请保留样式为“公文标题”的一段。")


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    line: int


class _Used:
    """Walks a template with the types of its names, as far as they are known."""

    def __init__(self, context: type[Any], folder: Path | None) -> None:
        self.environment = environment(folder)
        self.types: dict[str, Any] = dict(get_type_hints(context))
        self.names: set[str] = set()
        self.unknown: dict[str, _Place] = {}
        self._file = ""

    def read(self, template: str) -> None:
        self._read(template, self.types)

    def _read(self, template: str, known: dict[str, Any]) -> None:
        """A template, or a part that it includes."""
        source, path, _ = self.environment.loader.get_source(self.environment, template)
        outer, self._file = self._file, Path(path).name
        self._walk(self.environment.parse(source, template, path), known)
        self._file = outer

    def _walk(self, node: Any, known: dict[str, Any]) -> None:
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            self._walk_loop(node, known)
            return
        if isinstance(node, nodes.Include):
            self._include(node, known)
            return
        if isinstance(node, nodes.Name | nodes.Getattr):
            self._type_of(node, known)
            return
        for child in node.iter_child_nodes():
            self._walk(child, known)

    def _include(self, node: Any, known: dict[str, Any]) -> None:
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        part = getattr(node.template, "value", "")
        try:
            self._read(part, known)
        except TemplateNotFound as error:
            fault = f"没有“{part}”可以包含"
            raise TemplateSyntaxError(fault, node.lineno, part, self._file) from error

    def _walk_loop(self, node: Any, known: dict[str, Any]) -> None:
        inner = {**known, **_targets(node.target, _element(self._type_of(node.iter, known)))}
        inner[_LOOP] = None
        for part in (*node.body, *node.else_):
            self._walk(part, inner)

    def _type_of(self, node: Any, known: dict[str, Any]) -> Any:
        """The type of a name or of what follows its dots; None where nothing is known."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            self.names.add(node.name)
            if node.name not in known:
                self._miss(node.name, node.lineno)
            return known.get(node.name)
        if isinstance(node, nodes.Getattr):
            owner = self._type_of(node.node, known)
            if not is_dataclass(owner):
                return None
            hints = get_type_hints(owner)
            if node.attr not in hints:
                self._miss(_written(node), node.lineno)
            return hints.get(node.attr)
        for child in node.iter_child_nodes():
            self._walk(child, known)
        return None

    def _miss(self, name: str, line: int) -> None:
        self.unknown.setdefault(name, _Place(self._file, line))


def _element(kind: Any) -> Any:
    """What a tuple holds."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _targets(target: Any, element: Any) -> dict[str, Any]:
    from jinja2 import nodes

    if isinstance(target, nodes.Name):
        return {target.name: element}
    return {one.name: None for one in target.items}


def _written(node: Any) -> str:
    from jinja2 import nodes

    parts = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    return ".".join([getattr(node, "name", "…"), *reversed(parts)])
