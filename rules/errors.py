"""Every error the rules raise: named after the broken rule, carrying the facts.

RuleError
├── PackInvalid          a policy pack cannot be used; lists every problem
├── FileInvalid          a data file cannot be used; lists every problem
│   ├── CriteriaInvalid      a criteria file
│   └── CalendarFileInvalid  a holiday plan file
├── UnknownName          a stage, prize or ground the policy does not have
├── YearUnknown          a working day was asked for in a year without a holiday plan
├── PeriodInvalid        a period with a negative length
└── NotCanonical         a value has no canonical text (a float, a set, a time without a zone)

A module that raises an error of its own subclasses `RuleError` beside the rule it belongs to.
A broken condition that people must read is a `Finding`, not an error.
"""


class RuleError(Exception):
    """A rule was asked something it must refuse.

    `code` is for machines, `article` is the article in Chinese or "" where the regulation is
    silent, `sentence` tells a Chinese reader what is wrong and what to do.
    """

    code = "rule"
    article = ""

    def __init__(self, sentence: str, *, code: str = "", article: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or type(self).code
        self.article = article or type(self).article


class UnknownName(RuleError):
    """The policy has no stage, prize or ground of that name."""

    code = "unknown_name"
