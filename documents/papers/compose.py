"""A kind and its context to a `Paper`: the template renders, the markup is read."""

from dataclasses import fields
from pathlib import Path

from documents.papers.catalogue import KINDS, Kind
from documents.papers.contexts.base import Base
from documents.papers.markup import parse
from documents.papers.masks import mask_values
from documents.papers.paper import Layout, Paper, PrintRecord
from documents.papers.sources import environment


def compose(kind: str, context: Base, templates: Path | None = None) -> Paper:
    """Write one paper; ``templates`` is the office's own folder of templates, None for ours.

    Raises:
        TypeError: the context is not the one declared for the kind.
        TemplateRefused: the office's template cannot be filled in.
    """
    from documents.papers.sandbox import filled_in

    declared = KINDS[kind]
    if type(context) is not declared.context:
        raise TypeError(f"{kind} is written from {declared.context.__name__}, not {context!r}")
    if declared.is_public:
        contact = getattr(context, "contact", None)
        context = mask_values(context, shown=contact.phone if contact else "")
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    marked = parse(filled_in(environment(templates), f"{kind}.jinja", values))
    return Paper(
        kind=kind,
        title=_title(declared, context, marked.directives["title"]),
        number=context.number if declared.is_numbered else "",
        addressee=marked.directives.get("to", ""),
        body=tuple(marked.blocks),
        annexes=tuple(marked.annexes),
        annexed=tuple(marked.annexed or ()),
        issuer=context.issuer if declared.is_issued else "",
        date=context.date,
        note=marked.directives.get("note", ""),
        mark=_mark(declared, context),
        signer=getattr(context, "signer", ""),
        is_landscape=declared.is_landscape,
        layout=declared.layout,
        qr=getattr(context, "verification_text", ""),
        code=getattr(context, "verification_code", ""),
        corner=tuple(filter(None, (context.copy_number, context.secrecy, context.urgency))),
        print_record=_print_record(declared, context),
    )


def _title(declared: Kind, context: Base, title: str) -> str:
    """What goes out under a number is named with who issues it: 某某办公室关于……的通知."""
    has_issuer = declared.is_numbered and declared.is_issued and title.startswith("关于")
    return f"{context.issuer}{title}" if has_issuer else title


def _mark(declared: Kind, context: Base) -> str:
    """The issuer's mark in the red head."""
    has_head = declared.is_numbered and declared.layout is Layout.OFFICIAL
    return "" if not has_head or declared.head is None else f"{context.issuer}{declared.head}"


def _print_record(declared: Kind, context: Base) -> PrintRecord | None:
    """Numbered papers of an office end with one."""
    if not declared.is_numbered or declared.layout is not Layout.OFFICIAL:
        return None
    return PrintRecord(context.copies_to, context.printer or context.issuer, context.printed_on)
