"""A filled context for each kind of paper; people and organisations are made up.

`made_up.EXAMPLES` has them by kind. Templates are tried with them, pages for a look are written
from them, and so are the tests.
"""
