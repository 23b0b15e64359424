"""The real things, tried."""
