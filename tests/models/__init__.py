"""Tables on SQLite and PostgreSQL."""
