"""Prefect tasks: the thin layer between a flow and the work.

A task takes ids and small values, loads what it needs, calls one action or decision, and gives
back ids and small values. Each is safe to run twice and is declared with ``cache_policy=NO_CACHE``,
because the database knows what was done.

No table rows, secrets or data frames cross this border, and tasks call no tasks.
"""
