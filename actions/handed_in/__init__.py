"""Files that somebody hands in: recognised, unpacked, and given to the action that takes them.

What a form means, its own room knows; here is only the way from a file to that room, and the
registers of people and bodies that belong to no stage.
"""
