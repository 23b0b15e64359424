"""What people send during the edition, written when the program asks for it.

Each function takes a scenario, plain values (receipt numbers, names, days) and a folder, writes
files there as their senders would, and returns their paths in the order written. Nothing here
knows the database: whoever runs the play tells it what was drawn and who was listed.
"""
