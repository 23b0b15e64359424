"""An edition as a whole: opened, its open matters confirmed, told of at its end.

What concerns a single stage is in that stage's room.
"""
