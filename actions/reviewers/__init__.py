"""Article 30: declarations, recusals, replacements, and how reviewers did their duty.

How they are drawn is in `actions/panels/`, what they score in `actions/review/`.
"""
