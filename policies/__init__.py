"""Regulations as data: a folder per pack, with criteria and holiday calendars beside them.

Nothing here is code. A new city copies a folder, changes values and citations, and runs
`zhijiang policy check`; a value without an article says so with basis "project_default".
"""
