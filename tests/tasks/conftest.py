"""A home folder with edition 3 in it, as the tests of the actions have."""

from tests.actions.conftest import desk, installation

__all__ = ["desk", "installation"]
