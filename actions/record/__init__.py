"""The record of an edition: what an outsider needs to recompute it, packed as an archive.

Each module writes one part; `rules/record/` reads and checks them.
"""
