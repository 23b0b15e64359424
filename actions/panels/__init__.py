"""Articles 9(2), 10 and 11: the pool, the draw, the seats and their certificates.

Who may not review whom, and who takes an emptied seat, is in `actions/reviewers/`.
"""
