"""One profile for every property: no deadline, because no test here asserts a time."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
