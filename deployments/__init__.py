"""Deployments: what the Prefect UI offers, declared once, and the worker that runs it.

Every stage and every action of the office with its name, schedule, tags and form; and ``engine``,
the server and the worker for one machine, which know nothing of an award.

No stage logic: that is in ``flows``. How many machines there are is a setting and not a line here.
"""
