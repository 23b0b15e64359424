"""The engine: a Prefect server and a worker type for one machine, and what they lean on.

``embedded`` starts and stops, ``resident`` runs each flow run in a forked child of a process that
has everything loaded, ``seams`` has each place that leans on how Prefect is made inside.

It knows nothing of an award: any deployment with an entrypoint in a folder can run here.
"""
