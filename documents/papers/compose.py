"""A kind and its context to a `Paper`: the template renders, the markup is read."""

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from documents.papers.catalogue import KINDS
from documents.papers.contexts.base import Base
from documents.papers.markup import escaped, parse
from documents.papers.masks import mask_identity_numbers
from documents.papers.paper import Paper

TEMPLATES = Path(__file__).parent / "templates"


def compose(kind: str, context: Base) -> Paper:
    """Write one paper; `TypeError` when the context is not the one declared for the kind."""
    declared = KINDS[kind]
    if type(context) is not declared.context:
        raise TypeError(f"{kind} is written from {declared.context.__name__}, not {context!r}")
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    text = environment().get_template(f"{kind}.jinja").render(values)
    marked = parse(mask_identity_numbers(text) if declared.is_public else text)
    return Paper(
        kind=kind,
        title=marked.directives["title"],
        number=context.number if declared.is_numbered else "",
        addressee=marked.directives.get("to", ""),
        body=tuple(marked.blocks),
        annexes=tuple(marked.annexes),
        annexed=tuple(marked.annexed or ()),
        issuer=context.issuer if declared.is_issued else "",
        date=context.date,
        note=marked.directives.get("note", ""),
        mark=context.mark if declared.is_numbered else "",
        signer=getattr(context, "signer", ""),
        is_landscape=declared.is_landscape,
        layout=declared.layout,
        qr=getattr(context, "verification_text", ""),
    )


@cache
def environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=escaped,
        autoescape=False,  # noqa: S701 -- the output is our markup; `escaped` guards it
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,  # an included part ends its last line
    )
