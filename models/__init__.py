"""Tables: what an edition knows, and the named questions asked of it.

SQLModel tables, named queries over them, conversion of rows to the frozen values that ``rules``
decides on, the audit chain and the outbox. Alembic's history is in ``models/migrations``.

No decision, no mail, no file, no clock: a table holds data. Every module here is imported by
``models.tables`` so that the metadata is complete.
"""
