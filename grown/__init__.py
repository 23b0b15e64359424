"""Several machines on one: ``make grown`` starts every part, plays an edition, and disturbs it.

PostgreSQL, Redis, an S3 store, API servers, services, a balancer and workers with homes of their
own run on loopback addresses, from Debian packages and wheels.

Above the whole application; nothing of the application imports it.
"""
