"""Tests of ``deployments.engine.embedded``."""
