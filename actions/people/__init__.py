"""Who people are: enrolling, invitations, codes by mail, logins, and whom an address belongs to.

Moments here are real ones, whatever time is simulated: authenticators and mail know no other.
"""
