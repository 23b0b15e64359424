"""What a stage imports late and works out anew in each process, done once before the worker forks.

The resident worker imports this module into its clean process (``RESIDENT_PRELOAD``). Without it a
run does the same when it needs to, so other worker types start light. Importing it opens no
connection and starts no thread; ``warm`` and ``ready`` are for children. What was read from
files is read again when they change: ``WATCHED``.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy must not start threads before a fork

import contextlib
from importlib import import_module

from sqlalchemy.orm import configure_mappers
from sqlmodel import col, select

from actions.reminding.board import board
from documents.papers import look, sources
from models import tables
from models.edition import Edition
from notifications import render
from rules.policy import PackInvalid, read_pack
from runtime import database
from runtime.days import calendar
from runtime.desk import glance_at_desk
from runtime.packs import pack_folders, shelves

_LATE_IMPORTS = (
    "documents.sheets.pages",
    "documents.papers.certificate",
    "documents.papers.drawing",
    "notifications.client",
    "sqlalchemy.dialects.sqlite",
)
WATCHED = tuple(sorted(str(path) for shelf in shelves() for path in shelf.rglob("*.toml")))

assert tables.METADATA.tables, "every table is known before the mappers are configured"
for name in _LATE_IMPORTS:
    import_module(name)
configure_mappers()
calendar()
for is_landscape in (False, True):
    look.new_document(is_landscape=is_landscape)
for environment in (sources.environment(), render.environment()):
    for template in environment.list_templates():
        environment.get_template(template)  # compiled; one that changes is compiled again
for folder in pack_folders():
    with contextlib.suppress(PackInvalid):  # one that is being written stops no run of the others
        read_pack(folder)


def warm() -> None:
    """In a spare child: what a run looks at first, without taking the database's lock."""
    newest = select(Edition.number).order_by(col(Edition.number).desc()).limit(1)
    with glance_at_desk() as desk:
        for number in desk.session.exec(newest):
            board(desk, number)
    database.close(database.engine())  # a spare may be older than the tables it will meet


def ready() -> None:
    """In a child that is about to begin: the database is open, and its tables are known to fit."""
    database.fitting()
