"""Whole editions under kill -9: ``make chaos`` plays, kills, compares, and writes what it found.

Server, worker and run processes are killed at the boundaries of their commits and at random
instants, on SQLite and on PostgreSQL; what is left at the end must equal an undisturbed edition.

Above the whole application; nothing of the application imports it.
"""
