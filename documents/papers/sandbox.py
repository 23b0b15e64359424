"""Templates that an office may write, filled in without a way out of them.

They take values and say words; nothing in them is called. What jinja2 offers beyond that (macros,
assignments, arithmetic, global functions, most filters) is not there, so there is little to get
hold of and little to make large with; and what a template does reach is looked at by jinja2's own
sandbox, which shows no name that begins with an underscore.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.papers.markup import escaped
from documents.papers.refused import TemplateRefused

STATEMENTS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "include"})
FILTERS = frozenset({"default", "first", "join", "last", "length", "map"})
MAX_TEXT = 4 * 1024 * 1024  # characters of one paper; the longest of ours are a tenth of it
MAX_LOOPS = 4  # one in another: ours go to three
TOO_DEEP = (RecursionError, SyntaxError)  # brackets in brackets, too many for Python
_MAKES_LARGE = frozenset({"mul", "pow", "mod", "div", "floordiv", "tilde"})
_SIGNS = {"mul": "*", "pow": "**", "mod": "%", "div": "/", "floordiv": "//", "tilde": "~"}
_WORDS = ".docx", ".jinja"


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of every paper, whoever wrote its template."""

    def __init__(self, loader: Any) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            extensions=[_Grammar],
            finalize=escaped,
            autoescape=False,  # the output is our markup; `escaped` guards it
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,  # an included part ends its last line
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def is_safe_callable(self, _obj: Any) -> bool:
        """No template has anything to call."""
        return False


def filled_in(sandbox: Sandbox, name: str, values: dict[str, Any]) -> str:
    """What the template of that name says with these values.

    Raises:
        TemplateRefused: a name it has not, one it may not have, or a paper without end.
    """
    try:
        return "".join(_bounded(sandbox.get_template(name), values))
    except (TemplateError, TypeError, *TOO_DEEP) as error:
        raise refused(error, name) from error


def refused(error: Exception, file: str) -> TemplateRefused:
    """The sentence for what a template did, with the innermost template and its line."""
    line = 0
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or file, error.lineno
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(_WORDS):
            file, line = frame.f_code.co_filename, number
    return TemplateRefused(f"模板“{Path(file).name}”第{line}段不能使用：{error}。")


def _bounded(template: Template, values: dict[str, Any]) -> Iterator[str]:
    left = MAX_TEXT
    for piece in template.generate(values):
        left -= len(piece)
        if left < 0:
            raise TemplateError(f"生成的文字超过{MAX_TEXT}字")
        yield piece


class _Grammar(Extension):
    """Refuses, with its line, what a template of a paper needs not say."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        loops = 0
        tokens = list(stream)
        for before, token in pairwise([Token(0, "data", ""), *tokens]):
            fault = _fault(before, token) or _without_end(stream.name or "", before, token)
            if before.type == "block_begin":
                loops += {"for": 1, "endfor": -1}.get(token.value, 0)
            if loops > MAX_LOOPS:
                fault = f"循环套了{loops}层，最多{MAX_LOOPS}层"
            if fault:
                raise TemplateSyntaxError(fault, token.lineno, stream.name, stream.filename)
        return iter(tokens)


def _without_end(template: str, before: Token, token: Token) -> str:
    """Only parts are included, and a part includes nothing: no template comes back to itself."""
    if token.type == "name" and token.value == "include" and template.startswith("_"):
        return "片段里不能再包含别的模板"
    is_part = token.type == "string" and token.value.startswith("_")
    if before.type == "name" and before.value == "include" and not is_part:
        return "只能包含名称以下划线开头的片段"
    return ""


def _fault(before: Token, token: Token) -> str:
    if before.type == "block_begin" and token.value not in STATEMENTS:
        return f"不能用“{token.value}”，可用的有 {'、'.join(sorted(STATEMENTS))}"
    if token.type == "name" and token.value.startswith("_") and token.value != "_":
        return f"不能取“{token.value}”，下划线开头的都不能取"
    if token.type in _MAKES_LARGE:
        return f"不能用“{_SIGNS[token.type]}”，模板里不作运算"
    if before.type == "pipe" and token.type == "name" and token.value not in FILTERS:
        return f"没有“{token.value}”这种处理，可用的有 {'、'.join(sorted(FILTERS))}"
    return ""
