"""Commands of this package that an embedded server starts."""

import sys

REGISTER = (sys.executable, "-m", "deployments.catalogue", "--when-told")
"""For ``register``: it loads while the server starts, and registers when its input is closed."""
