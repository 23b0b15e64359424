"""An authority that stamps."""

from tests.stamping_fixture import authority

__all__ = ["authority"]
