"""An installation with an edition, as the actions' tests have it."""

from tests.actions.conftest import desk, installation

__all__ = ["desk", "installation"]
