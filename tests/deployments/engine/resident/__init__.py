"""Tests of ``deployments.engine.resident``."""
