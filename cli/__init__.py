"""The ``zhijiang`` command: one module a command, listed in one table in ``main``.

A command reads its input, calls one function elsewhere and prints; its exit code is 0 for fine,
1 when the answer is no, 2 for bad usage or input. What it needs is imported when it runs, so that
``zhijiang calc`` and ``zhijiang verify`` load neither Prefect nor the database.

No rule and no SQL here, and never a traceback for the reader.
"""
