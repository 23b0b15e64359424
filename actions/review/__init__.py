"""Articles 17 and 18: score sheets, consensus, both reports, the shortlist.

Who the reviewers are is in `actions/panels/` and `actions/reviewers/`.
"""
