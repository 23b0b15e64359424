"""Articles 4 and 19: the committee's meeting pack, ballots, the count, the minutes.

Nothing here knows who voted how.
"""
