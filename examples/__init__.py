"""A made-up edition of the award as real files, and the people who act in it.

``make_qinzhou_2026`` writes ``qinzhou-2026/`` (registers, applications, scenario) with the
modules of ``making``; the same program always gives the same bytes. ``playing`` writes the files
that depend on what happened before: replies, declarations, score sheets, the vote, objections.
Nothing here is part of the installed package or reads the database, the clock or chance, and no
organisation, person or credit code in it is real.
"""
