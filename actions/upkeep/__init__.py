"""What the database alone knows to be wrong with the installation itself, and the marks it goes by.

``known`` gathers it; the boards show it on top, ``zhijiang health`` says it beside what it looks at
from outside.
"""
