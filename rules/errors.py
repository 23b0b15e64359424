"""Every error the rules raise: named after the broken rule, carrying the facts.

RuleError, a `Refusal` like those of the actions, forms and commands
├── PackInvalid          a policy pack cannot be used; lists every problem
├── FileInvalid          a data file cannot be used; lists every problem
│   ├── CriteriaInvalid      a criteria file
│   └── CalendarFileInvalid  a holiday plan file
├── UnknownName          a stage, prize or ground the policy does not have
├── YearUnknown          a working day was asked for in a year without a holiday plan
├── PeriodInvalid        a period with a negative length
├── NotCanonical         a value has no canonical text (a float, a set, a time without a zone)
├── NotADocumentNumber   what was typed is no document number
├── DrawInvalid          a draw that could not be repeated or checked
├── PoolTooSmall         too few reviewers are left; says how many are missing and why
├── LeaderInvalid        no leader follows from what was given
├── RecusalInvalid       a recusal nobody may order, or one without a reason
├── SheetRefused         score sheets cannot be counted; names every item
├── ConsensusInvalid     a consensus talk without a minute, or about nothing
├── WeightsInvalid       parts and weights of a combined score do not fit
├── ShortlistInvalid     a choice without a reason, or about a stranger
├── BallotInvalid        numbers that cannot be the result of a vote
└── ObjectionInvalid     an outcome that does not follow from a verdict

Each stands beside the rule it belongs to. A broken condition that people must read is a
`Finding`, not an error.
"""


class Refusal(Exception):
    """What was asked cannot be done; the text is the Chinese sentence that says why and what to do.

    Nothing was changed. Whoever speaks with people (a command, a gate's form, the import) shows
    the text of any refusal as it is; every other error is a fault of the program.
    """


class RuleError(Refusal):
    """A rule was asked something it must refuse.

    `code` is for machines, `sentence` tells a Chinese reader what is wrong and what to do. Which
    article says so is the policy's to cite (`policy.citing`), for another city has another.
    """

    code = "rule"

    def __init__(self, sentence: str, *, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or type(self).code


class UnknownName(RuleError):
    """The policy has no stage, prize or ground of that name."""

    code = "unknown_name"
