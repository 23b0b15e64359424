"""Where this system touches what is private in Prefect, one file a place.

Each file says why, what it was measured to bring, and has a test of what it takes for granted.
"""
