"""A rehearsal: a whole edition played on the example files, through the doors people have.

Applicants, departments, reviewers and tellers hand in files; the office starts deployments and
fills in forms through Prefect's API with real TOTP codes; time is scaled. Nothing here writes to
the database: what the players need to know they read from it, as they would read their letters.
"""
