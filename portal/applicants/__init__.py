"""Applicants' pages: registering, the draft, handing in, and what becomes of it."""
