"""The real things: the only place that reads settings, the clock and chance.

Settings, database engine and transaction, file store, clock, and the desk that hands them all to
one piece of work. ``prefect_api`` is the one module that speaks to Prefect.

No rule of the regulation and no text for people: everything below takes time, chance and policy as
arguments, and everything above gets them from here.
"""
