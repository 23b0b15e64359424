"""Flows against a real server, worker and database."""
