"""Spreadsheets in general: opening one safely, reading and writing its cells, naming what is wrong.

Nothing here knows which form it is; the forms are in `documents/forms/`.
"""
