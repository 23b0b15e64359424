"""What an action refuses, in a sentence for the person who asked.

ActionRefused
├── WrongMoment      the stage is not open for this, or no longer
├── UnknownSubject   no such edition, applicant, reviewer, objection …
└── NotEntitled      the person or the code is not good for this
"""

from rules.errors import Refusal


class ActionRefused(Refusal):
    """Nothing was changed; the message is the sentence to show."""


class WrongMoment(ActionRefused):
    """The stage does not take this now."""


class UnknownSubject(ActionRefused):
    """What was named does not exist."""


class NotEntitled(ActionRefused):
    """Not this person, not this role, or not this code."""
