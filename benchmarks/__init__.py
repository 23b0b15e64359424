"""Measurements, side by side with the peers; what they found is in docs/performance.md.

A module has ``rows(*, quick)`` and gives a list of ``Row``; ``make bench`` runs each in a process
of its own and writes ``var/bench/summary.json``. Times are judged as ratios to a peer that was
measured in the same run, never alone where a peer exists: machines differ.
"""
