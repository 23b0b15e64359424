"""Spreadsheets: one module a kind, with its models, `write_…`, `blank_…` and `read_…`.

A form is declared by its models: a field annotated with `Cell` is a cell or a column. What is not
the shape of a file (is the code right? is it in time?) is decided by `rules/`, not here.
"""
