"""The systems that are measured, each alike: bring workflows to their first gate, approve, wait.

A module here is a program: it starts its system, reads orders from its input and answers with
seconds (``orders``). It runs in the peer's own environment and imports nothing else from here.
"""
