"""Pure decisions: everything a lawyer would have an opinion on, as functions of frozen values.

Policy, eligibility, calendar, conflicts, draw, scoring, shortlist, ballot, publicity, sanctions.
Time comes in as a date, chance as a seed and the regulation as a `Policy`, so that an outsider
can recompute any result from the record alone.

Nothing here imports more than the standard library and pydantic; nothing reads the clock, draws a
random number, opens a socket or knows a database. What a person must decide is a finding, never
a silent default.
"""
