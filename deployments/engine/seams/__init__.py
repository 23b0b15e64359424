"""Where this system leans on how Prefect is made inside, one file a place, six at most.

Each file says why, has a test of what it takes for granted (``tests``, the same folder), and can be
switched off; ``docs/performance.md`` has what each was measured to bring. With all of them off the
system works as well, slower: see ``switches``.
"""
