"""Articles 5 and 13 to 16: from the call to the list of those who may be reviewed.

The call and its plan, packages and their receipts, late permits and completions, the departments'
replies, the eight conditions, the eligible list.
"""
