"""Tasks of the stage eligibility (资格审查): its verbs, what it waits for, what is decided."""

from actions.entry import eligibility
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening
from tasks.waiting import all_in

open_eligibility = opening(eligibility.open_eligibility)
close_eligibility = closing(eligibility.close_eligibility)
enact_eligibility = enacting(eligibility.enact_eligibility)
decision = Judgement(eligibility.evidence_of_eligibility, eligibility.ruling_in_eligibility)
everything_in = all_in(eligibility.owed_in_eligibility)
