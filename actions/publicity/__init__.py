"""Article 20: the list in public, objections, the members' opinions, how each was handled.

What follows an upheld objection after the award is in `actions/cases/`.
"""
