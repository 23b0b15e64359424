"""Articles 23, 25, 26, 29 and 31: what happens after the award.

Reports of incidents, cases of fraud, revocation, title misuse and fund use with their effects, the
money's plan and its reports, removal from a running edition. Nothing here reopens a stage: an
award that falls is a case.
"""
