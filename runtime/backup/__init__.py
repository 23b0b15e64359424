"""Backup and restore: both databases, the files and the key in one archive, while all is running.

``archive`` writes and reads the archive, ``sqlite`` and ``postgresql`` copy one database each.

Order is what makes a backup taken in the middle of work consistent: Prefect's database first, the
application's second, the files last. What the application's database names is older than its copy,
and runs that Prefect's copy lacks are started anew by the clock.
"""
