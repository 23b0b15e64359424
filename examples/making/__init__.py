"""What the made-up edition is built from: organisations, their papers, registers, scenario.

Each module gives values or bytes; only `examples.make_qinzhou_2026` writes files.
"""
