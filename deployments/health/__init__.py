"""What is wrong with this installation, and what to do about it: looked at from outside.

``examine`` gives every check; each says in sentences what is wrong and what to do. What needs the
server or the database is not looked at while that does not answer, and says so.
"""

from deployments.health.examining import examine

__all__ = ["examine"]
