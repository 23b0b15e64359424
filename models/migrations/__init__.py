"""Alembic history of the tables, oldest first; run by ``runtime.database.upgrade``.

A migration is written once and never edited after it was released.
"""
