"""Official papers: filed, numbered, published, scanned, drawn again.

What a paper says, its own room knows; how it looks is in `documents/papers/`.
"""
