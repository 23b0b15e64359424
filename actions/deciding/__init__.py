"""Every question put to people, by its key: what it rests on, what it settles, what follows.

A page, a command and a test decide by the same function, in one transaction. A run that waits for
the decision is told afterwards (`tasks.deciding`).
"""
